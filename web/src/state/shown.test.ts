import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { chosen, pick } from "./selection";
import { asked, base, changed, choose, choosing, listed, notChosen, refreshList, shown } from "./shown";

// A server whose answers come when the test lets them, even to questions that are
// no longer wanted.

let held: { path: string; answer: (status?: number) => void }[] = [];

beforeEach(() => {
  held = [];
  vi.stubGlobal("fetch", (input: string | URL) => {
    const path = new URL(String(input)).pathname.slice(1);
    const [, name = "", more] = path.split("/");
    const body = more === "collections" ? { collections: [] } : path === "plans" ? { plans: [] } : path === "scenarios" ? { scenarios: [] } : { id: name, title: name, links: [], detail: "why", extent: { spatial: { bbox: [name === "far" ? [1, 1, 2, 2] : [0, 0, 1, 1]] } } };
    return new Promise((resolve) => held.push({ path, answer: (status = 200) => resolve(new Response(JSON.stringify(body), { status })) }));
  });
});

afterEach(() => vi.unstubAllGlobals());

const answer = async (about: string, status?: number) => {
  for (const h of held.filter((h) => h.path.startsWith(about))) h.answer(status);
  await new Promise((done) => setTimeout(done, 5));
};

test("the latest choice wins, whatever order the answers come in; what was there stays meanwhile", async () => {
  const first = choose("plans", "one");
  await answer("plans/one");
  await first;
  expect([shown.value?.id, asked.value?.name, choosing.value]).toEqual(["one", "one", null]);
  changed.value = shown.value;
  void choose("plans", "two");
  void choose("plans", "three");
  expect([shown.value?.id, choosing.value?.name]).toEqual(["one", "three"]);
  await answer("plans/three");
  expect([shown.value?.id, changed.value]).toEqual(["three", null]);
  await answer("plans/two");
  expect([shown.value?.id, asked.value?.name, choosing.value]).toEqual(["three", "three", null]);
});

test("what cannot be had leaves what is there, and says why until the next choice", async () => {
  void choose("plans", "four");
  await answer("plans/four");
  void choose("plans", "gone");
  await answer("plans/gone", 404);
  expect([shown.value?.id, asked.value?.name, base.value.state]).toEqual(["four", "four", "there"]);
  expect(notChosen.value).toMatchObject({ asked: { name: "gone" }, problem: { trouble: "gone" } });
  void choose("plans", "four");
  expect(notChosen.value).toBeNull();
});

test("what is chosen stays over plans of one border, and is none of another's", async () => {
  void choose("plans", "four");
  await answer("plans/four");
  pick("pair", "P");
  void choose("plans", "five");
  await answer("plans/five");
  expect([shown.value?.id, chosen.value?.id]).toEqual(["five", "P"]);
  void choose("plans", "far");
  await answer("plans/far");
  expect([shown.value?.id, chosen.value]).toEqual(["far", null]);
});

test("a list that is there stays where it cannot be had anew", async () => {
  void refreshList();
  await answer("plans");
  await answer("scenarios");
  expect(listed.value.state).toBe("there");
  held = [];
  void refreshList();
  await answer("plans", 500);
  await answer("scenarios", 500);
  expect(listed.value.state).toBe("there");
});
