import { beforeEach, expect, test, vi } from "vitest";
import type { Movable } from "./movables";
import { letGo, moveTo, moving } from "./moving";

const made = vi.hoisted(() => [] as unknown[]);
let answer: () => void = () => undefined;
vi.mock("./said", () => ({ make: (change: unknown) => (made.push(change), new Promise<boolean>((done) => (answer = () => done(true)))) }));
vi.mock("../state/draft", async (whole) => ({ ...(await whole<object>()), propose: () => undefined }));

const point = { id: "mp-1", sort: "meeting-point", at_m: 1000, low_m: 0, high_m: 9000, move: (to_m: number) => ({ to_m }) } as unknown as Movable;

beforeEach(() => {
  made.length = 0;
  moving.value = null;
});

test("what is let go by Enter is not let go once more when the focus leaves", async () => {
  moveTo(point, 1200);
  const first = letGo(point);
  await letGo(point); // while the server is at it
  expect(made).toEqual([{ to_m: 1200 }]);
  answer();
  await first;
  expect(moving.value).toBeNull();
});

test("what is moved on is let go anew, and what stayed in its place is not", async () => {
  moveTo(point, 1200);
  void letGo(point);
  moveTo(point, 1300);
  void letGo(point);
  expect(made).toEqual([{ to_m: 1200 }, { to_m: 1300 }]);
  moveTo(point, 1000.2);
  await letGo(point);
  expect(made.length).toBe(2);
});
