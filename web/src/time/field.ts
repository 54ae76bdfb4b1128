// Date and hour as a field of the page has them: 2027-01-04T06:00.

/** The value of a field at a clock whose hands are in UTC's fields, to the minute. */
export function fieldOf(clock: Date): string {
  const minute = new Date(Math.round(clock.getTime() / 60_000) * 60_000);
  return Number.isFinite(minute.getTime()) ? minute.toISOString().slice(0, 16) : "";
}

/** The hour of the plan that a field says, where the clock shows `start` at hour 0; undefined if it says none. */
export function hourOf(field: string, start: Date): number | undefined {
  if (!/^\d{4,6}-\d\d-\d\dT\d\d:\d\d/.test(field)) return undefined;
  const ms = Date.parse(`${field}Z`);
  return Number.isFinite(ms) ? (ms - start.getTime()) / 3_600_000 : undefined;
}
