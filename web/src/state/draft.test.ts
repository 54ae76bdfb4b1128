import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Dataset } from "../api/datasets";
import { Border } from "../geo/border";
import { mostChanges, type Change } from "../model/change";
import * as draft from "./draft";
import { base, changed, trial } from "./shown";

// A server that answers when it is told to, and keeps plans by their changes.
interface Asked {
  path: string;
  inputs: { plan: string; changes: Change[]; keep?: boolean; again?: boolean };
  answer(value?: unknown): void;
  refuse(status: number, problem?: object): void;
  lose(): void;
  aborted: boolean;
  job: boolean; // whether it is to go on after the answer
}

let asked: Asked[];
let kept: Map<string, string>; // id by plan, changes and again

const move = (point: string, to_m: number): Change => ({ change: "move_meeting_point", meeting_point: point, to_m });
const settled = () => new Promise((done) => setTimeout(done, 0));

async function next(i: number): Promise<Asked> {
  for (let tries = 0; tries < 50; tries++) {
    await settled();
    const there = asked[i];
    if (there) return there;
  }
  throw new Error(`no question ${i}`);
}

function keep(a: Asked): string {
  const key = JSON.stringify([a.inputs.plan, a.inputs.changes, a.inputs.again]);
  const id = `kept${[...kept.keys()].indexOf(key) < 0 ? kept.size : [...kept.keys()].indexOf(key)}`;
  kept.set(key, id);
  return id;
}

const effect = { exposure_km_h: [10, 8], touched: [], places: [], notes: [] };

function fake(address: string, init: RequestInit = {}): Promise<Response> {
  const path = new URL(address).pathname;
  const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });
  const job = /^\/jobs\/(\d+)\/results$/.exec(path)?.[1];
  if (job !== undefined) {
    const of = asked[Number(job)];
    return Promise.resolve(of ? json({ plan: { value: { id: keep(of) } }, change: { value: effect } }) : json({ title: "Not Found" }, 404));
  }
  if (!path.startsWith("/processes")) {
    const id = path.split("/")[2] ?? "";
    if (![...kept.values()].includes(id)) return Promise.resolve(json({ title: "Gone" }, 410));
    if (path.endsWith("/collections")) return Promise.resolve(json({ collections: [{ id: "posts" }] }));
    return Promise.resolve(json({ id, title: id, links: [] }));
  }
  return new Promise((done, fail) => {
    const a: Asked = {
      path,
      inputs: JSON.parse(String(init.body)).inputs,
      job: new Headers(init.headers).get("Prefer") === "respond-async",
      answer: (value) => done(a.job ? json({ jobID: String(asked.indexOf(a)), status: "successful" }, 201) : json(value ?? (a.inputs.keep ? { plan: { value: { id: keep(a) } }, change: { value: effect } } : { gaps: { value: [{ id: String(a.inputs.changes.length) }] }, change: { value: effect } }))),
      refuse: (status, problem = {}) => done(json({ title: "No", detail: "no", ...problem }, status)),
      lose: () => fail(new TypeError("Failed to fetch")),
      aborted: false,
    };
    init.signal?.addEventListener("abort", () => {
      a.aborted = true;
      fail(new DOMException("", "AbortError"));
    });
    asked.push(a);
  });
}

let turn = 0;

beforeEach(() => {
  asked = [];
  kept = new Map();
  vi.stubGlobal("fetch", fake);
  const dataset: Dataset = { kind: "plans", id: `base${++turn}`, names: [], title: "", path: "", attribution: "", sources: [], note: "", bounds: [0, 0, 1, 1], land: null, collections: [], border: new Border([]), routes: new Map(), posts: new Map(), patrols: new Map(), plan: null, rights: "full" };
  changed.value = null;
  base.value = { state: "there", value: dataset };
});

afterEach(() => vi.unstubAllGlobals());

test("while dragging one question is asked at a time, and the latest place wins", async () => {
  draft.propose(move("a", 1));
  for (let m = 2; m <= 50; m++) draft.propose(move("a", m));
  (await next(0)).answer();
  (await next(1)).answer();
  await settled();
  expect(asked.map((a) => a.inputs.changes[0])).toEqual([move("a", 1), move("a", 50)]);
  expect(trial.value?.changes).toEqual([move("a", 50)]);
  draft.withdraw();
  expect(trial.value).toBeNull();
});

test("letting go ends what is asked, keeps the change and shows the plan", async () => {
  draft.propose(move("a", 1));
  await next(0);
  const done = draft.commit(move("a", 2));
  const keeping = await next(1);
  expect(asked[0]?.aborted).toBe(true);
  expect(draft.asking.value).toBe(true);
  keeping.answer();
  expect(await done).toBe(true);
  expect([changed.value?.id, draft.asking.value, draft.changes.value, trial.value]).toEqual(["kept0", false, [move("a", 2)], null]);
  expect(draft.effectOfChanges.value?.exposure_km_h).toEqual([10, 8]);
});

