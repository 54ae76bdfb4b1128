import { beforeEach, expect, test } from "vitest";
import { amount, change, exposure, exposureChange, hours, km, length, number } from "./format";
import { speak, texts } from "./language";

beforeEach(() => speak("en"));

test("nothing has no sign, whatever it was rounded from", () => {
  expect([number(-0.04, 1), number(-0), number(-1e-12, 3), km(-3e-8), exposure(-0.01)]).toEqual(["0.0", "0", "0.000", "0.0 km", "0.0 km·h"]);
  expect([number(-0.06, 1), km(-1234)]).toEqual(["-0.1", "-1.2 km"]);
  expect([change(-0.04, "km"), change(1.26, "h"), change(-2, "none", 0), exposureChange(0.04)]).toEqual(["0 km", "+1.3 h", "-2", "0 km·h"]);
});

test("hours: minutes below one, never sixty of them; days where whole", () => {
  expect([0, 0.25, 59.4 / 60, 59.6 / 60, 0.9999, -0.5, 1, 1.26, 71.96, 72, 96.5, 96].map(hours)).toEqual(["0 h", "15 min", "59 min", "1 h", "1 h", "-30 min", "1 h", "1.3 h", "72 h", "3 d", "96.5 h", "4 d"]);
});

test("Spanish of both countries: points for decimals, commas for thousands", () => {
  speak("es");
  expect([number(1234.5, 1), km(1_500_000), hours(0.5)]).toEqual(["1,234.5", "1,500 km", "30 min"]);
});

test("one thing is told as one", () => {
  const t = texts({ en: { gap: "{n} gap", gaps: "{n} gaps" }, es: { gap: "{n} hueco", gaps: "{n} huecos" } });
  const all = () => [0, 1, 2, 1234].map((n) => amount(t, n, "gap", "gaps"));
  expect(all()).toEqual(["0 gaps", "1 gap", "2 gaps", "1,234 gaps"]);
  speak("es");
  expect(all()).toEqual(["0 huecos", "1 hueco", "2 huecos", "1,234 huecos"]);
});

test("a length of some metres is told in metres", () => {
  expect([0, 12.4, 99.4, 99.6, 1234, -40].map(length)).toEqual(["0 m", "12 m", "99 m", "0.1 km", "1.2 km", "-40 m"]);
});
