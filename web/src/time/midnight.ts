import { computed } from "@preact/signals";
import { shown } from "../state/shown";
import { clock } from "../state/time";

/** The last hour of the plan, at or before its start, at which its clocks show midnight: 0 … −24. */
export const midnightH = computed(() => (shown.value?.plan ? midnightBefore(clock(0)) : 0));

/** Hours from a clock, its hands in UTC's fields, back to midnight. */
export function midnightBefore(clock: Date): number {
  const dayMs = 86_400_000;
  const sinceMs = ((clock.getTime() % dayMs) + dayMs) % dayMs;
  return sinceMs === 0 ? 0 : -sinceMs / 3_600_000;
}
