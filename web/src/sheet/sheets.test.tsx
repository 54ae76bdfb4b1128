import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { language } from "../lang/language";
import { drawnDataset, drawnPlan } from "../map/drawn.fixture";
import type { Beat, Pair, Plan, Sector } from "../model/plan";
import { base } from "../state/shown";
import { openSheet } from "../state/view";
import { Sheets } from "./sheets";

const place = document.createElement("div");
document.body.append(place);
const open = (wanted: string, plan: Partial<Plan>) => act(() => {
  base.value = { state: "there", value: drawnDataset({ plan: drawnPlan(plan) }) };
  openSheet.value = wanted;
  render(<Sheets />, place);
});
const ids = () => [...place.querySelectorAll("article h3")].map((h) => h.textContent);
const picked = () => place.querySelector("select")?.selectedOptions[0]?.textContent;

/** A plan with so many pairs, each with a sector and a beat. */
function planOf(n: number): Partial<Plan> {
  const names = Array.from({ length: n }, (_, i) => `p${i + 1}`);
  const at = (i: number) => ({ from_m: (i * 20_000) / n, to_m: ((i + 1) * 20_000) / n, length_m: 20_000 / n });
  return {
    pairs: names.map((id, i) => ({ id, number: i + 1, layer: "surface", patrols: [`${id}a`, `${id}b`], posts: ["", ""] }) as unknown as Pair),
    sectors: names.map((id, i) => ({ id: `s-${id}`, pair: id, layer: "surface", ...at(i) }) as unknown as Sector),
    beats: names.map((id, i) => ({ id: `${id}/1`, pair: id, sector: `s-${id}`, ...at(i), meet_m: at(i).from_m, part_m: at(i).to_m, meet_at: [0, 0], part_at: [0.01, 0], visits: 1, walk_h: 1 }) as unknown as Beat),
  };
}

beforeEach(() => {
  language.value = "en";
});
afterEach(async () => {
  await act(() => {
    openSheet.value = null;
    render(null, place);
  });
});

test("a plan in which no pair has a sector says that there is nothing to print, and what to do", async () => {
  await open("*", {});
  expect(place.querySelector(".state")?.textContent).toContain("No pair has a sector in this plan");
  expect([...place.querySelectorAll("button")].map((b) => b.textContent)).toEqual(["Close"]);
});

test("an address of more pairs than the plan has shows its first, and says so", async () => {
  await open("*40", planOf(3));
  expect(ids()).toEqual(["p1", "p2", "p3"]);
  expect(picked()).toBe("All pairs");
  await open("*43", planOf(45)); // between two portions
  expect([ids().length, ids()[0], picked()]).toEqual([5, "p41", "Pairs 41–45 of 45"]);
  await open("*x", planOf(2));
  expect(ids()).toEqual(["p1", "p2"]);
});

test("the day on which clocks change is told as days are", async () => {
  await open("p1", { ...planOf(1), notes: [{ code: "clock_change", subjects: ["AA", "2027-03-28"] }, { code: "clock_change", subjects: ["BB", "soon"] }] });
  expect(place.textContent).toContain("The clocks of AA change on Sun, 28 Mar 2027:");
  expect(place.textContent).toContain("The clocks of BB change on soon:");
  await act(() => void (language.value = "es"));
  expect(place.textContent).toMatch(/Los relojes de AA cambian el dom,? 28 mar\.? 2027:/);
});
