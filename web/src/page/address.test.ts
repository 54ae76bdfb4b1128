import { describe, expect, test } from "vitest";
import { format, isStep, parse, type Address } from "./address";

test("reads what a link says", () => {
  expect(parse("#plan=753e2bdcef45b34b&t=12.5&lang=es&at=9.25/15.6437/-91.9854&pick=gap:usumacinta/1&part=tables&sheet=GT-13+MX-13")).toEqual({
    asked: { kind: "plans", name: "753e2bdcef45b34b" },
    hour: 12.5,
    language: "es",
    at: { zoom: 9.25, lat: 15.6437, lon: -91.9854 },
    pick: { sort: "gap", id: "usumacinta/1" },
    part: "tables",
    sheet: "GT-13+MX-13", // a plus that nobody escaped is a plus
  });
  expect(parse("scenario=andorra")).toEqual({ asked: { kind: "scenarios", name: "andorra" } });
  expect(parse("")).toEqual({});
});

describe("what is written is read again", () => {
  const ids = ["a", "GT-13+MX-13", "usumacinta/1", "río & más=100%", "#?:@,;", "模式", "a:b:c", "'\"<script>"];
  test.each(ids)("%s", (id) => {
    const a: Address = { asked: { kind: "plans", name: id }, hour: 671.125, language: "en", at: { zoom: 4, lat: -33.5, lon: 179.99999 }, pick: { sort: "pair", id }, part: "facts", sheet: id };
    const text = format(a);
    expect(parse(text)).toEqual(a);
    expect(text).toMatch(/^#[\x21-\x7e]+$/); // as a link may be sent
    expect(new URL(`http://h/${text}`).hash).toBe(text);
  });
});

describe("damaged pieces are passed over, the others are read", () => {
  test.each([
    "t=abc", "t=-1", "t=1e3", "t=", "t=Infinity", "t=99999999999", "lang=fr", "at=9/15", "at=9/95/0", "at=a/b/c", "at=9/1/2/3", "at=NaN/0/0",
    "pick=gap", "pick=:x", "pick=toString:x", "pick=gap:", "pick=constructor:1", "part=nothing", "part=__proto__", "plan=", `plan=${"x".repeat(201)}`, "plan=%E0%A4%A", "=x", "&&&", "nonsense", "new=thing", "pick=%", "sheet=", `sheet=${"x".repeat(201)}`,
  ])("%s", (bad) => {
    expect(parse(`#${bad}&lang=es`)).toEqual({ language: "es" });
  });
  test("a very long fragment", () => expect(parse(`#lang=es&x=${"y".repeat(5000)}`)).toEqual({}));
});

test("what is as usual is not said", () => {
  expect(format({ asked: { kind: "plans", name: "current" }, hour: 0, part: "layers" })).toBe("");
  expect(format({ asked: { kind: "scenarios", name: "current" } })).toBe("#scenario=current");
  expect(format({ hour: 1 / 3, at: { zoom: 7.123456, lat: 15.123456789, lon: -91 } })).toBe("#t=0.333&at=7.12/15.12346/-91");
});

test("another plan or another thing chosen is a step, and so are sheets opened and closed; time, map, part and another sheet are none", () => {
  const a: Address = { asked: { kind: "plans", name: "x" }, pick: { sort: "gap", id: "1" }, hour: 3 };
  expect(isStep(a, { ...a, hour: 4, part: "tables", at: { zoom: 1, lat: 2, lon: 3 } })).toBe(false);
  expect(isStep(a, { ...a, asked: { kind: "plans", name: "y" } })).toBe(true);
  expect(isStep(a, { ...a, asked: { kind: "scenarios", name: "x" } })).toBe(true);
  expect(isStep(a, { ...a, pick: { sort: "gap", id: "2" } })).toBe(true);
  expect(isStep(a, { ...a, pick: undefined })).toBe(true);
  expect(isStep(a, { ...a, sheet: "p" })).toBe(true);
  expect(isStep({ ...a, sheet: "p" }, { ...a, sheet: "q" })).toBe(false);
  expect(isStep({ ...a, sheet: "p" }, a)).toBe(true);
});
