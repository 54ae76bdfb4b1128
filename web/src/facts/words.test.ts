import { beforeEach, expect, test } from "vitest";
import { speak } from "../lang/language";
import { drawnPlan } from "../map/drawn.fixture";
import type { Infeasible, Pair } from "../model/plan";
import { infeasibleOn, mendWords, ruleWords, whyInfeasible } from "./words";

const pair = { id: "P7", number: 7, layer: "surface" } as Pair;
const stretch = (from_m: number, to_m: number, more: Partial<Infeasible> = {}): Infeasible => ({ layer: "surface", from_m, to_m, length_m: to_m - from_m, kinds: ["land"], rule: "shift", ...more });
const plan = drawnPlan({ pairs: [pair], infeasible: [stretch(0, 10), stretch(10, 30, { rule: "sorties", pair: "P7" })] });

beforeEach(() => speak("en"));

test.each<[Partial<Infeasible>, string, string]>([
  [{ rule: "shift" }, "no sortie of any pair gets there and home within its shift", "ninguna salida de ninguna pareja llega y vuelve dentro de su turno"],
  [{ rule: "shift", pair: "P7" }, "a sortie there does not fit the shifts of pair 7", "una salida hasta allí no cabe en los turnos de la pareja 7"],
  [{ rule: "shift", patrol: "GT-1" }, "a sortie there does not fit the shift of GT-1", "una salida hasta allí no cabe en el turno de GT-1"],
  [{ rule: "revisit", pair: "P7" }, "pair 7 cannot come as often as the rule asks", "la pareja 7 no puede ir con la frecuencia que pide la norma"],
  [{ rule: "forbidden" }, "patrols must not enter there", "allí no deben entrar las patrullas"],
  [{ rule: "some_new_rule" }, "some_new_rule", "some_new_rule"],
])("why %j", (more, en, es) => {
  expect(whyInfeasible(plan, stretch(0, 1, more))).toBe(en);
  speak("es");
  expect(whyInfeasible(plan, stretch(0, 1, more))).toBe(es);
});

// The same changes and roundings as in cmd/lindero/plan_words.go: never smaller than asked for.
test.each([
  [{ field: "shift_h", patrol: "GT-1", from: 8, to: 9.21 }, "a shift 1.3 h longer for GT-1 (9.3 h instead of 8 h)"],
  [{ field: "shifts_per_week", pair: "P7", from: 1, to: 2 }, "one more shift a week for both patrols of pair 7 (2 instead of 1)"],
  [{ field: "shifts_per_week", pair: "P7", from: 1, to: 2.251 }, "1.26 more shifts a week for both patrols of pair 7 (2.26 instead of 1)"],
  [{ field: "post_distance_km", side: "GT", from: 0, to: 46.59, at_m: 1_010_118 }, "a post of GT within 46.5 km of km 1,010.1"],
  [{ field: "post_distance_km", pair: "P7", from: 0, to: 80, at_m: 706_405 }, "one more pair like pair 7, from a post of each side within 80.0 km of km 706.4"],
])("mend %j", (mend, words) => {
  expect(mendWords(plan, mend)).toBe(words);
});

test("rules and places", () => {
  const on = (from_m: number, to_m: number, closed = false) => infeasibleOn(plan, { closed, length_m: 100 }, { from_m, to_m }).map((x) => x.rule);
  expect(ruleWords("week")).toBe("all shifts of the week are used");
  expect(on(10, 12)).toEqual(["sorties"]);
  expect(on(5, 12)).toHaveLength(2);
  expect(on(30, 40)).toEqual([]);
  expect(on(90, 105)).toEqual([]);
  expect(on(90, 105, true)).toEqual(["shift"]);
});
