import { computed, effect } from "@preact/signals";
import { list } from "../api/datasets";
import { language } from "../lang/language";
import { chosen, stand, standing } from "../state/selection";
import { asked, base, choose, problemOf, type Asked } from "../state/shown";
import { goTo, hour } from "../state/time";
import { openSheet, part } from "../state/view";
import { format, isStep, parse, type Address } from "./address";

// The page and its address follow each other: what the page shows is written into
// the fragment, and a fragment that comes by a link, back or forward is shown.

/** How often the address is written at most while time or the map moves; browsers refuse more than about 100 in half a minute. */
const writeEvery_ms = 400;

const usual: Asked = { kind: "plans", name: "current" };

/** What the page shows, as an address says it. */
const shownAddress = computed<Address>(() => ({
  asked: asked.value ?? undefined,
  hour: hour.value,
  language: language.value,
  at: standing.value ?? undefined,
  pick: chosen.value ?? undefined,
  part: part.value,
  sheet: openSheet.value ?? undefined,
}));

let applying = 0; // addresses that are being shown: meanwhile none is written
let latest = 0;

/** Shows what the address says, and keeps the two alike from then on. Returns what ends it. */
export function startNavigation(): () => void {
  let written: Address = {}; // what the address says
  let settled: Address = {}; // what is shown, without what the work that is going on has changed
  let timer: ReturnType<typeof setTimeout> | undefined;
  const put = (address: Address, step: boolean) => {
    clearTimeout(timer);
    timer = undefined;
    written = address;
    const fragment = format(address);
    if (fragment === location.hash) return;
    history[step ? "pushState" : "replaceState"](null, "", fragment === "" ? location.pathname + location.search : fragment);
  };
  const write = () => put((settled = shownAddress.peek()), false);
  const show = async (address: Address) => {
    clearTimeout(timer); // what waits to be written is of the address that was left
    timer = undefined;
    applying++;
    await apply(address);
    if (--applying === 0 && asked.peek()) write();
  };
  const onPop = () => {
    const address = parse(location.hash);
    if (location.hash.length > 1 && Object.keys(address).length === 0) write(); // nothing that the page knows
    else void show(address);
  };
  const end = effect(() => {
    const now = shownAddress.value;
    if (applying > 0 || !now.asked) return;
    if (isStep(written, now)) {
      if (timer) put(settled, false); // where back leads
      put((settled = now), true);
      return;
    }
    timer ??= setTimeout(write, writeEvery_ms);
    // A click may change the hour and then choose something: the hour belongs to that step.
    queueMicrotask(() => {
      if (applying === 0) settled = shownAddress.peek();
    });
  });
  window.addEventListener("popstate", onPop);
  void show(parse(location.hash));
  return () => {
    end();
    clearTimeout(timer);
    window.removeEventListener("popstate", onPop);
  };
}

/** Shows an address; what it does not say is as usual. A later one takes its place. */
async function apply(address: Address): Promise<void> {
  const mine = ++latest;
  if (address.language) language.value = address.language; // a link's language is not remembered
  part.value = address.part ?? part.peek();
  const first = base.peek().state !== "there";
  if (address.at && first) stand(address.at); // the map begins there
  const wish = address.asked ?? usual;
  const is = asked.peek();
  if (!is || !same(is, wish) || base.peek().state !== "there") await (address.asked ? choose(wish.kind, wish.name) : chooseUsual());
  const now = asked.peek();
  if (mine !== latest || base.peek().state !== "there") return;
  if (address.asked && !(now && same(now, wish))) return; // it is not there, or another was chosen meanwhile
  if (address.at && !first) stand(address.at); // after the map has turned to another border
  goTo(address.hour ?? 0);
  chosen.value = address.pick ?? null;
  openSheet.value = address.sheet ?? null;
}

function same(a: Asked, b: Asked): boolean {
  return a.kind === b.kind && a.name === b.name;
}

/** Chooses the current plan; a scenario where the server has no plan. */
export async function chooseUsual(): Promise<void> {
  await choose(usual.kind, usual.name);
  const now = base.peek();
  if (now.state !== "failed" || now.problem.trouble !== "gone") return;
  try {
    const first = (await list()).scenarios[0];
    if (first) await choose("scenarios", first.names[0] ?? first.id);
  } catch (error) {
    base.value = { state: "failed", problem: problemOf(error) };
  }
}

/** Tries once more what could not be chosen. */
export async function chooseAgain(): Promise<void> {
  const wish = asked.peek() ?? usual;
  if (same(wish, usual)) await chooseUsual();
  else await choose(wish.kind, wish.name);
}

/**
 * A link to a plan or scenario by its id, so that it stays that one: to all that is
 * shown of it, or, of another than is shown, to its beginning: places, hours and
 * things are not the same there.
 */
export function linkTo(id: string, kind: Asked["kind"]): string {
  const now = base.peek();
  const { language: l, part: open, ...of } = shownAddress.peek();
  const here = now.state === "there" && now.value.kind === kind && now.value.id === id;
  const fragment = format({ ...(here ? of : {}), language: l, part: open, asked: { kind, name: id } });
  return location.origin + location.pathname + location.search + fragment;
}
