import { computed, effect, signal } from "@preact/signals";
import { shown } from "./shown";

// The hour that the page shows, counted from the plan's start, as plan.json does.

/** Hours from the plan's start. */
export const hour = signal(0);

/** Whether time goes on by itself. */
export const playing = signal(false);

/** Hours of the plan a second while playing. */
export const pace = signal(6);

/** Length of the timetable; 0 where there is none. */
export const period_h = computed(() => shown.value?.plan?.period_h ?? 0);

/** Sets the hour, kept within the period. */
export function goTo(h: number): void {
  hour.value = Math.min(Math.max(0, h), period_h.value);
}

effect(() => {
  if (shown.value && hour.peek() > period_h.value) hour.value = period_h.value;
});

/** The clock at an hour of the plan, to the second as the API has it, its hands in UTC's fields: clocks as at the plan's start. */
export function clock(h: number): Date {
  const start = shown.value?.plan?.start ?? "1970-01-01T00:00:00Z";
  return new Date(Date.parse(start) + offsetMs(start) + Math.round(h * 3600) * 1000);
}

/** How the clock of the plan's start differs from UTC, as −06:00. */
export const zone = computed(() => /([+-]\d\d:\d\d)$/.exec(shown.value?.plan?.start ?? "")?.[1] ?? "+00:00");

function offsetMs(time: string): number {
  const found = /([+-])(\d\d):(\d\d)$/.exec(time);
  return found ? (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000 : 0;
}
