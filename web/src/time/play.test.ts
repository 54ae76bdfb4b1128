import { afterEach, expect, test, vi } from "vitest";
import { hour, pace, playing } from "../state/time";
import { base } from "../state/shown";
import type { Dataset } from "../api/datasets";
import { Border } from "../geo/border";
import { advanced, keepTime, togglePlaying } from "./play";

afterEach(() => {
  vi.useRealTimers();
  playing.value = false;
});

function plan(period_h: number): void {
  base.value = { state: "there", value: { plan: { period_h, start: "2027-01-04T06:00:00Z", pairs: [], beats: [], sorties: [], gaps: [] }, border: new Border([]), posts: new Map(), patrols: new Map() } as unknown as Dataset };
}

test("time goes on by the pace, up to the end", () => {
  expect(advanced(10, 500, 6, 100)).toEqual({ hour: 13, ended: false });
  expect(advanced(99, 500, 6, 100)).toEqual({ hour: 100, ended: true });
});

test("with less motion it goes by steps of a second, stops at the end, and begins again from the start", () => {
  vi.useFakeTimers();
  plan(24);
  hour.value = 0;
  pace.value = 10;
  const ended = vi.fn();
  const end = keepTime(ended, () => true);
  togglePlaying();
  vi.advanceTimersByTime(900);
  expect(hour.value).toBe(0);
  vi.advanceTimersByTime(1200);
  expect(hour.value).toBe(20);
  vi.advanceTimersByTime(2000);
  expect([hour.value, playing.value]).toEqual([24, false]);
  expect(ended).toHaveBeenCalledOnce();
  togglePlaying();
  expect([hour.value, playing.value]).toEqual([0, true]);
  end();
  vi.advanceTimersByTime(5000);
  expect(hour.value).toBe(0);
});

test("a page that nobody sees stands still", () => {
  vi.useFakeTimers();
  plan(24);
  hour.value = 0;
  const end = keepTime(() => {}, () => true);
  togglePlaying();
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(playing.value).toBe(false);
  hidden.mockRestore();
  end();
});
