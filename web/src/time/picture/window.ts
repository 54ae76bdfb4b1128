import { effect, signal } from "@preact/signals";
import { shown } from "../../state/shown";
import { hour } from "../../state/time";
import { moved, ofHours, showing, wholeOf, within, zoomed, type View } from "./frame";

// What of space and time the picture shows now. It stays while a plan is changed,
// and follows the hour.

/** The window that the picture shows; null where there is no plan. */
export const view = signal<View | null>(null);

/** All that there is to show. */
export function whole(): View | null {
  const d = shown.peek();
  return d?.plan ? wholeOf(d.border.length_m, d.plan.period_h) : null;
}

let last = "";
effect(() => {
  const d = shown.value;
  const is = d?.plan ? `${d.border.length_m} ${d.plan.period_h}` : "";
  if (is === last) return;
  last = is;
  view.value = whole();
});

effect(() => {
  const h = hour.value;
  const [v, all] = [view.peek(), whole()];
  if (v && all) view.value = showing(v, all, h);
});

/** Shows another window, within all that there is. */
export function look(v: View): void {
  const all = whole();
  if (all) view.value = within(v, all);
}

/** Moves the window by parts of its size. */
export function shift(m: number, h: number): void {
  const [v, all] = [view.peek(), whole()];
  if (v && all) view.value = moved(v, all, m * (v.to_m - v.from_m), h * (v.to_h - v.from_h));
}

/** Zooms about a place, or the middle of the border and the hour shown. */
export function zoom(byM: number, byH: number, about?: { m: number; h: number }): void {
  const [v, all] = [view.peek(), whole()];
  if (!v || !all) return;
  const h = hour.peek() >= v.from_h && hour.peek() <= v.to_h ? hour.peek() : (v.from_h + v.to_h) / 2;
  view.value = zoomed(v, all, about ?? { m: (v.from_m + v.to_m) / 2, h }, byM, byH);
}

/** Shows so many hours about the hour shown; of all there is with the whole border. */
export function showHours(hours: number | null): void {
  const [v, all] = [view.peek(), whole()];
  if (v && all) view.value = hours === null ? all : ofHours(v, all, hours, hour.peek());
}
