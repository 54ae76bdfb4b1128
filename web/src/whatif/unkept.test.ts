import { beforeEach, expect, test, vi } from "vitest";
import type { Dataset } from "../api/datasets";
import type { Change } from "../model/change";

const change: Change = { change: "remove_patrol", patrol: "GT-01" };

async function page() {
  vi.resetModules();
  const [{ base }, { history }, unkept] = await Promise.all([import("../state/shown"), import("../state/draft"), import("./unkept")]);
  return { base, history, ...unkept };
}

beforeEach(() => localStorage.clear());

test("the last changes outlive the page until they are forgotten", async () => {
  const first = await page();
  expect(first.unkept.value).toBeNull();
  first.base.value = { state: "there", value: { id: "p", title: "Plan", plan: null } as Dataset };
  first.history.value = first.history.value.with(change);
  first.history.value = first.history.value.undone(); // nothing is made, but the last is still remembered
  const second = await page();
  expect(second.unkept.value).toMatchObject({ plan: { id: "p" }, step: { anew: [], changes: [change] } });
  second.forgetUnkept();
  expect((await page()).unkept.value).toBeNull();
});
