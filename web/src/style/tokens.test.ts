import { readFileSync } from "node:fs";
import { join } from "node:path";
import { differenceCiede2000, filterDeficiencyDeuter, filterDeficiencyProt, filterDeficiencyTrit, formatHex, parse, wcagContrast } from "culori";
import { describe, expect, test } from "vitest";

// Colours as people see them. Contrast is WCAG 2.2's; how colours look to people
// who see fewer of them is Machado, Oliveira and Fernandes (2009), at full severity;
// how far apart two colours look is CIEDE2000. culori computes all three.

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

function tokensIn(block: RegExp): Record<string, string> {
  const body = block.exec(css)?.[1] ?? "";
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
}

const light = tokensIn(/^:root \{([^}]*)\}/m);
const dark = { ...light, ...tokensIn(/^:root\[data-theme="dark"\] \{([^}]*)\}/m) };
const themes = { light, dark };

const eyes: Record<string, (hex: string) => string> = {
  "all colours": (hex) => hex,
  protanopia: seenThrough(filterDeficiencyProt(1)),
  deuteranopia: seenThrough(filterDeficiencyDeuter(1)),
  tritanopia: seenThrough(filterDeficiencyTrit(1)),
};

function seenThrough(filter: ReturnType<typeof filterDeficiencyProt>): (hex: string) => string {
  return (hex) => {
    const colour = parse(hex);
    if (!colour) throw new Error(`no colour: ${hex}`);
    return formatHex(filter(colour));
  };
}

const apart = differenceCiede2000();

/** What the map is drawn on: the land of either side, other land, the sea. */
const grounds = ["land", "land-other", "country-a", "country-b", "sea"] as const;

test("both themes are read, and the judge is the one that is meant", () => {
  expect(Object.keys(light).length).toBeGreaterThan(40);
  expect(dark.ground).not.toBe(light.ground);
  expect(wcagContrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2); // the grey that passes by a hair
  // Pair 1 of Sharma, Wu and Dalal (2005): L*a*b* 50, 2.6772, −79.7751 and 50, 0, −82.7485.
  expect(apart({ mode: "lab65", l: 50, a: 2.6772, b: -79.7751 }, { mode: "lab65", l: 50, a: 0, b: -82.7485 })).toBeCloseTo(2.0425, 3);
});

describe.each(Object.entries(themes))("%s", (_, c) => {
  const of = (name: string): string => {
    const hex = c[name];
    if (!hex) throw new Error(`no token --${name}`);
    return hex;
  };
  const contrast = (a: string, b: string) => wcagContrast(of(a), of(b));

  test.each(["ground", "raised", "sunken"])("words can be read on %s (1.4.3: 4.5)", (ground) => {
    for (const ink of ["text", "text-soft", "accent", "bad", "good"]) expect.soft(contrast(ink, ground), ink).toBeGreaterThanOrEqual(4.5);
  });

  test("words on the accent, and names on the map with their halo, can be read", () => {
    expect(contrast("accent-text", "accent")).toBeGreaterThanOrEqual(4.5);
    for (const ink of ["text", "text-soft"]) expect(contrast(ink, "halo"), ink).toBeGreaterThanOrEqual(4.5);
  });

  test("edges of fields and the mark of the focus stand out (1.4.11: 3)", () => {
    for (const ground of ["ground", "raised", "sunken"])
      for (const edge of ["line-strong", "focus"]) expect.soft(contrast(edge, ground), `${edge} on ${ground}`).toBeGreaterThanOrEqual(3);
  });

  test.each(grounds)("what the map says stands out on %s by its colour or by its edge (1.4.11: 3)", (ground) => {
    const drawn: Record<string, readonly string[]> = {
      border: ["border"],
      gap: ["gap"],
      coverage: ["cover-casing"], // each band has this edge
      "post a": ["side-a", "halo"],
      "post b": ["side-b", "halo"],
      "meeting point": ["text"], // the edge of the diamond
      patrols: ["text"],
      chosen: ["mark"],
      opened: ["bad"],
      closed: ["good"],
    };
    for (const [thing, colours] of Object.entries(drawn)) expect.soft(Math.max(...colours.map((x) => contrast(x, ground))), thing).toBeGreaterThanOrEqual(3);
  });

  test("the way of each side stands out on its own country, and in the picture", () => {
    expect.soft(contrast("side-a", "country-a")).toBeGreaterThanOrEqual(3);
    expect.soft(contrast("side-b", "country-b")).toBeGreaterThanOrEqual(3);
    for (const side of ["side-a", "side-b", "gap"]) expect.soft(contrast(side, "ground"), side).toBeGreaterThanOrEqual(3);
  });

  // A difference of 2 to 3 is just seen when two fields touch. Lines of a few pixels
  // that lie apart need several times as much (Stone, Szafir and Setlur, 2014: for
  // marks of a third of a degree some 5 to 6 to be told apart by half of all who look):
  // twice that for steps of one scale, which are also in order, three times for gaps
  // on coverage, which have another width and edge, too, and four times where colour
  // alone says different things.
  const steps = ["cover-6h", "cover-24h", "cover-48h", "cover-7d", "cover-14d", "cover-more"];

  describe.each(Object.entries(eyes))("to people with %s", (_name, see) => {
    const far = (a: string, b: string) => apart(see(of(a)), see(of(b)));

    test("the two sides are told apart", () => expect(far("side-a", "side-b")).toBeGreaterThanOrEqual(20));

    test("steps of coverage are told apart from the next, and grow lighter", () => {
      for (const [i, step] of steps.entries()) {
        const next = steps[i + 1];
        if (!next) continue;
        expect.soft(far(step, next), `${step} and ${next}`).toBeGreaterThanOrEqual(10);
        expect.soft(wcagContrast(see(of(next)), "#000"), `${next} is lighter than ${step}`).toBeGreaterThan(wcagContrast(see(of(step)), "#000"));
      }
    });

    test("gaps are told apart from all coverage that they lie on", () => {
      for (const other of [...steps, "cover-always"]) expect.soft(far("gap", other), other).toBeGreaterThanOrEqual(15);
      for (const other of ["now-watched", "now-within"]) expect.soft(far("gap", other), other).toBeGreaterThanOrEqual(20);
    });

    test("watched and overdue, opened and closed are told apart", () => {
      expect.soft(far("now-watched", "now-within")).toBeGreaterThanOrEqual(10);
      expect.soft(far("bad", "halo")).toBeGreaterThanOrEqual(20); // opened is filled
      expect.soft(far("good", "halo")).toBeGreaterThanOrEqual(20); // closed is hollow
    });
  });
});

test("a palette that is known to fail is found out", () => {
  const see = eyes.deuteranopia;
  if (!see) throw new Error("no deuteranopia");
  const [red, green] = ["#c0392b", "#6b7f2a"];
  expect(apart(red, green)).toBeGreaterThan(40);
  expect(apart(see(red), see(green))).toBeLessThan(20);
});
