import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { codeName, kindName, layerName, reasonName } from "./codes";
import { language } from "./language";

const program = ["texts.go", "picture_texts.go"].map((file) => readFileSync(`../lang/${file}`, "utf8")).join("");

/** The program's own texts of a code, in English and Spanish. */
function saidByProgram(code: string): string[] {
  const found = new RegExp(`"${code}":\\s*\\{"([^"]*)", "([^"]*)"\\}`).exec(program);
  if (!found) throw new Error(`the program has no text of ${code}`);
  return found.slice(1);
}

function saidHere(say: () => string): string[] {
  return (["en", "es"] as const).map((l) => {
    language.value = l;
    return say();
  });
}

test.each(["beyond_reach", "no_patrol_for_kind", "no_sector", "not_scheduled", "revisit_exceeded"] as const)("%s is said as the program says it", (reason) => {
  expect(saidHere(() => reasonName(reason))).toEqual(saidByProgram(reason));
  expect(saidHere(() => codeName(reason))).toEqual(saidByProgram(reason));
});

test("kinds and layers have words, other codes stand for themselves", () => {
  expect(saidHere(() => `${kindName("river")} ${layerName("air")} ${codeName("sea")} ${codeName("surface")}`)).toEqual(["river air sea surface", "río aire mar superficie"]);
  expect(["drones", "toString", ""].map(codeName)).toEqual(["drones", "toString", ""]);
});
