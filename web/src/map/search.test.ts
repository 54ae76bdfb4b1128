import { expect, test } from "vitest";
import { readChainages, readDegrees, readPlace, saysChainage } from "./search";

test.each<[string, number[]]>([
  ["km 412", [412000]],
  ["KM 412.5", [412500]],
  ["412.5 km", [412500]],
  ["412,5", [412500]],
  ["412,5km", [412500]],
  ["km. 7", [7000]],
  ["1,234 km", [1234000, 1234]],
  ["1,234.5 km", [1234500]],
  ["12+500", [12500]],
  ["km 12+050.5", [12050.5]],
  ["0", [0]],
  ["La Mesilla", []],
  ["GT-12", []],
  ["-5 km", []],
  ["km", []],
])("chainages of %s", (text, want) => {
  expect(readChainages(text)).toEqual(want);
});

test("a number by itself may be of a name, one with km is not", () => {
  expect(["12", "12 km", "km 12", "12+500", "kmart"].map(saysChainage)).toEqual([false, true, true, true, false]);
});

test.each<[string, number, number]>([
  ["15.64 -91.98", -91.98, 15.64],
  ["15.6437, -91.9854", -91.9854, 15.6437],
  ["15.6437,-91.9854", -91.9854, 15.6437],
  ["15,6437 −91,9854", -91.9854, 15.6437],
  ["15,6437; -91,9854", -91.9854, 15.6437],
  ["-91.9854 15.6437", -91.9854, 15.6437],
  ["15.6437 N 91.9854 W", -91.9854, 15.6437],
  ["15.6437° N, 91.9854° O", -91.9854, 15.6437],
  ["N 15.6437 W 91.9854", -91.9854, 15.6437],
  ["91.9854W 15.6437N", -91.9854, 15.6437],
  ["15°38'37\"N 91°59'07\"W", -(91 + 59 / 60 + 7 / 3600), 15 + 38 / 60 + 37 / 3600],
  ["15° 38′ 37″ N, 91° 59′ 7″ O", -(91 + 59 / 60 + 7 / 3600), 15 + 38 / 60 + 37 / 3600],
  ["15°38.5'N 91°59.1'W", -(91 + 59.1 / 60), 15 + 38.5 / 60],
  ["42.5 1.5", 1.5, 42.5],
  ["15 -91", -91, 15],
  ["-33.9 S 18", 18, 33.9],
])("degrees of %s", (text, x, y) => {
  const [gotX, gotY] = readDegrees(text) ?? [NaN, NaN];
  expect(gotX).toBeCloseTo(x, 9);
  expect(gotY).toBeCloseTo(y, 9);
});

test.each(["", "15.64", "95 200", "15.64 N 91.98 N", "15°75' 91°", "abc 12", "12 abc", "1 2 3", "412,5", "km 412"])("%j is no place in degrees", (text) => {
  expect(readDegrees(text)).toBeUndefined();
});

// La Mesilla by GeoConvert -m: 15PXT0874829783.
test.each(["15PXT0874829783", "15P XT 08748 29783", "15pxt 0874 2978"])("grid reference %s", (text) => {
  const [x = NaN, y = NaN] = readPlace(text) ?? [];
  expect(Math.abs(x - -91.9854)).toBeLessThan(0.001);
  expect(Math.abs(y - 15.6437)).toBeLessThan(0.001);
});
