import { signal } from "@preact/signals";
import type { Change } from "../model/change";
import { propose, trouble, withdraw } from "../state/draft";
import type { Movable } from "./movables";
import { make } from "./said";

// What is being moved along the border, by its handle on the map or by its number:
// both show it, and both do the same.

/** The thing that is being moved, and where it has come to; null: nothing is. */
export const moving = signal<{ id: string; to_m: number } | null>(null);

/** How long after the last press of a button or key a number is taken as meant. */
const pauseMs = 700;

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Where a thing is drawn: where it has been moved to, else where it is. */
export function placeOf(m: Movable): number {
  return moving.value?.id === m.id ? moving.value.to_m : m.at_m;
}

/** Moves a thing to a chainage, kept within what it may be; gaps and exposure follow. */
export function moveTo(m: Movable, toM: number): void {
  clearTimeout(waiting);
  const to = Math.min(Math.max(toM, m.low_m), m.high_m);
  if (!Number.isFinite(to)) return;
  moving.value = { id: m.id, to_m: to };
  propose(m.move(to));
}

let released: typeof moving.value = null; // what was let go last, which may still be on its way to the server

/** Lets the thing go where it is: the changed plan is kept. Once: Enter is mostly followed by the loss of focus, which lets go too. */
export async function letGo(m: Movable): Promise<void> {
  clearTimeout(waiting);
  const now = moving.peek();
  if (now?.id !== m.id || now === released) return;
  if (Math.abs(now.to_m - m.at_m) < 0.5) return takeBack();
  released = now;
  await make(m.move(now.to_m));
  if (moving.peek() === now) moving.value = null;
}

/** Lets it go after a pause, if it is not moved again. */
export function letGoSoon(m: Movable): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => void letGo(m), pauseMs);
}

/** Puts it back where it was. */
export function takeBack(): void {
  clearTimeout(waiting);
  moving.value = null;
  withdraw();
  trouble.value = null;
}

/** How far keys move a thing, in metres; undefined: not one of these keys. */
export function stepOf(event: { key: string; shiftKey: boolean }): number | undefined {
  const small = event.shiftKey ? 1000 : 100;
  return { ArrowRight: small, ArrowUp: small, ArrowLeft: -small, ArrowDown: -small, PageUp: 10_000, PageDown: -10_000 }[event.key];
}

/** The change that is being proposed, of a form that shows what it would do while it is filled in; null takes it back. */
export function proposeForm(change: Change | null): void {
  if (change) propose(change);
  else withdraw();
}
