import { expect, test } from "vitest";
import { clockOf, dayOf, daysOf, hourAt, minutesOf, mostDays, timeOf } from "./field";

const start = new Date("2027-01-04T06:00:00Z");
const day = (text: string) => dayOf(new Date(`${text}T12:00:00Z`));

test("a clock is a day and a time, to the nearest minute, and its hour is had back", () => {
  const clock = new Date("2027-01-04T23:59:40Z");
  expect([clockOf(dayOf(clock)).toISOString(), timeOf(clock)]).toEqual(["2027-01-05T00:00:00.000Z", "00:00"]);
  expect(timeOf(new Date("2027-01-05T07:29:40Z"))).toBe("07:30");
  expect(hourAt(day("2027-01-05"), 7 * 60 + 30, start)).toBe(25.5);
  expect(hourAt(day("2027-01-04"), 0, start)).toBe(-6);
  expect(timeOf(new Date(Number.NaN))).toBe("");
});

test("days run from the first to the last, and of very many those about the one shown", () => {
  expect(daysOf(start, new Date("2027-01-07T00:00:00Z"), 0)).toEqual([day("2027-01-04"), day("2027-01-05"), day("2027-01-06"), day("2027-01-07")]);
  const [first, far] = [day("2027-01-04"), new Date("2040-01-01T00:00:00Z")];
  for (const shown of [first, first + 1000, dayOf(far)]) {
    const days = daysOf(start, far, shown);
    expect(days).toHaveLength(mostDays);
    expect(days).toContain(shown);
    expect((days[0] ?? 0) >= first && (days.at(-1) ?? 0) <= dayOf(far)).toBe(true);
  }
  expect(daysOf(new Date(Number.NaN), far, first)).toEqual([]);
});

test.each([["6", 360], ["06:05", 365], ["6.05", 365], ["0605", 365], ["6h05", 365], ["6 h", 360], ["23:59", 1439], ["24:00", 1440], [" 7:30 ", 450]])("%j is %d minutes", (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes);
});

test.each(["", "soon", "24:01", "25", "12:60", "1:2:3", "-1", "6:5"])("%j is no hour", (text) => {
  expect(minutesOf(text)).toBeUndefined();
});
