import { expect, type APIRequestContext, type Locator, type Page } from "@playwright/test";
import { visit } from "./person";

// What the server says of changes by itself, and what the page shows of them.

/** A gap as the server has it. */
export interface Gap {
  route: string;
  kind: "land" | "river" | "sea";
  from_m: number;
  to_m: number;
  exposure_km_h: number;
}

/** What is asked of a plan here. */
export interface Plan {
  scenario: string;
  gaps: Gap[];
  sectors: { id: string; pair: string; from_m: number; to_m: number }[];
  meeting_points: { id: string; name?: string; chainage_m: number }[];
  pairs: { id: string; patrols: [string, string] }[];
}

/** A change, as API.md has it. */
export type Change = Record<string, unknown>;

/** The plan of a name or an id. */
export async function planOf(request: APIRequestContext, address: string, id = "current"): Promise<Plan> {
  const answer = await request.get(`${address}plans/${id}/plan`);
  expect(answer.ok(), `${id}: ${answer.status()}`).toBe(true);
  return (await answer.json()) as Plan;
}

/** What changes of a plan would do, asked of the server without the page: all gaps. */
export async function gapsAfter(request: APIRequestContext, address: string, changes: Change[], plan = "current"): Promise<Gap[]> {
  const answer = await request.post(`${address}processes/what-if/execution`, { data: { inputs: { plan, changes, gaps: "all" }, outputs: { gaps: {} } } });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { gaps: { value: Gap[] } }).gaps.value;
}

/** Has the server keep the changed plan; answers its id. */
export async function keep(request: APIRequestContext, address: string, changes: Change[], again = false, plan = "current"): Promise<string> {
  const answer = await request.post(`${address}processes/what-if/execution`, { data: { inputs: { plan, changes, keep: true, again }, outputs: { plan: {} } }, timeout: 60_000 });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { plan: { value: { id: string } } }).plan.value.id;
}

/** Exposure by kind and in all, in km·h. */
export type Sums = Record<string, number>;

const kinds = { land: /^(land|tierra)$/, river: /^(rivers|ríos)$/, sea: /^(sea|mar)$/ } as const;

/** The exposure of gaps by kind, under "all" of all. */
export function sumsOf(gaps: readonly Gap[]): Sums {
  const sums: Sums = { land: 0, river: 0, sea: 0, all: 0 };
  for (const g of gaps) {
    sums[g.kind] = (sums[g.kind] ?? 0) + g.exposure_km_h;
    sums["all"] = (sums["all"] ?? 0) + g.exposure_km_h;
  }
  return sums;
}

/** A number as the page writes it, without its unit; – is none. */
export function numberIn(text: string): number {
  const plain = text.replace(/[\s,\u00a0]|km·h/g, "").replace("−", "-").replace("–", "0");
  expect(plain, text).toMatch(/^[+-]?[\d.]+$/);
  return Number(plain);
}

/** The rows of the panel's table: exposure in the plan, with the changes, and the difference. */
async function rowsShown(page: Page): Promise<Record<string, [number, number, number]>> {
  const rows = await page.locator("table.by-kind tbody tr").evaluateAll((list) => list.map((tr) => [...tr.children].map((c) => c.textContent ?? "")));
  const out: Record<string, [number, number, number]> = {};
  for (const [name = "", was = "", is = "", more = ""] of rows) {
    const kind = Object.entries(kinds).find(([, words]) => words.test(name))?.[0] ?? "all";
    out[kind] = [numberIn(was), numberIn(is), numberIn(more)];
  }
  return out;
}

/** The panel shows these gaps against those: each number of its table, and the large one. */
export async function expectShown(page: Page, before: readonly Gap[], after: readonly Gap[]): Promise<void> {
  const [was, is] = [sumsOf(before), sumsOf(after)];
  await expect(async () => {
    const rows = await rowsShown(page);
    for (const kind of ["land", "river", "sea", "all"]) {
      const row = rows[kind];
      if (!row) {
        expect([was[kind], is[kind]], `no row of ${kind}`).toEqual([0, 0]);
        continue;
      }
      expect(Math.abs(row[0] - (was[kind] ?? 0)), `${kind} in the plan: ${row[0]}, not ${was[kind]}`).toBeLessThan(0.51);
      expect(Math.abs(row[1] - (is[kind] ?? 0)), `${kind} changed: ${row[1]}, not ${is[kind]}`).toBeLessThan(0.51);
      expect(Math.abs(row[2] - ((is[kind] ?? 0) - (was[kind] ?? 0))), `difference of ${kind}: ${row[2]}`).toBeLessThan(0.06);
    }
    const more = (is["all"] ?? 0) - (was["all"] ?? 0);
    if (Math.abs(more) < 0.05) return;
    const large = numberIn((await page.locator(".difference strong").textContent()) ?? "");
    expect(Math.abs(large - more), `the large number: ${large}, not ${more}`).toBeLessThan(0.06);
  }).toPass({ timeout: 20_000 });
}

