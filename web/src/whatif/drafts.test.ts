import { beforeEach, expect, test, vi } from "vitest";
import { mostChanges, type Change } from "../model/change";
import type { Draft } from "./drafts";

const change: Change = { change: "move_meeting_point", meeting_point: "m", to_m: 5 };
const draft = (id: string, name = id): Draft => ({ id, name, plan: { id: "p", title: "Plan", scenario: "hash" }, saved: "2027-01-04T10:00:00.000Z", exposure_km_h: [2, 1], step: { anew: [{ changes: [change], plan: "x" }], changes: [change, { change: "move_boundary", pairs: ["a", "b"], to_m: 1 }] } });

async function fresh() {
  vi.resetModules();
  return import("./drafts");
}

beforeEach(() => localStorage.clear());

test("drafts outlive the page, the last kept first", async () => {
  const a = await fresh();
  a.keepDraft(draft("one"));
  a.keepDraft(draft("two"));
  a.keepDraft(draft("one", "again"));
  a.renameDraft("two", "renamed");
  const b = await fresh();
  expect(b.drafts.value.map((d) => d.name)).toEqual(["again", "renamed"]);
  expect(b.drafts.value[0]).toEqual(draft("one", "again"));
});

test("a deleted draft can be put back in its place", async () => {
  const a = await fresh();
  for (const id of ["c", "b", "a"]) a.keepDraft(draft(id));
  const back = a.deleteDraft("b");
  expect(a.drafts.value.map((d) => d.id)).toEqual(["a", "c"]);
  back();
  back();
  expect(a.drafts.value.map((d) => d.id)).toEqual(["a", "b", "c"]);
  expect((await fresh()).drafts.value).toHaveLength(3);
});

test("a file is read as it was written", async () => {
  const a = await fresh();
  const read = a.readFile(a.writeFile(draft("one")));
  expect(read).toEqual({ ...draft("one"), id: expect.not.stringMatching(/^one$/) });
});

test.each([
  ["not JSON", "{", "not-json"],
  ["another file", "{\"type\":\"FeatureCollection\"}", "not-draft"],
  ["a later version", JSON.stringify({ ...JSON.parse("{}"), format: "lindero-draft", version: 2, plan: { id: "p" }, anew: [], changes: [] }), "not-draft"],
  ["no list", JSON.stringify({ format: "lindero-draft", version: 1, plan: { id: "p" }, anew: [], changes: "x" }), "not-draft"],
  ["an unknown change", JSON.stringify({ format: "lindero-draft", version: 1, plan: { id: "p" }, anew: [], changes: [{ change: "constructor" }] }), "not-draft"],
  ["a number that is text", JSON.stringify({ format: "lindero-draft", version: 1, plan: { id: "p" }, anew: [], changes: [{ ...change, to_m: "5" }] }), "not-draft"],
  ["a field that no change has", JSON.stringify({ format: "lindero-draft", version: 1, plan: { id: "p" }, anew: [], changes: [{ ...change, __proto__x: 1 }] }), "not-draft"],
  ["too many changes", JSON.stringify({ format: "lindero-draft", version: 1, plan: { id: "p" }, anew: [], changes: Array(mostChanges + 1).fill(change) }), "not-draft"],
  ["too large", " ".repeat(2_000_001), "too-large"],
])("%s is no draft", async (_, text, want) => {
  expect((await fresh()).readFile(text)).toBe(want);
});

test("what is damaged in the browser's store is passed over, the rest is there", async () => {
  localStorage.setItem("lindero.drafts", JSON.stringify([null, 5, { id: "x" }, draft("one"), { ...draft("two"), step: { anew: [], changes: [{ change: "add_patrol", patrol: "p" }] } }]));
  expect((await fresh()).drafts.value.map((d) => d.id)).toEqual(["one"]);
  localStorage.setItem("lindero.drafts", "nonsense");
  expect((await fresh()).drafts.value).toEqual([]);
});

test("a full store says so and loses nothing", async () => {
  const a = await fresh();
  a.keepDraft(draft("one"));
  vi.stubGlobal("localStorage", { setItem: () => { throw new DOMException("", "QuotaExceededError"); } });
  expect(a.keepDraft(draft("two"))).toBe("full");
  vi.unstubAllGlobals();
  expect(a.drafts.value.map((d) => d.id)).toEqual(["one"]);
  for (let i = 0; i < a.mostDrafts - 1; i++) expect(a.keepDraft(draft(`d${i}`))).toBeUndefined();
  expect(a.keepDraft(draft("more"))).toBe("full");
});
