import type { Page } from "@playwright/test";
import type { Feature, Position } from "geojson";
import { files, save } from "./files";
import { expect, findings, full, open, test, visit } from "./person";
import { featuresOf, handsAt, planOf, rowsOf, textOf, told, zoneOf } from "./told";

const tables = ["Gaps", "Pairs", "Sectors", "Beats", "Sorties", "Meeting points", "Posts", "Patrols", "Coverage"] as const;

/** Opens the tables, and one of them. */
async function openTable(page: Page, title: string, fragment = ""): Promise<void> {
  await visit(page, full(), fragment);
  await page.getByRole("tab", { name: "Tables" }).click();
  await page.getByRole("combobox", { name: "Table" }).selectOption({ label: title });
  await expect(page.getByRole("table")).toContainText(title);
}

const lines = (page: Page) => page.getByRole("table").locator("tbody tr");

/** What the column under a head says, row by row of the page that is shown. */
async function column(page: Page, head: string): Promise<string[]> {
  const heads = (await page.getByRole("columnheader").allInnerTexts()).map((h) => h.replace(/[▲▼]/, "").trim());
  const i = heads.indexOf(head);
  expect(i, `${head} among ${heads.join(", ")}`).toBeGreaterThanOrEqual(0);
  return lines(page).evaluateAll((rows, n) => rows.map((r) => (r.children[n]?.textContent ?? "").trim()), i);
}

/** The id of each row of the page that is shown. */
const ids = (page: Page) => lines(page).locator("th").allInnerTexts();

const english = (x: number, decimals: number) => x.toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

test("gaps: people read what the plan says, in the order they ask for, by pointer and by keyboard", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const features = await featuresOf(request, full(), "gaps");
  await openTable(page, "Gaps");
  expect(plan.gaps.length).toBeGreaterThan(20);
  await expect(lines(page)).toHaveCount(plan.gaps.length);
  const byExposure = plan.gaps.toSorted((a, b) => b.exposure_km_h - a.exposure_km_h);
  expect(await column(page, "overdue km·h")).toEqual(byExposure.map((g) => english(g.exposure_km_h, 1)));
  await expect(page.getByRole("columnheader", { name: "overdue km·h" })).toHaveAttribute("aria-sort", "descending");
  const of = new Map(plan.gaps.map((g) => [g.id, g]));
  const shown = await ids(page);
  expect(new Set(shown)).toEqual(new Set(of.keys()));
  expect(await column(page, "length km")).toEqual(shown.map((id) => english((of.get(id)?.length_m ?? NaN) / 1000, 1)));
  expect(await column(page, "route")).toEqual(shown.map((id) => told(features, id, "name")));
  expect(await column(page, "from")).toEqual(
    shown.map((id) => new Date(`${String(told(features, id, "from")).slice(0, 19)}Z`).toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: "UTC" })),
  );
  await expect(page.getByRole("table").locator("tfoot")).toContainText(english(plan.gaps.reduce((sum, g) => sum + g.exposure_km_h, 0), 1));

  await page.getByRole("columnheader", { name: "length km" }).getByRole("button").click();
  await expect(page.getByRole("columnheader", { name: "length km" })).toHaveAttribute("aria-sort", "ascending");
  const lengths = plan.gaps.map((g) => g.length_m).sort((a, b) => a - b);
  expect(await column(page, "length km")).toEqual(lengths.map((m) => english(m / 1000, 1)));
  await page.getByRole("columnheader", { name: "length km" }).getByRole("button").press("Enter");
  await expect(page.getByRole("columnheader", { name: "length km" })).toHaveAttribute("aria-sort", "descending");
  expect(await column(page, "length km")).toEqual(lengths.toReversed().map((m) => english(m / 1000, 1)));
  await page.screenshot({ path: "e2e/results/tables-gaps.png" });
});

