import { expect, test } from "vitest";
import { byName, fold } from "./finding";

const names = ["Suchiate II mp-suchiate", "8 GT-08+MX-15", "MX-15 Comitán", "Río Suchiate suchiate", "5 GT-05+MX-04", "15 GT-15+MX-15", "Tecún Umán gt-tecun-uman", "Ciudad Tecún gt-x"].map((n) => ({ name: n, key: fold(n), id: fold(n.split(" ")[0] ?? "") }));

test.each([
  ["tecun uman", ["Tecún Umán gt-tecun-uman"]],
  ["TECÚN", ["Tecún Umán gt-tecun-uman", "Ciudad Tecún gt-x"]],
  ["5", ["5 GT-05+MX-04"]],
  ["15 gt", ["15 GT-15+MX-15", "8 GT-08+MX-15"]],
  ["rio", ["Río Suchiate suchiate"]],
  ["mx-15", ["MX-15 Comitán", "8 GT-08+MX-15", "15 GT-15+MX-15"]],
  ["nowhere", []],
])("%s", (text, want) => {
  expect(byName(names, text).map((n) => n.name)).toEqual(want);
});
