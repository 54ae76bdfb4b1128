import { clock, zone } from "../state/time";

/** The time at an hour of the plan, to the second, as RFC 3339 has it and as the API writes it. */
export function stamp(h: number): string {
  return `${clock(h).toISOString().slice(0, 19)}${zone.value}`;
}