test("rows are found by words, with and without accents, and by the values of columns; files hold those that are left", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const features = await featuresOf(request, full(), "gaps");
  await openTable(page, "Gaps");
  const find = page.getByRole("searchbox", { name: "Find" });
  const river = plan.gaps.filter((g) => String(told(features, g.id, "name")).includes("Tacaná"));
  expect(river.length).toBeGreaterThan(0);
  expect(river.length).toBeLessThan(plan.gaps.length);
  for (const words of ["Volcán Tacaná Chixoy", "volcan chixoy TACANA"]) {
    await find.fill(words);
    await expect(lines(page)).toHaveCount(river.length);
    expect(new Set(await ids(page))).toEqual(new Set(river.map((g) => g.id)));
  }
  await find.fill("no such place");
  await expect(page.getByRole("heading", { name: "No row fits what you look for" })).toBeVisible();
  await page.getByRole("tabpanel").getByRole("button", { name: "Show all rows" }).last().click();
  await expect(lines(page)).toHaveCount(plan.gaps.length);
  await expect(find).toHaveValue("");

  const reason = plan.gaps.filter((g) => g.reason !== "revisit_exceeded");
  expect(reason.length).toBeGreaterThan(0);
  await page.getByText("Choose rows").click();
  const chosen = reason[0]?.reason ?? "";
  await page.getByRole("combobox", { name: "reason" }).selectOption(chosen);
  const fits = plan.gaps.filter((g) => g.reason === chosen);
  await expect(lines(page)).toHaveCount(fits.length);
  expect(new Set(await ids(page))).toEqual(new Set(fits.map((g) => g.id)));
  await page.screenshot({ path: "e2e/results/tables-filter.png" });
  expect(new Set(rowsOf(await textOf(await save(page, "CSV"))).map((r) => r.gap))).toEqual(new Set(fits.map((g) => g.id)));

  // Ids have no accents, and those of gaps are made of names; those of patrols are not.
  const [posts, patrols] = [await featuresOf(request, full(), "posts"), await featuresOf(request, full(), "patrols")];
  const plain = (name: unknown) => String(name).normalize("NFD").replace(/\p{M}/gu, "");
  const of = (post: string) => [...patrols.values()].filter((p) => p.properties?.post === post).map((p) => String(p.id));
  const [post, at] = [...posts].find(([id, p]) => plain(p.properties?.name) !== p.properties?.name && of(id).length > 0) ?? [];
  if (!post) throw new Error("no patrol at a post with an accent");
  await page.getByRole("combobox", { name: "Table" }).selectOption({ label: "Patrols" });
  for (const words of [String(at?.properties?.name).toUpperCase(), plain(at?.properties?.name).toLowerCase()]) {
    await find.fill(words);
    await expect(lines(page)).toHaveCount(of(post).length);
    expect(new Set(await ids(page))).toEqual(new Set(of(post)));
  }
});

test("a long table is read page by page, each sortie once, in the order of the clock", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await openTable(page, "Sorties");
  const all: string[] = [];
  const pages = page.getByRole("navigation", { name: "Pages" });
  const button = (name: string) => pages.getByRole("button", { name });
  await expect(button("Page before")).toBeDisabled();
  for (let from = 1; ; from += 100) {
    await expect(pages).toContainText(`Rows ${from}–${Math.min(plan.sorties.length, from + 99)} of ${plan.sorties.length}`);
    all.push(...(await ids(page)));
    if (await button("Next page").isDisabled()) break;
    await button("Next page").click();
  }
  expect(all).toHaveLength(plan.sorties.length);
  expect(new Set(all)).toEqual(new Set(plan.sorties.map((s) => s.id)));
  const hour = new Map(plan.sorties.map((s) => [s.id, s.meet_h]));
  const hours = all.map((id) => hour.get(id) ?? NaN);
  expect(hours).toEqual(hours.toSorted((a, b) => a - b));
  await expect(button("Last page")).toBeDisabled();
  await button("First page").click();
  await expect(lines(page).first()).toContainText(all[0] ?? "nothing");
});

test("columns that are chosen are shown, and still after a reload", async ({ page }) => {
  await openTable(page, "Gaps");
  await page.getByText("Columns", { exact: true }).first().click();
  const head = (name: string) => page.getByRole("columnheader", { name, exact: true });
  await expect(head("from, km of border")).toHaveCount(0);
  await page.getByRole("checkbox", { name: "from, km of border" }).check();
  await page.getByRole("checkbox", { name: "reason" }).uncheck();
  await expect(head("from, km of border")).toBeVisible();
  await page.reload();
  await expect(head("from, km of border")).toBeVisible();
  await expect(head("reason")).toHaveCount(0);
  await page.getByText("Columns", { exact: true }).first().click();
  await page.getByRole("button", { name: "Usual columns" }).click();
  await expect(head("reason")).toBeVisible();
  await expect(head("from, km of border")).toHaveCount(0);
  await page.reload();
  await expect(head("reason")).toBeVisible();
  await expect(head("from, km of border")).toHaveCount(0);
});

