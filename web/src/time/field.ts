// Date and hour as the page's fields have them: a day of the calendar, and an hour
// and minute of 24-hour clocks. Clocks have their hands in UTC's fields.

const dayMs = 86_400_000;

/** The most days that are offered at once. */
export const mostDays = 400;

/** The day of the calendar that a clock shows, counted from 1970; taken to the nearest minute. */
export function dayOf(clock: Date): number {
  return Math.floor(nearest(clock) / dayMs);
}

/** A clock at the beginning of a day. */
export function clockOf(day: number): Date {
  return new Date(day * dayMs);
}

/** The days from a clock to another; of very many those about the day that is shown. */
export function daysOf(from: Date, to: Date, shown: number): number[] {
  const [first, last] = [dayOf(from), dayOf(to)];
  if (!(last >= first)) return [];
  const begin = last - first < mostDays ? first : Math.min(Math.max(first, shown - mostDays / 2), last - mostDays + 1);
  return Array.from({ length: Math.min(mostDays, last - begin + 1) }, (_, i) => begin + i);
}

/** Hour and minute that a clock shows, as 06:05. */
export function timeOf(clock: Date): string {
  const ms = nearest(clock);
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(11, 16) : "";
}

/** Minutes since midnight of an hour as people write it: 6, 6:05, 06.05, 0605, 6h05; undefined: it is none. */
export function minutesOf(text: string): number | undefined {
  const found = /^\s*(\d{1,2})(?:\s*[:.hH]\s*(\d{2})?|(\d{2}))?\s*h?\s*$/.exec(text);
  if (!found) return undefined;
  const [h, min] = [Number(found[1]), Number(found[2] ?? found[3] ?? 0)];
  return min < 60 && (h < 24 || (h === 24 && min === 0)) ? h * 60 + min : undefined;
}

/** The hour of a plan whose clocks show `start` at hour 0, so many minutes into a day. */
export function hourAt(day: number, minutes: number, start: Date): number {
  return (day * dayMs + minutes * 60_000 - start.getTime()) / 3_600_000;
}

function nearest(clock: Date): number {
  return Math.round(clock.getTime() / 60_000) * 60_000;
}
