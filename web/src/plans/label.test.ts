import { expect, test } from "vitest";
import { language } from "../lang/language";
import { apart, findListed, label } from "./label";

language.value = "en";
const of = (id: string, names: string[] = [], base?: string) => ({ id, names, title: "Border", ...(base === undefined ? {} : { base }) });
const list = [of("0123456789abcdef", ["current", "quarter-1"]), of("fedcba9876543210", ["quarter-2"]), of("aaaaaaaaaaaaaaaa"), of("bbbbbbbbbbbbbbbb", [], "0123456789abcdef"), of("cccccccccccccccc", ["draft"], "0123456789abcdef")];

test("plans of one title are told apart", () => {
  expect(list.map(label)).toEqual(["Border (in force)", "Border (quarter-2)", "Border (aaaaaaaa)", "Border (change bbbbbbbb)", "Border (draft)"]);
});

test("changes that nobody has named stand apart", () => {
  const { own, changes } = apart(list);
  expect([own.length, changes.map((p) => p.id)]).toEqual([4, ["bbbbbbbbbbbbbbbb"]]);
});

test("a plan is found by its id before a name", () => {
  expect(findListed(list, "current")?.id).toBe("0123456789abcdef");
  expect(findListed([of("x", ["y"]), of("y")], "y")?.id).toBe("y");
  expect(findListed(list, "z")).toBeUndefined();
});