/** Where the map stands, as the address of the page says. */
function standing(page: Page): { zoom: number; lat: number; lon: number } {
  const [zoom = NaN, lat = NaN, lon = NaN] = (/[#&]at=([^&]*)/.exec(page.url())?.[1] ?? "").split("/").map(Number);
  return { zoom, lat, lon };
}

/** West, south, east and north of a feature. */
function boxOf(feature: Feature | undefined): [number, number, number, number] {
  const points = feature?.geometry.type === "MultiLineString" ? feature.geometry.coordinates.flat() : [];
  const of = (i: 0 | 1) => points.map((p: Position) => p[i] ?? NaN);
  return [Math.min(...of(0)), Math.min(...of(1)), Math.max(...of(0)), Math.max(...of(1))];
}

test("a row that is chosen is shown on the map, and what is clicked there is marked in the table", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const features = await featuresOf(request, full(), "gaps");
  await openTable(page, "Gaps");
  const gap = plan.gaps.toSorted((a, b) => b.exposure_km_h - a.exposure_km_h)[9];
  if (!gap) throw new Error("too few gaps");
  await page.getByRole("button", { name: gap.id, exact: true }).click();
  const row = page.locator('tr[aria-current="true"]');
  await expect(row).toContainText(gap.id);
  const [west, south, east, north] = boxOf(features.get(gap.id));
  const near = (at: { lat: number; lon: number }) => at.lat >= south - 0.01 && at.lat <= north + 0.01 && at.lon >= west - 0.01 && at.lon <= east + 0.01;
  await expect.poll(() => near(standing(page)), { message: `the map stands at the gap ${[west, south, east, north]}` }).toBe(true);
  await expect.poll(() => decodeURIComponent(page.url())).toContain(`pick=gap:${gap.id}`);
  await page.screenshot({ path: "e2e/results/tables-row-to-map.png" });
  await page.getByRole("tab", { name: "Facts" }).click();
  await expect(page.getByRole("tabpanel")).toContainText(String(told(features, gap.id, "name")));

  // The other way: what lies at the middle of the map, by keyboard. It is the gap, or what stands on it.
  await page.getByRole("tabpanel").getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("heading", { name: "Nothing is chosen" })).toBeVisible();
  await page.locator("canvas.maplibregl-canvas").press("Enter");
  await expect(page.getByRole("heading", { name: "Nothing is chosen" })).toBeHidden();
  const id = await pickOnRoute(page, gap.route);
  await page.getByRole("tab", { name: "Tables" }).click();
  await expect(row).toContainText(id);
  await expect(row).toBeInViewport();

  // The last of the table, far below what is seen of it, and a sortie of its last page.
  const last = plan.gaps.toSorted((a, b) => b.exposure_km_h - a.exposure_km_h).at(-1)?.id ?? "";
  const late = plan.sorties.toSorted((a, b) => a.meet_h - b.meet_h).at(-1)?.id ?? "";
  for (const [sort, far] of [["gap", last], ["sortie", late]] as const) {
    await page.evaluate((hash) => (location.hash = hash), `#pick=${sort}:${encodeURIComponent(far)}&part=tables`);
    await expect(row).toContainText(far);
    await expect(row).toBeInViewport();
  }
});

/** Of what lies under the pointer, chooses a gap, and tells its id. */
async function pickOnRoute(page: Page, route: string): Promise<string> {
  const several = page.getByRole("navigation", { name: "Here are several things" });
  if (await several.isVisible()) await several.getByRole("button", { name: /^Gap/ }).first().click();
  await expect.poll(() => decodeURIComponent(page.url())).toContain(`pick=gap:${route}/`);
  return /pick=gap:([^&]*)/.exec(decodeURIComponent(page.url()))?.[1] ?? "";
}

