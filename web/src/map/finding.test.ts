import { expect, test } from "vitest";
import { byName, fold } from "./finding";

const names = ["Suchiate II mp-suchiate", "Río Suchiate suchiate", "5 GT-05+MX-04", "15 GT-15+MX-15", "Tecún Umán gt-tecun-uman", "Ciudad Tecún gt-x"].map((n) => ({ name: n, key: fold(n) }));

test.each([
  ["tecun uman", ["Tecún Umán gt-tecun-uman"]],
  ["TECÚN", ["Tecún Umán gt-tecun-uman", "Ciudad Tecún gt-x"]],
  ["5", ["5 GT-05+MX-04", "15 GT-15+MX-15"]],
  ["rio", ["Río Suchiate suchiate"]],
  ["mx-15", ["15 GT-15+MX-15"]],
  ["nowhere", []],
])("%s", (text, want) => {
  expect(byName(names, text).map((n) => n.name)).toEqual(want);
});