test("a refused change goes back to what stood, and says why", async () => {
  const first = draft.commit(move("a", 1));
  (await next(0)).answer();
  await first;
  const second = draft.commit(move("b", -5));
  (await next(1)).refuse(422, { errors: [{ pointer: "#/inputs/changes/1/to_m", detail: "off" }] });
  expect(await second).toBe(false);
  expect(draft.changes.value).toEqual([move("a", 1)]);
  expect(changed.value?.id).toBe("kept0");
  expect(draft.trouble.value?.errors[0]?.pointer).toBe("#/inputs/changes/1/to_m");
  expect(draft.history.value.canRedo).toBe(false);
});

test("a change that was overtaken is not lost where the next is refused", async () => {
  void draft.commit(move("a", 1));
  await next(0);
  const second = draft.commit(move("b", -5));
  (await next(1)).refuse(422);
  (await next(2)).answer();
  expect(await second).toBe(false);
  expect(asked[2]?.inputs.changes).toEqual([move("a", 1)]);
  expect([draft.changes.value, changed.value?.id, draft.trouble.value?.trouble]).toEqual([[move("a", 1)], "kept0", "refused"]);
});

test("undo while a change is being kept wins", async () => {
  const done = draft.commit(move("a", 1));
  const keeping = await next(0);
  const undone = draft.undo();
  expect(await undone).toBe(true);
  keeping.answer();
  expect(await done).toBe(false);
  await settled();
  expect([changed.value, draft.changes.value, draft.asking.value, draft.history.value.canRedo]).toEqual([null, [], false, true]);
  const again = draft.redo();
  (await next(1)).answer();
  await again;
  expect(draft.changes.value).toEqual([move("a", 1)]);
});

test("undo wins over an answer that has come already", async () => {
  const done = draft.commit(move("a", 1));
  (await next(0)).answer();
  const undone = draft.undo();
  expect([await undone, await done]).toEqual([true, false]);
  await settled();
  expect([changed.value, draft.changes.value, draft.asking.value]).toEqual([null, [], false]);
});

test("without the server nothing is lost, and it can be tried again", async () => {
  const done = draft.commit(move("a", 1));
  (await next(0)).lose();
  expect(await done).toBe(false);
  expect([draft.trouble.value?.trouble, draft.changes.value]).toEqual(["offline", []]);
  const lost = draft.failed.value;
  expect(lost?.changes).toEqual([move("a", 1)]);
  const again = lost ? draft.settle(lost) : Promise.resolve(false);
  (await next(1)).answer();
  expect(await again).toBe(true);
  expect([draft.trouble.value, draft.failed.value, draft.changes.value]).toEqual([null, null, [move("a", 1)]]);
});

test("planning anew begins a list of changes of the new plan, and undo takes it back", async () => {
  const first = draft.commit(move("a", 1));
  (await next(0)).answer();
  await first;
  const anew = draft.planAnew([move("b", 2)]);
  expect(draft.planning.value).toBe(true);
  const asking = await next(1);
  expect(asking.inputs).toEqual({ plan: `base${turn}`, changes: [move("a", 1), move("b", 2)], keep: true, again: true });
  asking.answer();
  expect(await anew).toBe(true);
  expect([draft.planning.value, changed.value?.id, draft.changes.value]).toEqual([false, "kept1", []]);
  const more = draft.commit(move("c", 3));
  (await next(2)).answer();
  await more;
  expect(asked[2]?.inputs.plan).toBe("kept1");
  await draft.undo();
  expect(changed.value?.id).toBe("kept1");
  const back = draft.undo();
  (await next(3)).answer();
  await back;
  expect([changed.value?.id, draft.changes.value]).toEqual(["kept0", [move("a", 1)]]);
});

test("a plan that the server has dropped is made again from its changes", async () => {
  const anew = draft.planAnew([move("a", 1)]);
  (await next(0)).answer();
  await anew;
  kept.clear();
  const more = draft.commit(move("c", 3));
  (await next(1)).refuse(400, { errors: [{ pointer: "#/inputs/plan", detail: "no such plan" }] });
  const again = await next(2);
  expect(again.inputs).toMatchObject({ plan: `base${turn}`, changes: [move("a", 1)], again: true });
  again.answer();
  (await next(3)).answer();
  expect(await more).toBe(true);
  expect(draft.trouble.value).toBeNull();
});

test("more changes than the server takes are not asked", async () => {
  const done = draft.commitAll(Array.from({ length: mostChanges + 1 }, (_, i) => move(`p${i}`, i)));
  expect(await done).toBe(false);
  expect([asked.length, draft.trouble.value?.trouble, draft.changes.value]).toEqual([0, "refused", []]);
});

test("another base forgets the changes of the last", async () => {
  const done = draft.commit(move("a", 1));
  (await next(0)).answer();
  await done;
  if (base.value.state === "there") base.value = { state: "there", value: { ...base.value.value, id: "other" } };
  expect([draft.changes.value, draft.history.value.canUndo, draft.effectOfChanges.value]).toEqual([[], false, null]);
});