test("files of gaps and sorties say what the plan and the collections say", async ({ page, request }) => {
  const [plan, zone, features] = [await planOf(request, full()), await zoneOf(request, full()), await featuresOf(request, full(), "gaps")];
  const stamp = (h: number) => handsAt(plan, zone.ms, h) + zone.text;
  await openTable(page, "Gaps");
  const gaps = await files(page);
  expect(gaps.names).toEqual([`guatemala-mexico_gaps_${stamp(0).slice(0, 10)}.csv`, `guatemala-mexico_gaps_${stamp(0).slice(0, 10)}.geojson`]);
  expect(gaps.csv).toHaveLength(plan.gaps.length);
  const of = new Map(plan.gaps.map((g) => [g.id, g]));
  for (const row of gaps.csv) {
    const g = of.get(row.gap ?? "");
    if (!g) throw new Error(`the plan has no gap ${row.gap}`);
    const told = features.get(g.id)?.properties ?? {};
    for (const name of ["from", "to", "kind", "reason", "meeting_point", "nearest_post_gt", "nearest_post_mx", "name"]) expect([g.id, name, row[name]]).toEqual([g.id, name, String(told[name] ?? "")]);
    for (const name of ["from_m", "to_m", "length_m", "border_from_m", "border_to_m", "from_h", "to_h", "gap_h", "revisit_h", "allowed_h", "risk", "exposure_km_h"]) expect(Math.abs(Number(row[name]) - Number(told[name])), `${name} of ${g.id}`).toBeLessThan(0.0011);
    expect([row.route, row.from, row.to]).toEqual([g.route, stamp(g.from_h), stamp(g.to_h)]);
    expect(Number(row.exposure_km_h)).toBeCloseTo(g.exposure_km_h, 5);
  }
  expect(new Set(gaps.geojson.features.map((f) => f.id))).toEqual(new Set(of.keys()));
  expect(gaps.geojson.sources.length).toBeGreaterThan(2);
  expect(gaps.geojson.scenario).toBe(plan.scenario);
  for (const f of gaps.geojson.features) {
    const [a, b] = [boxOf(f), boxOf(features.get(String(f.id)))];
    for (const [i, x] of a.entries()) expect(Math.abs(x - (b[i] ?? NaN)), `box of ${f.id}`).toBeLessThan(2e-5); // 2 m: a long edge is a curve on the ground, the page takes it as it lies on the map
  }

  await page.getByRole("combobox", { name: "Table" }).selectOption({ label: "Sorties" });
  const legs = await featuresOf(request, full(), "sorties");
  const beats = await featuresOf(request, full(), "beats");
  const sorties = await files(page);
  expect(sorties.csv).toHaveLength(plan.sorties.length);
  const walks = new Map<string, { from: string; to: string }>(); // from the first leg that is walked together to the last
  for (const { properties } of legs.values()) {
    if (properties?.leg !== "joint") continue;
    const [id, from, to] = [String(properties.sortie), String(properties.from), String(properties.to)];
    const known = walks.get(id);
    walks.set(id, { from: known && known.from < from ? known.from : from, to: known && known.to > to ? known.to : to });
  }
  const byId = new Map(plan.sorties.map((s) => [s.id, s]));
  for (const row of sorties.csv) {
    const s = byId.get(row.sortie ?? "");
    if (!s) throw new Error(`the plan has no sortie ${row.sortie}`);
    const walk = walks.get(s.id);
    expect([row.meet, row.part, row.host, row.pair, row.beat]).toEqual([walk?.from, walk?.to, s.host, s.pair, s.beat]);
    expect([row.depart_gt, row.depart_mx, row.return_gt, row.return_mx]).toEqual([...s.depart_h, ...s.return_h].map(stamp));
    expect([row.meet_mgrs, row.part_mgrs]).toEqual([told(beats, s.beat, "meet_mgrs"), told(beats, s.beat, "part_mgrs")]);
  }
});

/** Opens a table in place of the one that is open, and downloads it in both forms. */
async function filesOf(page: Page, title: string): ReturnType<typeof files> {
  await page.getByRole("combobox", { name: "Table" }).selectOption({ label: title });
  await expect(page.getByRole("table").locator("caption")).toContainText(title);
  return files(page);
}

test("files of pairs say what the plan says", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await openTable(page, "Gaps");
  const pairs = await filesOf(page, "Pairs");
  expect(pairs.csv.map((r) => [r.pair, r.number, r.used, r.sorties, r.patrol_gt, r.patrol_mx, r.post_gt_id, r.post_mx_id])).toEqual(
    plan.pairs.map((p) => [p.id, String(p.number), String(p.used), String(p.sorties), ...p.patrols, ...p.posts]),
  );
});

