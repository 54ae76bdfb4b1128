import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { changesOn, draftRow, expectShown, keep, keepAsDraft, moveByNumber, numberIn, openForm, openWhatIf, planOf, sumsOf, type Change, type Plan } from "./changes";
import { expect, findings, full, test } from "./person";

// Two drafts side by side, held to the process compare of the two plans that the
// server keeps of the same changes.

const mesilla = "La Mesilla – Ciudad Cuauhtémoc";
const mesillaTo = (m: number): Change[] => [{ change: "move_meeting_point", meeting_point: "mp-la-mesilla", to_m: m }];

/** A gap that one of two plans has, and the other not. */
interface GapChange {
  route: string;
  from_m: number;
  to_m: number;
  length_m: number;
  a_revisit_h: number;
  b_revisit_h: number;
  a_never: boolean;
  b_never: boolean;
  a_exposure_km_h: number;
  b_exposure_km_h: number;
}

interface Meeting {
  meeting_point: string;
  chainage_m: number;
}

interface Differences {
  sectors: { pair: string; layer: string; a_from_m: number; a_to_m: number; b_from_m: number; b_to_m: number }[];
  meetings: { pair: string; a: Meeting[]; b: Meeting[] }[];
  opened: GapChange[];
  closed: GapChange[];
}

/** What the server says lies between two plans. */
async function differencesOf(request: APIRequestContext, a: string, b: string): Promise<Differences> {
  const answer = await request.post(`${full()}processes/compare/execution`, { data: { inputs: { a, b } } });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { comparison: { value: Differences } }).comparison.value;
}

/** The kilometre of the border at which each of its stretches begins, with its name. */
async function stretchesOf(request: APIRequestContext): Promise<Map<string, { name: string; from_m: number }>> {
  const answer = await request.get(`${full()}collections/border/items?limit=1000`);
  const { features } = (await answer.json()) as { features: { id: string; properties: { name: string; border_from_m: number } }[] };
  return new Map(features.map((f) => [f.id, { name: f.properties.name, from_m: f.properties.border_from_m }]));
}

const digits = (x: number, least = 1) => x.toLocaleString("en-GB", { minimumFractionDigits: least, maximumFractionDigits: 1 });
const span = (from_m: number, to_m: number) => `km ${digits(from_m / 1000)} to ${digits(to_m / 1000)}`;
const apart = (g: GapChange) => g.b_exposure_km_h - g.a_exposure_km_h;

/** The texts of a table's cells, row by row. */
function cellsOf(table: Locator): Promise<string[][]> {
  return table.locator("tbody tr").evaluateAll((rows) => rows.map((r) => [...r.children].map((c) => (c.textContent ?? "").replace(/\s+/g, " ").trim())));
}

/** A list of opened or closed stretches is the server's: places, lengths, times between watches and km·h, the largest first. */
async function expectGaps(page: Page, title: string, list: readonly GapChange[], stretches: Map<string, { name: string; from_m: number }>): Promise<void> {
  const region = page.getByRole("region", { name: title });
  await expect(region.getByRole("heading")).toHaveText(`${title}: ${list.length}`);
  const rows = await cellsOf(region.getByRole("table"));
  const largest = [...list].sort((x, y) => Math.abs(apart(y)) - Math.abs(apart(x)));
  expect(rows).toHaveLength(largest.length);
  for (const [i, g] of largest.entries()) {
    const [where = "", length = "", seen = "", exposure = ""] = rows[i] ?? [];
    const stretch = stretches.get(g.route);
    const hours = (h: number, never: boolean) => (never ? "never" : `${digits(h, 0)} h`);
    expect(where).toContain(stretch?.name ?? g.route);
    expect(where).toContain(span((stretch?.from_m ?? 0) + g.from_m, (stretch?.from_m ?? 0) + g.to_m));
    expect(length).toBe(`${digits(g.length_m / 1000)} km`);
    expect(seen).toContain(`${hours(g.a_revisit_h, g.a_never)} → ${hours(g.b_revisit_h, g.b_never)}`);
    expect(Math.abs(numberIn(exposure) - apart(g)), `${exposure}, not ${apart(g)}`).toBeLessThan(0.06);
  }
}

/** The table of totals has the exposure of both plans by kind and in all, and what lies between. */
async function expectTotals(page: Page, a: Plan, b: Plan): Promise<void> {
  const rows = new Map((await cellsOf(page.getByRole("table", { name: "Both plans in numbers" }))).map(([name = "", ...rest]) => [name, rest]));
  const [was, is] = [sumsOf(a.gaps), sumsOf(b.gaps)];
  for (const [name, kind] of [["Overdue", "all"], ["Overdue on land", "land"], ["Overdue on rivers", "river"], ["Overdue on the sea", "sea"]] as const) {
    const [inA = "", inB = "", more = ""] = rows.get(name) ?? [];
    const expected = (is[kind] ?? 0) - (was[kind] ?? 0);
    expect(Math.abs(numberIn(inA) - (was[kind] ?? 0)), `${name} in A: ${inA}, not ${was[kind]}`).toBeLessThan(0.6);
    expect(Math.abs(numberIn(inB) - (is[kind] ?? 0)), `${name} in B: ${inB}, not ${is[kind]}`).toBeLessThan(0.6);
    if (Math.abs(expected) < 0.05) expect(more).toBe("the same");
    else {
      expect(Math.abs(numberIn(more.split(", ")[0] ?? "") - expected), `${name}, difference: ${more}, not ${expected}`).toBeLessThan(0.12); // totals and gaps are rounded each by itself
      expect(more).toMatch(expected < 0 ? /, better$/ : /, worse$/);
    }
  }
  expect(rows.get("Gaps")?.slice(0, 2)).toEqual([String(a.gaps.length), String(b.gaps.length)]);
}

