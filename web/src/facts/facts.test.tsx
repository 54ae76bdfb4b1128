import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Border } from "../geo/border";
import { Line } from "../geo/line";
import { language } from "../lang/language";
import { drawnDataset, drawnGap, drawnPlan } from "../map/drawn.fixture";
import type { Beat, Pair, Plan, Sector } from "../model/plan";
import { pick } from "../state/selection";
import { base } from "../state/shown";
import { Facts } from "./facts";

const root = document.createElement("div");
document.body.append(root);
const all = (what: string) => [...root.querySelectorAll<HTMLElement>(what)];
const named = (name: string) => all("dt").find((dt) => dt.textContent === name)?.nextElementSibling?.textContent?.trim();
const press = (text: string) => act(() => {
  const button = all("button").find((b) => b.textContent?.trim() === text);
  if (!button) throw new Error(`no button ${text} among ${all("button").map((b) => b.textContent).join("|")}`);
  button.focus();
  button.click();
});

const pair = (id: string, number: number): Pair => ({ id, number, layer: "surface", patrols: [`${id}a`, `${id}b`], posts: ["", ""], kinds: ["land"], meet_m: 0, meet_h: 1, sorties: 4, used: 1, clock_min: 1 });
const sector = (of: string, from_m: number, to_m: number): Sector => ({ id: `s-${of}`, pair: of, layer: "surface", from_m, to_m, length_m: to_m - from_m, lambda_h: 24, calendar_h: 24, calendar_exact: true, achieved_h: 24, share: 0.5 });
const beat = (id: string, of: string, from_m: number, to_m: number, more: Partial<Beat> = {}): Beat => ({
  id, pair: of, sector: `s-${of}`, from_m, to_m, length_m: to_m - from_m, meet_m: from_m, meet_at: [0, 0], part_m: to_m, part_at: [0, 0], visits: 3, weight: 1, revisit_h: 24, achieved_h: 24, window_h: 0, out_m: [0, 0], back_m: [0, 0], allowed_h: 24, arrive_h: [1, 1], walk_h: 1, home_h: [1, 1], sortie_h: [3, 3], share: 0.5, ...more,
});

function show(plan: Partial<Plan>, more: Parameters<typeof drawnDataset>[0] = {}) {
  base.value = { state: "there", value: drawnDataset({ plan: drawnPlan(plan), ...more }) };
  return act(() => render(<Facts />, root));
}

beforeEach(() => {
  language.value = "en";
  pick(null);
});
afterEach(async () => {
  await act(() => render(null, root));
  vi.unstubAllGlobals();
});

test("facts of which there is nothing to say are left out", async () => {
  pick("route", "road");
  await show({});
  expect(named("Length")).toBe("5.0 km");
  expect(named("Sectors")).toBeUndefined();
  expect(all("dd").filter((dd) => dd.textContent?.trim() === "")).toEqual([]);
  pick("post", "x");
  await show({}, { posts: new Map([["x", { id: "x", name: "Post X", side: "AA", at: [0, 0], watch_radius_m: 0, mgrs: "" }]]) });
  expect(named("Side")).toBeDefined();
  expect(named("Patrols")).toBeUndefined();
});

test("a beat is where it is, in a sector that is longer; once a period is said as people do", async () => {
  pick("beat", "b");
  const plan = { pairs: [pair("p", 1)], sectors: [sector("p", 0, 9000)], beats: [beat("b", "p", 1000, 2500, { visits: 1, revisit_h: 100 })] };
  await show(plan);
  expect(named("Where")).toBe("km 1.0–2.5 (1.5 km)");
  expect(named("Sector")).toBe("Sector of pair 1: pa and pb");
  expect(named("Walked")).toBe("once a period");
  expect(root.textContent).toContain("None of its sorties is in the timetable.");
  await show({ ...plan, beats: [beat("b", "p", 1000, 2500)] });
  expect(named("Walked")).toBe("3 times a period, every 24 h");
});

test("on a ring, a sector that goes on beyond its end has the gaps and stretches at its beginning", async () => {
  const ring = new Border([{ id: "s", name: "The ring", kind: "land", left: "", right: "", line: new Line({ type: "MultiLineString", coordinates: [[[0, 0], [1, 0], [0, 1], [0, 0]]] }, 0, 10_000) }]);
  const plan = { pairs: [pair("p", 1), pair("q", 2)], sectors: [sector("q", 3000, 8000), sector("p", 8000, 13_000)], gaps: [drawnGap("g", "s", 1000, 2000)], infeasible: [{ layer: "surface", from_m: 500, to_m: 700, length_m: 200, kinds: null, rule: "forbidden" }] };
  pick("gap", "g");
  await show(plan, { border: ring });
  expect(named("Sector")).toBe("Sector of pair 1: pa and pb");
  pick("pair", "p");
  await show(plan, { border: ring });
  expect(root.textContent).toContain("The ring, km 1.0–2.0");
  expect(root.textContent).toContain("patrols must not enter there");
  pick("stretch", "s");
  await show(plan, { border: ring });
  expect(named("Sectors")).toBe("Sector of pair 2: qa and qbSector of pair 1: pa and pb");
});

test("of many gaps at a place it is said how many are left out", async () => {
  pick("gap", "g0");
  await show({ gaps: Array.from({ length: 15 }, (_, i) => drawnGap(`g${i}`, "road", 0, 100, { from_h: i, to_h: i + 1 })) });
  expect(all("h3").some((h) => h.textContent === "Gaps at the same place")).toBe(true);
  expect(root.textContent).toContain("2 more");
});

test("who goes from fact to fact by keys keeps the focus, and has it on what is new", async () => {
  pick("beat", "b");
  await show({ pairs: [pair("p", 1)], sectors: [sector("p", 0, 9000)], beats: [beat("b", "p", 1000, 2500)] });
  await press("Sector of pair 1: pa and pb");
  expect(document.activeElement?.textContent).toBe("Sector of pair 1: pa and pb");
  expect(document.activeElement?.tagName).toBe("H2");
  await press("Close");
  expect(document.activeElement?.textContent).toBe("Nothing is chosen");
  const elsewhere = document.createElement("button");
  document.body.append(elsewhere);
  elsewhere.focus();
  await act(() => pick("pair", "p")); // by the map
  expect(document.activeElement).toBe(elsewhere);
  elsewhere.remove();
});

test("facts that the server did not give can be asked for again", async () => {
  let asked = 0;
  vi.stubGlobal("fetch", async () => (++asked === 1 ? new Response("{}", { status: 500 }) : new Response(JSON.stringify({ type: "Feature", properties: { name: "Far" }, geometry: { type: "Point", coordinates: [1, 2] } }))));
  pick("sector", "7");
  base.value = { state: "there", value: drawnDataset({ plan: null, rights: "public" }) };
  await act(() => render(<Facts />, root));
  await vi.waitFor(() => expect(root.textContent).toContain("Something went wrong in the server"));
  await press("Try again");
  await vi.waitFor(() => expect(named("Name")).toBe("Far"));
  expect(named("MGRS")).toMatch(/^31N/);
});