const collections: Record<string, { collection: string; key: string; columns: string[]; near: string[] }> = {
  Sectors: { collection: "sectors", key: "sector", columns: ["pair", "layer", "patrol_gt", "patrol_mx", "post_gt", "post_mx"], near: ["from_m", "to_m", "length_m", "lambda_h", "achieved_h", "calendar_h", "share"] },
  Beats: { collection: "beats", key: "beat", columns: ["pair", "sector", "meeting_point", "meet_mgrs", "part_mgrs"], near: ["length_m", "visits", "revisit_h", "achieved_h", "from_m", "to_m", "meet_m", "part_m", "walk_h", "arrive_gt_h", "home_mx_h", "sortie_gt_h", "sortie_mx_h", "share"] },
  "Meeting points": { collection: "meeting-points", key: "meeting_point", columns: ["name", "mgrs"], near: ["chainage_m", "offset_m"] },
  Posts: { collection: "posts", key: "post", columns: ["name", "side", "mgrs"], near: ["watch_radius_m"] },
  Patrols: { collection: "patrols", key: "patrol", columns: ["side", "post", "layer"], near: ["shift_h", "rest_h", "shifts_per_week", "watch_radius_m", "speed_land_kmh", "speed_river_kmh", "speed_sea_kmh"] },
  Coverage: { collection: "coverage", key: "stretch", columns: ["kind", "name"], near: ["from_m", "to_m", "length_m", "revisit_h", "mean_h", "watched_km_h", "border_from_m", "border_to_m"] },
};

for (const some of [Object.entries(collections).slice(0, 3), Object.entries(collections).slice(3)])
  test(`files of ${some.map(([title]) => title.toLowerCase()).join(", ")} say what the collections say`, async ({ page, request }) => {
    await openTable(page, "Gaps");
    for (const [title, { collection, key, columns, near }] of some) {
      const features = await featuresOf(request, full(), collection);
      const { csv, geojson } = await filesOf(page, title);
      expect(new Set(csv.map((r) => r[key]))).toEqual(new Set(features.keys()));
      expect(csv).toHaveLength(features.size);
      for (const row of csv) {
        const of = features.get(row[key] ?? "")?.properties ?? {};
        expect([title, row[key], ...columns.map((c) => row[c])]).toEqual([title, row[key], ...columns.map((c) => String(of[c] ?? ""))]);
        for (const c of near) {
          if (of[c] === null) expect([row[key], c, row[c]]).toEqual([row[key], c, ""]);
          else expect(Math.abs(Number(row[c]) - Number(of[c])), `${c} of ${row[key]}`).toBeLessThan(c.endsWith("_m") ? 0.0021 : 2e-6);
        }
      }
      expect(geojson.features).toHaveLength(features.size);
      for (const f of geojson.features) expect(f.geometry?.type, String(f.id)).toBe(features.get(String(f.id))?.geometry.type);
    }
  });

test("all that a click on the map says of a gap, a pair, a beat and a sortie is in the tables", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const sortie = plan.sorties.find((s) => s.pair === "GT-09+MX-09") ?? plan.sorties[0];
  const gap = plan.gaps.find((g) => g.reason === "revisit_exceeded") ?? plan.gaps[0];
  const things = [["gap", "Gaps", gap?.id], ["pair", "Pairs", sortie?.pair], ["beat", "Beats", sortie?.beat], ["sortie", "Sorties", sortie?.id]] as const;
  for (const [sort, title, id = ""] of things) {
    await page.goto("about:blank");
    await openTable(page, title, `#pick=${sort}:${encodeURIComponent(id)}&part=tables`);
    await page.getByText("Columns", { exact: true }).first().click();
    for (const box of await page.getByRole("group", { name: "Columns" }).getByRole("checkbox").all()) await box.check();
    const row = page.locator('tr[aria-current="true"]');
    await expect(row).toContainText(id);
    const text = await row.innerText();
    await page.getByRole("tab", { name: "Facts" }).click();
    const said = await page.getByRole("tabpanel").locator("dl").first().locator("dd").allInnerTexts();
    expect(said.length).toBeGreaterThan(3);
    const things = said.join("\n");
    for (const grid of things.match(/\b\d{2}[C-X] [A-Z]{2} \d{4} \d{4}\b/g) ?? []) expect(text, `${grid} of ${id}`).toContain(grid);
    for (const time of things.match(/\b\w{3}, \d{1,2} \w{3}, \d\d:\d\d\b/g) ?? []) expect(text, `${time} of ${id}`).toContain(time);
  }
});

