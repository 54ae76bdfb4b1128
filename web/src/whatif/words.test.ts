import { afterEach, expect, test } from "vitest";
import { language } from "../lang/language";
import type { Plan } from "../model/plan";
import { boundaries } from "./movables";
import { movableName, rules, ruleName, sayChange, sayNote } from "./words";
import { Border } from "../geo/border";
import { Line } from "../geo/line";

afterEach(() => void (language.value = "en"));

const plan = { layers: [{ name: "surface" }], meeting_points: [{ id: "m", name: "Puente", chainage_m: 0, at: [0, 0] }], sectors: [{ id: "s", pair: "P", layer: "surface", from_m: 0, to_m: 900 }, { id: "t", pair: "Q", layer: "surface", from_m: 900, to_m: 2000 }] } as unknown as Plan;
const of = { plan, posts: new Map([["post-1", { id: "post-1", name: "El Carmen", side: "GT", at: [0, 0] as [number, number], watch_radius_m: 0, mgrs: "" }]]) };

test("changes in words of both languages, with names and units", () => {
  const said = () => [
    sayChange({ change: "move_meeting_point", meeting_point: "m", to_m: 412_500 }, of),
    sayChange({ change: "add_meeting_point", meeting_point: "new", to_m: 1_000_000, name: "Muelle" }, of),
    sayChange({ change: "move_boundary", pairs: ["P", "Q"], to_m: 1234.5 }, of),
    sayChange({ change: "move_boundary", sector: "s", end: "from", to_m: 0 }, of),
    sayChange({ change: "change_patrol", patrol: "GT-01", shift_h: 0.5, speed_sea_kmh: 0, post: "post-1" }, of),
    sayChange({ change: "add_patrol", patrol: "GT-99", side: "GT", post: "post-1", shift_h: 72, shifts_per_week: 2.5, speed_land_kmh: 4 }, of),
    sayChange({ change: "change_rule", rule: "revisit_h.river", value: 36 }, of),
    sayChange({ change: "remove_patrol", patrol: "nobody" }, null),
  ];
  expect(said()).toEqual([
    "Meeting point Puente to km 412.500", "New meeting point Muelle at km 1,000.000", "Boundary of P and Q to km 1.235", "Start of the sector of P to km 0.000",
    "Patrol GT-01: post El Carmen, shift 30 min, 0 km/h at sea", "New patrol GT-99 of GT at El Carmen: shift 3 d, 2.5 shifts a week, 4 km/h on land",
    "Longest time between visits on rivers: 36 h", "Patrol nobody removed",
  ]);
  language.value = "es";
  expect(said()).toEqual([
    "Punto de encuentro Puente al km 412.500", "Nuevo punto de encuentro Muelle en el km 1,000.000", "Límite entre P y Q al km 1.235", "Inicio del sector de P al km 0.000",
    "Patrulla GT-01: puesto El Carmen, turno de 30 min, 0 km/h en el mar", "Nueva patrulla GT-99 de GT en El Carmen: turno de 3 d, 2.5 turnos por semana, 4 km/h en tierra",
    "Tiempo máximo entre recorridos en ríos: 36 h", "Patrulla nobody eliminada",
  ]);
});

test("notes have the page's words where it knows the code, else the server's", () => {
  expect(sayNote({ code: "no_partner", subjects: ["GT-99"], message: "x" })).toEqual({ own: true, text: expect.stringMatching(/^Patrol GT-99 has no partner/) });
  expect(sayNote({ code: "not_scheduled", subjects: ["b1", "2", "8", "week"], message: "x" }).text).toBe("2 of 8 visits of beat b1 have no place in the timetable: all shifts of the week are used.");
  expect(sayNote({ code: "quite_new", subjects: [], message: "the server's words" })).toEqual({ own: false, text: "the server's words" });
  language.value = "es";
  expect(sayNote({ code: "far_post", subjects: ["GT-99", "p"], length_m: 12_340, message: "x" }).text).toContain("está a 12.3 km");
});

test("every rule and every end of a sector has a name in both languages", () => {
  const line = new Line({ type: "MultiLineString", coordinates: [[[0, 0], [1, 0]]] }, 0, 100_000);
  const ends = boundaries({ plan, border: new Border([{ id: "s", name: "", kind: "land", left: "A", right: "B", line }]) });
  for (const l of ["en", "es"] as const) {
    language.value = l;
    for (const name of [...rules.map(ruleName), ...ends.map(movableName)]) expect(name).toMatch(/^[A-ZÁ].{5}/);
  }
  expect(ends.map(movableName)).toEqual(["Inicio del sector de P", "Límite entre P y Q", "Fin del sector de Q"]);
});