test("two drafts are compared as the process compare has it of the plans that are kept of them", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const [idA, idB] = [await keep(request, full(), mesillaTo(538_100)), await keep(request, full(), mesillaTo(520_000))];
  const [a, b] = [await planOf(request, full(), idA), await planOf(request, full(), idB)];
  const differ = await differencesOf(request, idA, idB);
  for (const list of [differ.opened, differ.closed, differ.sectors, differ.meetings]) expect(list.length).toBeGreaterThan(0);

  await openWhatIf(page, full());
  await moveByNumber(page, "Meeting points", mesilla, 538.1);
  await expectShown(page, plan.gaps, a.gaps);
  const drafts = await openForm(page, "Drafts");
  await keepAsDraft(page, "Mesilla norte");
  await moveByNumber(page, "Meeting points", mesilla, 520);
  await expectShown(page, plan.gaps, b.gaps);
  await keepAsDraft(page, "Mesilla sur");
  await expect(draftRow(page, "Mesilla norte")).toBeVisible();

  const compare = drafts.getByRole("group", { name: "Compare" });
  const [first, second, go] = [compare.getByRole("combobox", { name: "First" }), compare.getByRole("combobox", { name: "Second" }), compare.getByRole("button", { name: "Compare", exact: true })];
  expect(await first.locator("option").allInnerTexts()).toEqual(["The plan without changes", "The changes now", "Mesilla sur", "Mesilla norte"]);
  await first.selectOption("Mesilla norte");
  await second.selectOption("Mesilla norte");
  await expect(compare.getByText("Choose two that differ.")).toBeVisible();
  await expect(go).toBeDisabled();
  await second.selectOption("Mesilla sur");
  await go.click();
  await expect(compare.getByRole("heading", { name: "What differs" })).toBeVisible();

  const more = sumsOf(b.gaps)["all"]! - sumsOf(a.gaps)["all"]!;
  const verdict = (await compare.locator(".verdict").textContent()) ?? "";
  expect(verdict).toMatch(more < 0 ? / less overdue than A$/ : / more overdue than A$/);
  expect(Math.abs(numberIn(/leaves (.*) km·h/.exec(verdict)?.[1] ?? "") - Math.abs(more)), verdict).toBeLessThan(0.12);
  await expectTotals(page, a, b);
  const stretches = await stretchesOf(request);
  await expectGaps(page, "Gaps that B opens", differ.opened, stretches);
  await expectGaps(page, "Gaps that B closes", differ.closed, stretches);

  const sectors = await cellsOf(compare.getByRole("region", { name: `Sectors that moved: ${differ.sectors.length}` }).getByRole("table"));
  for (const [i, s] of differ.sectors.entries()) {
    expect(sectors[i]?.[0]).toBe(s.pair);
    expect(sectors[i]?.[1]).toContain(span(s.a_from_m, s.a_to_m));
    expect(sectors[i]?.[2]).toContain(span(s.b_from_m, s.b_to_m));
  }
  const meetings = await cellsOf(compare.getByRole("region", { name: `Pairs that meet elsewhere: ${differ.meetings.length}` }).getByRole("table"));
  for (const [i, m] of differ.meetings.entries()) {
    const places = (list: readonly Meeting[]) => list.map((x) => `km ${digits(x.chainage_m / 1000)}`);
    expect(meetings[i]?.[0]).toBe(m.pair);
    expect(meetings[i]?.[1]?.match(/km [\d,.]+/g)).toEqual(places(m.a));
    expect(meetings[i]?.[2]?.match(/km [\d,.]+/g)).toEqual(places(m.b));
  }
  expect(await findings(page)).toEqual([]);
  expect(await compare.locator(".wide").evaluateAll((list) => list.map((e) => e.scrollWidth - e.clientWidth)), "all columns are seen").toEqual([0, 0, 0, 0, 0]);
  await compare.getByRole("heading", { name: "What differs" }).evaluate((e) => e.scrollIntoView({ block: "center" }));
  await page.screenshot({ path: "e2e/results/whatif-drafts-compared.png" });

  // Nothing of it has changed the changes, and one draft is compared with the plan too.
  await expect(changesOn(page).getByRole("listitem")).toHaveText([/to km 520\.000/]);
  await first.selectOption("The plan without changes");
  await second.selectOption("Mesilla norte");
  await go.click();
  await expect(compare.locator(".verdict")).not.toHaveText(verdict);
  await expectTotals(page, plan, a);
  await compare.getByRole("button", { name: "Close the comparison" }).click();
  await expect(compare.getByRole("heading", { name: "What differs" })).toBeHidden();
});