test.describe("on a narrow screen", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("every table scrolls in its own room, and nothing serious for axe", async ({ page }) => {
    await openTable(page, "Gaps");
    for (const title of tables) {
      await page.getByRole("combobox", { name: "Table" }).selectOption({ label: title });
      await expect(page.getByRole("table").locator("caption")).toContainText(title);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), title).toBeLessThanOrEqual(0);
      const region = page.getByRole("region", { name: /a table that scrolls/ });
      const { inside, room } = await region.evaluate((r) => ({ inside: r.scrollWidth, room: r.clientWidth }));
      expect(room).toBeGreaterThan(250);
      expect(inside).toBeGreaterThan(room);
      await page.screenshot({ path: `e2e/results/tables-narrow-${title.toLowerCase().replace(" ", "-")}.png` });
    }
    expect(await findings(page)).toEqual([]);
    const row = lines(page).first().getByRole("button");
    await row.tap();
    await expect(page.locator('tr[aria-current="true"]')).toHaveCount(1);
  });
});

test.describe("in Spanish", () => {
  test.use({ locale: "es-GT" });

  test("tables, their heads, words and numbers are Spanish; the files stay as the API has them", async ({ page, request }) => {
    const plan = await planOf(request, full());
    await visit(page, full());
    await page.getByRole("tab", { name: "Tablas" }).click();
    await expect(page.getByRole("columnheader", { name: "atraso km·h" })).toHaveAttribute("aria-sort", "descending");
    const most = plan.gaps.toSorted((a, b) => b.exposure_km_h - a.exposure_km_h)[0];
    await expect(lines(page).first()).toContainText((most?.exposure_km_h ?? NaN).toLocaleString("es-GT", { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
    expect(await column(page, "motivo")).not.toContain("seen too seldom");
    await expect(page.getByRole("combobox", { name: "Tabla" }).locator("option")).toHaveText(["Huecos", "Parejas", "Sectores", "Rondas", "Salidas", "Puntos de encuentro", "Puestos", "Patrullas", "Cobertura"]);
    await page.getByText("Columnas", { exact: true }).first().click();
    const words = /\b(the|of|from|to|and|length|pair|post|meet|side|route|rule|risk|leaves|back|none|yes|share|visits|seen|watch\w*)\b/i;
    for (const title of ["Huecos", "Parejas", "Sectores", "Rondas", "Salidas", "Puntos de encuentro", "Puestos", "Patrullas", "Cobertura"]) {
      await page.getByRole("combobox", { name: "Tabla" }).selectOption({ label: title });
      await expect(page.getByRole("table").locator("caption")).toContainText(title);
      expect((await page.getByRole("columnheader").allInnerTexts()).filter((h) => words.test(h))).toEqual([]);
      await page.screenshot({ path: `e2e/results/tables-es-${title.toLowerCase().replaceAll(" ", "-")}.png` });
    }
    await page.getByRole("combobox", { name: "Tabla" }).selectOption({ label: "Huecos" });
    const { csv } = await files(page);
    expect(new Set(csv.map((r) => r.reason))).toEqual(new Set(plan.gaps.map((g) => g.reason)));
  });
});

test("the public sees tables of what there is: places, and nothing of posts, patrols and times", async ({ page, request }) => {
  await visit(page, open());
  await page.getByRole("tab", { name: "Tables" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("You see what the server shows to everyone");
  await expect(page.getByRole("link", { name: /sector sheet/i })).toHaveCount(0);
  const options = await page.getByRole("combobox", { name: "Table" }).locator("option").allInnerTexts();
  const { collections } = (await (await request.get(`${open()}plans/current/collections`, { headers: { accept: "application/json" } })).json()) as { collections: { id: string }[] };
  const served: Record<string, string> = { gaps: "Gaps", sectors: "Sectors", "meeting-points": "Meeting points", border: "The border's stretches" };
  expect(options).toEqual(Object.entries(served).filter(([id]) => collections.some((c) => c.id === id)).map(([, title]) => title));
  expect(options.length).toBeGreaterThan(1);
  for (const [collection, title] of Object.entries(served).filter(([, t]) => options.includes(t))) {
    await page.getByRole("combobox", { name: "Table" }).selectOption({ label: title });
    await expect(page.getByRole("table").locator("caption")).toContainText(title);
    const features = await featuresOf(request, open(), collection);
    const { csv, geojson } = await files(page);
    expect(new Set(csv.map((r) => r.feature))).toEqual(new Set(features.keys()));
    expect(geojson.features.map((f) => [f.id, f.geometry])).toEqual([...features].map(([id, f]) => [id, f.geometry]));
    expect(Object.keys(csv[0] ?? {}).filter((c) => /post|patrol|_h$|depart|return|^from$|^to$|host|shift/.test(c))).toEqual([]);
    await page.screenshot({ path: `e2e/results/tables-public-${collection}.png` });
  }
  expect(await findings(page)).toEqual([]);
});
