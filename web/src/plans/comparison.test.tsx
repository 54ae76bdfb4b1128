import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Dataset } from "../api/datasets";
import { Border } from "../geo/border";
import { Line } from "../geo/line";
import { language } from "../lang/language";
import type { GapChange } from "../model/comparison";
import { wanted } from "../state/selection";
import { base } from "../state/shown";
import { compared } from "./compared";
import { Comparison } from "./comparison";

// Two plans that are drawn, of a border of one stretch of 10 km.

const plan = (exposure: number, gaps: object[]) => ({
  sides: ["A", "B"], length_m: 10_000, period_h: 100, pairs: [], sorties: [], layers: [{ name: "surface", pairs: 1, lambda_h: 48, share: 0.5, unreachable_m: 0, optimal: true }],
  sectors: [{ id: "s", pair: "P", layer: "surface", from_m: 0, to_m: 10_000 }], meeting_points: [{ id: "mp", name: "The bridge", chainage_m: 500, at: [0, 10] }], gaps,
  totals: { kinds: [{ of: "land", length_m: 10_000, covered_m: 0, gap_m: 1000, late_m: 0, watched_km_h: 0, exposure_km_h: exposure, worst_h: 0, mean_h: 0 }] },
});

const opened: GapChange[] = Array.from({ length: 60 }, (_, i) => ({ route: "st", kind: "land", from_m: i * 100, to_m: i * 100 + 50, length_m: 50, a_revisit_h: 20, b_revisit_h: 30 + i, a_never: false, b_never: i === 0, allowed_h: 24, a_exposure_km_h: 0, b_exposure_km_h: i + 1 }));

const answers: Record<string, unknown> = {
  "plans/a/plan": plan(100, []),
  "plans/b/plan": plan(160, [{ route: "st", from_m: 0, to_m: 50, gap_h: 100 }]),
  "processes/compare/execution": { comparison: { value: { sectors: null, meetings: [{ pair: "P", a: [{ meeting_point: "mp", chainage_m: 500 }], b: [{ meeting_point: "", chainage_m: 900 }] }], opened, closed: [], layers: [] } } },
};

const place = document.createElement("div");
document.body.append(place);
let refuse = false;

beforeEach(() => {
  language.value = "en";
  refuse = false;
  const line = new Line({ type: "MultiLineString", coordinates: [[[0, 10], [0.09, 10]]] }, 0, 10_000);
  base.value = { state: "there", value: { kind: "plans", id: "c", names: [], title: "C", border: new Border([{ id: "st", name: "The ridge", kind: "land", left: "A", right: "B", line }]), routes: new Map(), plan: null } as unknown as Dataset };
  vi.stubGlobal("fetch", (input: string | URL) => {
    const path = new URL(String(input)).pathname.slice(1);
    if (refuse && path.startsWith("processes")) return Promise.resolve(new Response(JSON.stringify({ detail: "which are not one border" }), { status: 422 }));
    return Promise.resolve(new Response(JSON.stringify(answers[path])));
  });
});

afterEach(() => {
  render(null, place);
  vi.unstubAllGlobals();
});

async function open() {
  await act(() => render(<Comparison a={{ id: "a", title: "First" }} b={{ id: "b", title: "Second" }} />, place));
  await vi.waitFor(() => expect(place.querySelector('.comparison, [role="alert"]')).not.toBeNull());
}

const buttons = (text: RegExp) => [...place.querySelectorAll("button")].filter((b) => text.test(b.textContent ?? ""));
const firstRow = () => place.querySelector('section[aria-label="Gaps that B opens"] tbody tr')?.textContent ?? "";

test("says at once which plan leaves more open, and lists what opened, the largest first", async () => {
  await open();
  expect(place.querySelector(".verdict")?.textContent).toBe("B leaves 60 km·h more overdue than A");
  expect(firstRow()).toContain("+60 km·h");
  expect(place.querySelectorAll('section[aria-label="Gaps that B opens"] tbody tr')).toHaveLength(25);
  expect(place.textContent).toContain("B closes no gap.");
  expect(place.textContent).toContain("The bridge");
});

