import { expect, test } from "vitest";
import type { Change } from "../model/change";
import { History, joined, mostSteps } from "./history";

const move = (point: string, to_m: number): Change => ({ change: "move_meeting_point", meeting_point: point, to_m });
const bound = (a: string, b: string, to_m: number): Change => ({ change: "move_boundary", pairs: [a, b], to_m });

test("undo and redo are shorter and longer lists", () => {
  const h = History.none.with(move("a", 1)).with(move("b", 2));
  expect(h.changes).toEqual([move("a", 1), move("b", 2)]);
  expect(h.undone().changes).toEqual([move("a", 1)]);
  expect(h.undone().redone().changes).toEqual(h.changes);
  expect(h.undone().undone().undone().changes).toEqual([]);
  expect([h.canUndo, h.canRedo, h.undone().undone().canUndo, h.undone().canRedo]).toEqual([true, false, false, true]);
  expect(h.undone().with(move("c", 3)).canRedo).toBe(false);
});

test("moving one thing about is one change, and still a step each to undo", () => {
  const h = History.none.with(move("a", 1)).with(move("b", 2)).with(move("a", 3));
  expect(h.changes).toEqual([move("b", 2), move("a", 3)]);
  expect(h.undone().changes).toEqual([move("a", 1), move("b", 2)]);
});

test("boundaries are joined only where nothing came between, as they bound each other", () => {
  const made = [bound("p", "q", 10), bound("q", "r", 20)];
  expect(joined(made, bound("q", "r", 25))).toEqual([bound("p", "q", 10), bound("q", "r", 25)]);
  expect(joined(made, bound("p", "q", 15))).toEqual([...made, bound("p", "q", 15)]);
});

test("what was removed and added between is not joined over", () => {
  const made: Change[] = [move("a", 1), { change: "remove_meeting_point", meeting_point: "a" }, { change: "add_meeting_point", meeting_point: "a", to_m: 5 }];
  expect(joined(made, move("a", 9))).toEqual([...made, move("a", 9)]);
});

test("changes of one patrol are one change with the numbers of both", () => {
  const made: Change[] = [{ change: "change_patrol", patrol: "GT-01", shift_h: 10, rest_h: 3 }];
  expect(joined(made, { change: "change_patrol", patrol: "GT-01", shift_h: 12 })).toEqual([{ change: "change_patrol", patrol: "GT-01", shift_h: 12, rest_h: 3 }]);
  expect(joined(made, { change: "change_patrol", patrol: "GT-02", shift_h: 12 })).toHaveLength(2);
});

test("planning anew is one step, which begins a new list", () => {
  const h = History.none.with(move("a", 1));
  const anew = h.to({ anew: [{ changes: h.changes, plan: "x" }], changes: [] });
  expect(anew.changes).toEqual([]);
  const on = anew.with(move("a", 2));
  expect(on.step).toEqual({ anew: [{ changes: [move("a", 1)], plan: "x" }], changes: [move("a", 2)] });
  expect(on.undone().undone().step).toEqual({ anew: [], changes: [move("a", 1)] });
});

test("a removed change leaves the others in order", () => {
  const h = History.none.with(move("a", 1)).with(move("b", 2)).with(move("c", 3));
  expect(h.without(1).changes).toEqual([move("a", 1), move("c", 3)]);
  expect(h.without(1).undone().changes).toHaveLength(3);
});

test("no more steps are kept than can be undone", () => {
  let h = History.none;
  for (let i = 0; i < 3 * mostSteps; i++) h = h.with(move("a", i));
  expect(h.steps).toHaveLength(mostSteps);
  expect(h.changes).toEqual([move("a", 3 * mostSteps - 1)]);
});
