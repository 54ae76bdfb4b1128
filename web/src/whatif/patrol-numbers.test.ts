import { expect, test } from "vitest";
import type { Patrol } from "../api/datasets";
import { additionOf, changeOf, freeId, idOf, written, wrongs } from "./patrol-numbers";

const patrol: Patrol = { id: "GT-01", side: "GT", post: "p", layer: "surface", speed_land_kmh: 4, speed_river_kmh: null, speed_sea_kmh: null, watch_radius_m: 500, shift_h: 12, rest_h: 12, shifts_per_week: 3 };
const has = written(patrol);

test("only what is written anew is a change", () => {
  expect(changeOf(patrol, has)).toBeNull();
  expect(changeOf(patrol, { ...has, shift_h: "12.0" })).toBeNull();
  expect(changeOf(patrol, { ...has, shift_h: "10,5", speed_river_kmh: "7", post: "q" })).toEqual({ change: "change_patrol", patrol: "GT-01", post: "q", shift_h: 10.5, speed_river_kmh: 7 });
});

test("what cannot be is said at its field", () => {
  expect(wrongs(has)).toEqual([]);
  expect(wrongs({ ...has, shift_h: "0" })).toEqual([{ field: "shift_h", least: 0.001, most: 100_000 }]);
  expect(wrongs({ ...has, watch_radius_m: "", rest_h: "-1" }).map((w) => w.field)).toEqual(["rest_h", "watch_radius_m"]);
  expect(wrongs({ ...has, shifts_per_week: "20" })).toEqual([{ field: "shifts_per_week", least: 0, most: 14 }]);
  expect(wrongs({ ...has, speed_land_kmh: "0" })).toEqual([{ field: "speed_land_kmh", noSpeed: true }]);
});

test("a patrol is added like another, under an id that none has", () => {
  expect(additionOf("GT-02", "GT", "air", has)).toMatchObject({ change: "add_patrol", patrol: "GT-02", side: "GT", layer: "air", post: "p", shift_h: 12, speed_land_kmh: 4, speed_sea_kmh: 0 });
  expect(freeId("GT", ["GT-01", "GT-09", "MX-30"])).toBe("GT-10");
  expect(freeId("MX", ["GT-01"])).toBe("MX-01");
  expect(freeId("EU", ["EU-7", "EU-007", "EU-008"])).toBe("EU-009");
  expect(freeId("A", ["A1", "A2"])).toBe("A3");
});

test("ids of names have plain letters and are new", () => {
  expect(idOf("Puente Rodolfo Robles – año 1", "mp-", [])).toBe("mp-puente-rodolfo-robles-ano-1");
  expect(idOf("Muelle", "mp-", ["mp-muelle", "mp-muelle-2"])).toBe("mp-muelle-3");
  expect(idOf("橋", "mp-", [])).toBe("mp-1");
});