test("each column sorts, and again the other way", async () => {
  await open();
  const head = () => place.querySelector('section[aria-label="Gaps that B opens"] th');
  await act(() => buttons(/^Where/)[0]?.click());
  expect([firstRow().includes("km 0.0 to 0.1"), head()?.getAttribute("aria-sort")]).toEqual([true, "ascending"]);
  expect(firstRow()).toContain("never");
  await act(() => buttons(/^Where/)[0]?.click());
  expect([firstRow().includes("km 5.9 to 6.0"), head()?.getAttribute("aria-sort")]).toEqual([true, "descending"]);
});

test("more rows are shown when they are asked for", async () => {
  await open();
  await act(() => buttons(/^Show 25 more/)[0]?.click());
  await act(() => buttons(/^Show 10 more/)[0]?.click());
  expect(place.querySelectorAll('section[aria-label="Gaps that B opens"] tbody tr')).toHaveLength(60);
});

test("a row shows its place on the map", async () => {
  await open();
  await act(() => buttons(/The ridge/)[0]?.click());
  const [west, , east] = wanted.value?.bounds ?? [];
  expect([west, east]).toEqual([expect.closeTo(0.09 * 0.59, 4), expect.closeTo(0.09 * 0.595, 4)]);
});

test("the map draws the comparison while it is open, and no longer", async () => {
  await open();
  expect(compared.value).toMatchObject({ a: "First", b: "Second", closed: [] });
  expect(compared.value?.opened).toHaveLength(60);
  await act(() => render(null, place));
  expect(compared.value).toBeNull();
});

test("plans of two borders are told in the server's words", async () => {
  refuse = true;
  await open();
  expect(place.querySelector('[role="alert"]')?.textContent).toContain("which are not one border");
  expect(compared.value).toBeNull();
});

test("who asks for more rows has the focus on the first that is new, also when there are no more", async () => {
  await open();
  for (const [text, n] of [[/^Show 25 more/, 25], [/^Show 10 more/, 50]] as const) {
    const button = buttons(text)[0];
    button?.focus();
    await act(() => button?.click());
    expect(document.activeElement?.closest("tr")).toBe(place.querySelectorAll('section[aria-label="Gaps that B opens"] tbody tr')[n]);
  }
});

test("the kilometres of a short border have their decimals", async () => {
  const line = new Line({ type: "MultiLineString", coordinates: [[[0, 10], [0.01, 10]]] }, 0, 1500);
  base.value = { state: "there", value: { kind: "plans", id: "c", names: [], title: "C", border: new Border([{ id: "st", name: "The ridge", kind: "land", left: "A", right: "B", line }]), routes: new Map(), plan: null } as unknown as Dataset };
  answers["plans/a/plan"] = { ...plan(100, []), length_m: 1500 };
  await open();
  expect([...place.querySelectorAll(".tick text")].map((x) => x.textContent)).toEqual(["km 0", "0.5", "1", "1.5"]);
  answers["plans/a/plan"] = plan(100, []);
});

test("the border is laid out as wide as its place, also when it comes later, and no longer looked at than it is there", async () => {
  const watched = new Set<Element>();
  vi.stubGlobal("ResizeObserver", class {
    #of: Element[] = [];
    observe(e: Element) {
      this.#of.push(e);
      watched.add(e);
    }
    disconnect() {
      for (const e of this.#of) watched.delete(e);
    }
  });
  const here = base.value;
  if (here.state !== "there") throw new Error("there is nothing here");
  const line = new Line({ type: "MultiLineString", coordinates: [[[0, 10], [1, 10]]] }, 0, 99_000);
  base.value = { state: "there", value: { ...here.value, border: new Border([{ id: "st", name: "", kind: "land", left: "", right: "", line }]) } };
  await open();
  expect(watched.size).toBe(0);
  await act(() => void (base.value = here));
  expect([...watched].map((e) => e.className)).toEqual(["strip"]);
  await act(() => render(null, place));
  expect(watched.size).toBe(0);
});
