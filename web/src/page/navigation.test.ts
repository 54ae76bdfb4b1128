import { afterEach, beforeEach, expect, test, vi } from "vitest";

// A server that is drawn: plans and scenarios by name, without anything in them.

let has: Record<string, string>; // path to title
let down = false;

function fakeFetch(input: string | URL, init: RequestInit = {}): Promise<Response> {
  const path = new URL(String(input)).pathname.slice(1);
  if (init.signal?.aborted) return Promise.reject(new DOMException("", "AbortError"));
  if (down) return Promise.reject(new TypeError("no way there"));
  const json = (body: unknown, status = 200) => Promise.resolve(new Response(JSON.stringify(body), { status }));
  const list = (kind: string) => Object.keys(has).filter((p) => p.startsWith(`${kind}/`)).map((p) => ({ id: p.slice(kind.length + 1), names: [], title: has[p] }));
  if (path === "plans" || path === "scenarios") return json({ [path]: list(path) });
  const [kind = "", name = "", more] = path.split("/");
  const title = has[`${kind}/${decodeURIComponent(name)}`];
  if (title === undefined) return json({ detail: "there is none" }, 404);
  return json(more === "collections" ? { collections: [] } : { id: decodeURIComponent(name), names: [], title, links: [] });
}

let end: () => void;
let at: (fragment: string) => Promise<void>; // goes to an address, as back and forward do
let state: typeof import("../state/shown") & typeof import("../state/selection") & typeof import("../state/view") & { language: { value: string } };

async function start(fragment: string): Promise<void> {
  vi.resetModules();
  history.replaceState(null, "", `/${fragment}`);
  const { startNavigation } = await import("./navigation");
  state = { ...(await import("../state/shown")), ...(await import("../state/selection")), ...(await import("../state/view")), language: (await import("../lang/language")).language };
  end = startNavigation();
  await vi.advanceTimersByTimeAsync(50);
  at = async (fragment) => {
    history.pushState(null, "", fragment === "" ? "/" : fragment);
    window.dispatchEvent(new PopStateEvent("popstate"));
    await vi.advanceTimersByTimeAsync(50);
  };
}

const title = () => state.shown.value?.title;
const settle = () => vi.advanceTimersByTimeAsync(1000);

beforeEach(() => {
  vi.useFakeTimers();
  has = { "plans/current": "Now", "plans/p1": "One", "scenarios/s1": "Scene" };
  down = false;
  localStorage.clear();
  vi.stubGlobal("fetch", fakeFetch);
});

