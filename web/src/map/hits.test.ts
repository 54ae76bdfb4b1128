import { expect, test } from "vitest";
import type { Gap } from "../model/plan";
import { thingsOf, type Hit } from "./hits";

const hit = (layer: string, properties: Record<string, unknown>): Hit => ({ layer, properties });
const gap = (id: string, from_h: number, to_h: number): Gap => ({ id, from_h, to_h }) as Gap;

test("places come first, each thing once, gaps that are open before others", () => {
  const hits = [
    hit("border", { id: "r", feature_id: "r" }),
    hit("gaps", { gap: "late" }),
    hit("gaps", { gap: "early" }),
    hit("gaps", { gap: "open" }),
    hit("gaps-open", { gap: "open" }),
    hit("sectors", { sector: "S1" }),
    hit("sectors", { sector: "S1" }),
    hit("posts", { feature_id: "p", name: "Post" }),
    hit("sea", {}),
  ];
  expect(thingsOf(hits, [gap("early", 0, 5), gap("open", 90, 110), gap("late", 200, 210)], 100)).toEqual([
    { sort: "post", id: "p" },
    { sort: "gap", id: "open" },
    { sort: "gap", id: "early" },
    { sort: "gap", id: "late" },
    { sort: "sector", id: "S1" },
    { sort: "stretch", id: "r" },
  ]);
});

test("of many gaps at one place the first are listed", () => {
  const many = Array.from({ length: 40 }, (_, i) => gap(`g${i}`, i, i + 1));
  const things = thingsOf(many.map((g) => hit("gaps", { gap: g.id })), many, 7.5);
  expect(things.map((x) => x.id).slice(0, 3)).toEqual(["g7", "g0", "g1"]);
  expect(things).toHaveLength(12);
});

test("the public has the ids of features", () => {
  expect(thingsOf([hit("gaps-tiles", { feature_id: "pacific/1" }), hit("sectors", { feature_id: "3", sector: 3 })], [], 0)).toEqual([{ sort: "gap", id: "pacific/1" }, { sort: "sector", id: "3" }]);
});
