// @vitest-environment node
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { licences } from "./licence-texts";

// What npm says the page depends on at run time, but for what is types or a
// command line only: none of these is in the page.
const notInPage = ["@types/geojson", "commander", "minimist", "require-from-string"];
// Packages that come without a file of their licence.
const withoutFile = ["murmurhash-js"];

test("every package that the page is made of has its licence told", () => {
  const web = fileURLToPath(new URL("../..", import.meta.url));
  const listed = execFileSync("npm", ["ls", "--omit=dev", "--all", "--parseable"], { cwd: web, encoding: "utf8" });
  const names = new Set(listed.split("\n").filter((l) => l.includes("node_modules/")).map((l) => l.replace(/^.*node_modules\//, "")));
  expect(names.size).toBeGreaterThan(20);
  const told = new Set(licences.map((l) => l.name));
  expect([...names].filter((n) => !told.has(n) && !notInPage.includes(n) && !withoutFile.includes(n))).toEqual([]);
  expect(told).toContain("world-atlas");
  expect(licences.filter((l) => l.text.trim().length < 200)).toEqual([]);
});