afterEach(() => {
  end();
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("without an address the current plan is shown", async () => {
  await start("");
  expect(title()).toBe("Now");
  await settle();
  expect(location.hash).toBe("#lang=en");
});

test("a link is shown as it says", async () => {
  await start("#plan=p1&lang=es&pick=gap:a/1&part=tables&at=9/15/-91");
  expect([title(), state.language.value, state.part.value]).toEqual(["One", "es", "tables"]);
  expect(state.chosen.value).toEqual({ sort: "gap", id: "a/1" });
  expect(state.wantedStanding.value?.at).toEqual({ zoom: 9, lat: 15, lon: -91 });
  expect(localStorage.getItem("lindero.language")).toBeNull(); // a link chooses for this visit only
});

test("a server without plans shows its scenario", async () => {
  has = { "scenarios/s1": "Scene" };
  await start("");
  expect(title()).toBe("Scene");
  expect(location.hash).toBe("#scenario=s1&lang=en");
});

test("a plan that is not there is told, and its address stays", async () => {
  await start("#plan=gone");
  expect(state.base.value).toMatchObject({ state: "failed", problem: { trouble: "gone" } });
  await settle();
  expect(location.hash).toBe("#plan=gone&lang=en");
});

test("another plan and another thing chosen are steps to go back from; part and map are none", async () => {
  await start("");
  await settle();
  const steps = history.length;
  state.part.value = "plans";
  state.standing.value = { zoom: 7, lat: 15, lon: -90 };
  await settle();
  expect(history.length).toBe(steps);
  expect(location.hash).toBe("#lang=en&at=7/15/-90&part=plans");
  await state.choose("plans", "p1");
  expect(history.length).toBe(steps + 1);
  expect(location.hash).toContain("plan=p1");
  state.pick("gap", "g");
  expect(history.length).toBe(steps + 2);
});

/** The addresses that back goes through, the newest last, as the browser keeps them from now on. */
function entries(): string[] {
  const kept = [location.hash];
  const { pushState, replaceState } = history;
  vi.spyOn(history, "pushState").mockImplementation((state, unused, url) => {
    pushState.call(history, state, unused, url);
    kept.push(location.hash);
  });
  vi.spyOn(history, "replaceState").mockImplementation((state, unused, url) => {
    replaceState.call(history, state, unused, url);
    kept[kept.length - 1] = location.hash;
  });
  return kept;
}

test("what was shown just before a step is where back leads", async () => {
  await start("#plan=p1&sheet=a");
  await settle();
  const kept = entries();
  state.openSheet.value = "b";
  await vi.advanceTimersByTimeAsync(100); // sooner than the address is written
  state.openSheet.value = null;
  await settle();
  expect(kept).toEqual(["#plan=p1&lang=en&sheet=b", "#plan=p1&lang=en"]);
});

test("what comes with a step is not said of where it was taken", async () => {
  await start("#plan=p1");
  await settle();
  const kept = entries();
  state.part.value = "facts";
  state.pick("gap", "g");
  await settle();
  expect(kept).toEqual(["#plan=p1&lang=en", "#plan=p1&lang=en&pick=gap:g&part=facts"]);
});

test("what was shown before going back is not written over the address gone to, however long its plan takes", async () => {
  await start("");
  await settle();
  let come: () => void = () => undefined;
  const coming = new Promise<void>((resolve) => (come = resolve));
  vi.stubGlobal("fetch", async (...of: Parameters<typeof fakeFetch>) => {
    await coming;
    return fakeFetch(...of);
  });
  state.standing.value = { zoom: 7, lat: 15, lon: -90 };
  await at("#plan=p1&pick=gap:x");
  await settle();
  expect(location.hash).toBe("#plan=p1&pick=gap:x");
  come();
  await settle();
  expect([title(), location.hash]).toEqual(["One", "#plan=p1&lang=en&at=7/15/-90&pick=gap:x"]);
});

test("the address is not written more often than browsers bear", async () => {
  await start("");
  await settle();
  const write = vi.spyOn(history, "replaceState");
  for (let i = 0; i < 300; i++) {
    state.standing.value = { zoom: 7, lat: 15, lon: -90 + i / 100 };
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(write.mock.calls.length).toBeLessThan(80); // in 30 s
  expect(write.mock.calls.length).toBeGreaterThan(30);
  await settle();
  expect(location.hash).toContain("-87.01");
  write.mockRestore();
});

test("back and forward show what was there, and write no steps", async () => {
  await start("#plan=p1");
  await at("");
  expect(title()).toBe("Now");
  const steps = history.length;
  await at("#plan=p1&pick=gap:x");
  expect([title(), state.chosen.value?.id]).toEqual(["One", "x"]);
  await settle();
  expect(history.length).toBe(steps + 1); // that of going there
});

test("a sheet stays open over a reload; back closes it, forward opens it", async () => {
  await start("#plan=p1&sheet=GT-13%2BMX-13");
  expect(state.openSheet.value).toBe("GT-13+MX-13");
  await settle();
  expect(location.hash).toBe("#plan=p1&lang=en&sheet=GT-13%2BMX-13");
  await at("#plan=p1");
  expect(state.openSheet.value).toBeNull();
  const steps = history.length;
  state.openSheet.value = "*";
  expect(location.hash).toContain("&sheet=*");
  expect(history.length).toBe(steps + 1);
  state.openSheet.value = null;
  expect(location.hash).not.toContain("sheet");
});

test("no sheet lies over the message that a plan is not there", async () => {
  await start("#plan=gone&sheet=a");
  expect(state.openSheet.value).toBeNull();
});

test("an address that says nothing that the page knows changes nothing", async () => {
  await start("#plan=p1&pick=gap:x");
  await at("#nonsense");
  expect([title(), state.chosen.value?.id]).toEqual(["One", "x"]);
  await settle();
  expect(location.hash).toBe("#plan=p1&lang=en&pick=gap:x");
});

test("going to a plan that is gone keeps what is shown, says so, and has the address say what is shown", async () => {
  await start("#plan=p1&pick=gap:x");
  await at("#plan=gone&pick=gap:y");
  expect([title(), state.chosen.value?.id, state.notChosen.value?.asked.name]).toEqual(["One", "x", "gone"]);
  expect(location.hash).toBe("#plan=p1&lang=en&pick=gap:x");
});

test("a plan that is chosen while another is still loading is what stays, without the other's hour and choice", async () => {
  await start("");
  const going = at("#plan=p1&pick=gap:x");
  void state.choose("scenarios", "s1");
  await going;
  await settle();
  expect([title(), state.chosen.value]).toEqual(["Scene", null]);
  expect(location.hash).toContain("scenario=s1");
});

test("a link to a plan names it by its id and keeps the rest", async () => {
  await start("#pick=gap:x");
  const { linkTo } = await import("./navigation");
  expect(linkTo("current", "plans")).toBe(`${location.origin}/#lang=en&pick=gap:x`);
  expect(linkTo("p1", "plans")).toBe(`${location.origin}/#plan=p1&lang=en`); // what is chosen is not of that plan
  expect(linkTo("current", "scenarios")).toBe(`${location.origin}/#scenario=current&lang=en`);
});

test("a lost server is asked until it is back, then what was asked for is shown", async () => {
  down = true;
  await start("#plan=p1");
  const { watchConnection, retryMs } = await import("./connection");
  const back = vi.fn();
  const stop = watchConnection(back);
  await vi.advanceTimersByTimeAsync(40_000);
  expect(state.base.value).toMatchObject({ state: "failed", problem: { trouble: "offline" } });
  expect(back).not.toHaveBeenCalled();
  down = false;
  await vi.advanceTimersByTimeAsync(16_000);
  expect(back).toHaveBeenCalledTimes(1);
  expect(title()).toBe("One");
  expect([0, 1, 2, 3, 4, 50].map(retryMs)).toEqual([1000, 2000, 4000, 8000, 15000, 15000]);
  down = true; // and again
  await state.refreshList();
  await vi.advanceTimersByTimeAsync(500);
  down = false;
  window.dispatchEvent(new Event("online")); // is heard at once
  await vi.advanceTimersByTimeAsync(50);
  expect(back).toHaveBeenCalledTimes(2);
  expect(state.listed.value.state).toBe("there");
  stop();
});
