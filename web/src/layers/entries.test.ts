import { expect, test } from "vitest";
import { drawnDataset, drawnPlan } from "../map/drawn.fixture";
import type { Colour, Colours } from "../map/colours";
import { strata } from "../map/strata";
import { comparisonEntries, legendOf } from "./entries";

/** Each colour under its own name, so that names can be looked for in the style. */
const named = new Proxy({} as Record<Colour, string>, { get: (...[, name]) => `<${String(name)}>` }) as Colours;

/** Colours of letters, edges and marks, which mean nothing by themselves. */
const plain = new Set(["text", "text-soft", "halo", "mark", "gap-glow", "border-casing", "cover-casing", "world-line"]);

const plan = drawnPlan({ layers: [{ name: "air" }] as never });
const base = drawnDataset({ plan, collections: ["sectors", "beats", "ways", "posts", "meeting-points", "coverage", "gaps", "routes"] });
const coasts = [...base.routes.values()].map((r) => [`${r.id} by sea`, { ...r, kind: "sea" as const }] as const);
const dataset = { ...base, routes: new Map([...base.routes, ...coasts]) };

test.each(["worst", "now"] as const)("the legend names every colour that the map draws with (%s)", (colouring) => {
  const drawn = strata({ colours: named, sides: ["AA", "BB"], colouring }).filter((s) => s.where !== "untimed");
  const used = new Set([...JSON.stringify(drawn.map((s) => s.layer.paint)).matchAll(/<([\w-]+)>/g)].map((m) => m[1] ?? ""));
  const entries = [...legendOf(dataset, colouring).flatMap((l) => l.entries), ...comparisonEntries({ a: "A", b: "B" }).entries];
  const told = new Set(entries.flatMap(({ swatch: s }) => [s.colour, ...(s.of === "line" && s.casing ? [s.casing] : [])]));
  expect([...used].filter((c) => !told.has(c as Colour) && !plain.has(c)).sort()).toEqual(["land"]); // land is the countries' own, where there is no country
});

test("what can be turned off is in the legend", () => {
  const groups = new Set(legendOf(dataset, "worst").map((l) => l.layer));
  const layers = strata({ colours: named, sides: ["AA", "BB"], colouring: "worst" }).flatMap((s) => (s.of ? [s.of] : []));
  expect(layers.filter((l) => !groups.has(l))).toEqual([]);
});

test("what a dataset has not cannot be turned on", () => {
  const bare = drawnDataset({ collections: ["sectors", "gaps"] });
  expect(legendOf(bare, "worst").filter((l) => l.there).map((l) => l.layer)).toEqual(["gaps", "border", "sectors", "countries"]);
});