/** Opens the page at its part "What if". */
export async function openWhatIf(page: Page, address: string, more = ""): Promise<void> {
  await visit(page, address, `#part=what-if${more}`);
  await expect(page.getByRole("heading", { level: 2, name: /What if|¿Y si…\?/ })).toBeVisible();
}

/** The row of a meeting point or boundary in the panel, found by its name. */
export async function placeRow(page: Page, list: "Meeting points" | "Boundaries of sectors" | "Puntos de encuentro" | "Límites de sectores", name: string): Promise<Locator> {
  const group = page.getByRole("group", { name: list });
  await group.getByRole("searchbox").fill(name);
  const row = group.getByRole("listitem").filter({ has: page.getByRole("button", { name, exact: true }) });
  await expect(row).toBeVisible();
  return row;
}

/** The handle of a thing on the map, after going there. */
export async function handleOf(page: Page, row: Locator, name: string): Promise<Locator> {
  await row.getByRole("button", { name, exact: true }).click();
  const handle = page.getByRole("slider", { name, exact: true });
  await expect(page).toHaveURL(/[#&]at=1\d(\.\d+)?\//); // the map says where it stands once it has come there
  await expect(handle).toBeVisible();
  let last = "";
  await expect(async () => {
    const [at, map] = [await middleOf(handle), await middleOf(page.getByRole("main"))];
    const rests = last === JSON.stringify(at);
    last = JSON.stringify(at);
    expect(rests && Math.hypot(at.x - map.x, at.y - map.y) < 60, "the map has come to rest with the handle in its middle").toBe(true);
  }).toPass({ timeout: 20_000, intervals: [400] });
  return handle;
}

/** The middle of what is on the page. */
export async function middleOf(what: Locator): Promise<{ x: number; y: number }> {
  const box = await what.boundingBox();
  if (!box) throw new Error("it is not on the page");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The chainage that a handle stands at, in metres, to the millimetre, as it tells those who hear it. */
export async function chainageOf(handle: Locator): Promise<number> {
  const said = (await handle.getAttribute("aria-valuenow")) ?? "";
  expect(said).toMatch(/^\d+\.\d{3}$/);
  return Number(said) * 1000;
}

/** The chainage that the only change of the list is to, in metres. What comes of it lies on the plan's grid, up to half a step beside it. */
export async function askedFor(page: Page): Promise<number> {
  const change = changesOn(page).getByRole("listitem");
  await expect(change).toHaveText([/ km [\d,]+\.\d{3}/]);
  const said = /km ([\d,]+\.\d{3})/.exec((await change.textContent()) ?? "")?.[1] ?? "";
  return Math.round(Number(said.replace(",", "")) * 1000);
}

/** The section of the panel that lists the changes. */
export function changesOn(page: Page): Locator {
  return page.getByRole("region", { name: /^(Changes|Cambios)$/ });
}

/** Opens one of the panel's forms. */
export async function openForm(page: Page, title: string): Promise<Locator> {
  const fold = page.locator("details.fold").filter({ has: page.getByRole("heading", { level: 3, name: title, exact: true }) });
  await fold.getByRole("heading", { level: 3, name: title, exact: true }).click();
  return fold;
}

/** Moves a meeting point or boundary to a kilometre by its number, and lets it go. */
export async function moveByNumber(page: Page, list: Parameters<typeof placeRow>[1], name: string, km: number): Promise<void> {
  const field = (await placeRow(page, list, name)).getByRole("spinbutton");
  await field.fill(String(km));
  await field.press("Enter");
}

/** The row of a draft, in the fold of drafts that is open. */
export function draftRow(page: Page, name: string): Locator {
  return page.getByRole("list", { name: /^(Drafts|Borradores)$/ }).getByRole("listitem").filter({ hasText: name });
}

/** Keeps the changes as a draft, in the fold of drafts that is open. */
export async function keepAsDraft(page: Page, name: string): Promise<void> {
  await page.getByRole("textbox", { name: /^(Keep the changes as a draft|Guardar los cambios como borrador)$/ }).fill(name);
  await page.getByRole("button", { name: /^(Keep|Guardar)$/ }).click();
  await expect(draftRow(page, name)).toBeVisible();
}
