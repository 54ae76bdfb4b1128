import type { Locator, Page } from "@playwright/test";
import { along, far, featuresOf, gridReference, linesOf, planOf, pointOf, type Feature } from "./asked";
import { about, at, count, differing, follow, mapOf, middle, placeAt, standingOf, token } from "./canvas";
import { expect, findings, full, open, test, visit } from "./person";

const position = (page: Page, name = "Position") => page.getByRole("group", { name, exact: true });
const legend = (page: Page) => page.getByRole("tabpanel");
const factsTitle = (page: Page) => page.getByRole("tabpanel").getByRole("heading", { level: 2 });

/** The value of a fact that is told. */
function fact(page: Page, name: string): Locator {
  return page.getByRole("tabpanel").locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("xpath=following-sibling::dd[1]");
}

/** Clicks the middle of the map until a thing of this name is told of, be it one of several; so slowly that no two are a double click. */
async function clickFor(page: Page, name: string): Promise<void> {
  const { x, y } = await middle(page);
  await expect.poll(async () => {
    await page.mouse.click(x, y);
    const one = page.getByRole("navigation", { name: "Here are several things" }).getByRole("button", { name });
    if ((await one.count()) > 0) await one.first().click();
    return (await factsTitle(page).allTextContents()).join(); // none where nothing was hit, as before the tiles have come
  }, { message: `${name} is told of`, intervals: [1500] }).toContain(name);
}

/** What the search has found. */
const found = (page: Page) => page.getByRole("listbox").getByRole("option");

/** The middle of a feature's line. */
const middleOf = (f: Feature) => along(linesOf(f), 0.5);

test("the grid reference and degrees of the map's middle and of the pointer are those of GeoConvert and of Mercator", async ({ page }) => {
  await visit(page, full());
  const places: [number, number][] = [[-91.98, 15.64], [-92.229007, 14.530364], [-90.00001, 15.5], [-89.99999, 15.5], [-88.3, 17.81561], [-94.30881, 11.87329], [1.52361, 42.50779], [5.5, 60.1], [-60.2, -12.75]];
  for (const [lon, lat] of places) {
    const standing = { zoom: 12, lat, lon };
    await follow(page, standing);
    await expect(position(page)).toContainText(`Centre: ${gridReference([lon, lat])} ·`);
    await expect(position(page)).toContainText(`${Math.abs(lat).toFixed(5)}° ${lat < 0 ? "S" : "N"} ${Math.abs(lon).toFixed(5)}° ${lon < 0 ? "W" : "E"}`);
  }
  const standing = { zoom: 11, lat: 15.64, lon: -91.98 };
  await follow(page, standing);
  const { x, y } = await middle(page);
  for (const [dx, dy] of [[120, -70], [-200, 60], [1, 90]] as const) {
    await page.mouse.move(Math.round(x) + dx, Math.round(y) + dy);
    const pixelM = (40_075_017 * Math.cos((15.64 * Math.PI) / 180)) / (512 * 2 ** 11);
    const asked = placeAt(standing, Math.round(x) + dx - x, Math.round(y) + dy - y);
    await expect.poll(async () => {
      const told = /Pointer: (.*?) · ([\d.]+)° N ([\d.]+)° W/.exec((await position(page).textContent()) ?? "");
      return told ? far([-Number(told[3]), Number(told[2])], asked) : Infinity;
    }).toBeLessThan(1.5 * pixelM);
  }
});

test("the middle of the map is told in Spanish, with its chainage near the border", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const beat = plan.beats.find((b) => b.meet_m > 400_000);
  if (!beat) throw new Error("no beat on land");
  await visit(page, full(), `#${at({ zoom: 12, lon: beat.meet_at[0], lat: beat.meet_at[1] })}&lang=es`);
  await page.mouse.move(2, 2);
  await expect(position(page, "Posición")).toContainText(/Centro: .* N .* O · km [\d,.]+ de la frontera/);
  const km = Number(/km ([\d,.]+) de/.exec((await position(page, "Posición").textContent()) ?? "")?.[1]?.replaceAll(",", ""));
  expect(Math.abs(km - beat.meet_m / 1000)).toBeLessThan(0.02);
});

test("each layer of the legend is on the map while it is on, and only then", async ({ page }) => {
  await visit(page, full(), "#t=60.5");
  await expect(legend(page).getByRole("checkbox", { name: "Gaps" })).toBeChecked();
  await page.mouse.move(2, 2);
  const picture = () => mapOf(page).screenshot({ animations: "disabled" });
  const settled = async () => {
    let last = await picture();
    await expect.poll(async () => {
      const now = await picture();
      const same = now.equals(last);
      last = now;
      return same;
    }, { intervals: [700] }).toBe(true);
    return last;
  };
  for (const name of ["Gaps", "Coverage", "Border", "Sectors", "Beats", "Meeting points", "Posts", "Patrols on their way", "Ways of the patrols", "Routes beside the border", "Countries"]) {
    const box = legend(page).getByRole("checkbox", { name, exact: true });
    const before = await settled();
    const was = await box.isChecked();
    await box.setChecked(!was);
    await expect.poll(async () => (await picture()).equals(before), { message: `${name} changes the map` }).toBe(false);
    const much = await differing(page, before, await settled());
    await box.setChecked(was);
    // Numbers of sectors may stand elsewhere, as they had room before.
    await expect.poll(async () => differing(page, before, await picture()), { message: `${name} comes back as it was (of ${much} pixels)` }).toBeLessThanOrEqual(Math.max(0, much - 40) / 2);
  }
});

for (const colours of ["light", "dark"] as const)
  test(`${colours}: gaps and posts have the colours that the legend says`, async ({ browser, request }) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: colours, locale: "en-GB" });
    const page = await context.newPage();
    const gap = (await featuresOf(request, full(), "gaps")).find((f) => Number(f.properties["length_m"]) > 20_000);
    const [post] = await featuresOf(request, full(), "posts");
    if (!gap || !post) throw new Error("nothing to look at");
    const [lon, lat] = middleOf(gap);
    await visit(page, full(), `#${at({ zoom: 10, lat, lon })}`);
    const here = about(await middle(page), 30);
    const pink = await token(page, "gap");
    await expect.poll(() => count(page, here, pink)).toBeGreaterThan(100);
    await legend(page).getByRole("checkbox", { name: "Gaps" }).uncheck();
    await expect.poll(() => count(page, here, pink)).toBe(0);
    await follow(page, { zoom: 12, lon: pointOf(post)[0], lat: pointOf(post)[1] });
    const blue = await token(page, post.properties["side"] === "GT" ? "side-a" : "side-b");
    await expect.poll(() => count(page, about({ ...here, x: here.x + 30, y: here.y + 30 }, 15), blue)).toBeGreaterThan(30);
    expect(await findings(page)).toEqual([]);
    await page.screenshot({ path: `e2e/results/map-post-${colours}.png` });
    await context.close();
  });

test("a map that is there turns dark with the system, and light with the page's own colours", async ({ page, request }) => {
  await page.emulateMedia({ colorScheme: "light" });
  const gap = (await featuresOf(request, full(), "gaps")).find((f) => Number(f.properties["length_m"]) > 20_000);
  const [post] = await featuresOf(request, full(), "posts");
  if (!gap || !post) throw new Error("nothing to look at");
  const [lon, lat] = middleOf(gap);
  await visit(page, full(), `#${at({ zoom: 10, lat, lon })}`);
  const here = about(await middle(page), 30);
  const pink = await token(page, "gap");
  await expect.poll(() => count(page, here, pink), "a gap in the light").toBeGreaterThan(100);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const darker = await token(page, "gap");
  expect(darker).not.toEqual(pink);
  await expect.poll(() => count(page, here, darker), "a gap in the dark").toBeGreaterThan(100);
  expect(await count(page, here, pink)).toBe(0);

  const side = post.properties["side"] === "GT" ? "side-a" : "side-b";
  await follow(page, { zoom: 12, lon: pointOf(post)[0], lat: pointOf(post)[1] });
  const symbol = about(await middle(page), 15);
  const before = await token(page, side);
  await expect.poll(() => count(page, symbol, before), "a post in the dark").toBeGreaterThan(30);
  await page.getByRole("combobox", { name: "Colours" }).selectOption({ label: "Light" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  const after = await token(page, side);
  expect(after).not.toEqual(before);
  await expect.poll(() => count(page, symbol, after), "a post in the light").toBeGreaterThan(30);
});

test("search finds by name, chainage, grid reference and degrees, and the map goes there", async ({ page, request }) => {
  await visit(page, full());
  const plan = await planOf(request, full());
  const posts = await featuresOf(request, full(), "posts");
  const box = page.getByRole("combobox", { name: "Search" });
  const shows = async (place: [number, number], within: number) => {
    await expect.poll(async () => {
      const s = await standingOf(page);
      return s ? far([s.lon, s.lat], place) : Infinity;
    }).toBeLessThan(within);
  };
  const post = posts.find((p) => p.properties["name"] === "Tapachula") ?? posts[3];
  if (!post) throw new Error("no post");
  await box.fill(String(post.properties["name"]).toLowerCase());
  await expect(found(page).first()).toBeVisible();
  await found(page).filter({ hasText: "Post" }).first().click();
  await shows(pointOf(post), 200);
  await expect(factsTitle(page)).toHaveText(String(post.properties["name"]));
  await expect(fact(page, "MGRS")).toHaveText(gridReference(pointOf(post)));
  expect(String(post.properties["mgrs"])).toContain(gridReference(pointOf(post)).split(" ").slice(0, 2).join("")); // the server agrees

  for (const beat of plan.beats.filter((b) => b.meet_m > 0).slice(0, 3)) {
    await box.fill(`km ${(beat.meet_m / 1000).toFixed(3)}`);
    await box.press("ArrowDown");
    await box.press("Enter");
    await shows(beat.meet_at, 30);
  }
  const there: [number, number] = [-91.72311, 16.07329];
  await box.fill(gridReference(there));
  await expect(found(page)).toHaveCount(1);
  await box.press("Enter");
  await shows(there, 15); // half the diagonal of 10 m, and five decimals
  await box.fill("14.53 -92.22");
  await box.press("Enter");
  await shows([-92.22, 14.53], 5);
  await box.fill("nothing of this name");
  await expect(page.getByText("Nothing has this name.", { exact: false }).first()).toBeVisible();
  await box.press("Escape");
  await box.press("Escape");
  await expect(box).toHaveValue("");
});

test("search in Spanish, on a phone: names with and without accents, degrees with O, a word that is not there", async ({ browser, request }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "es-GT", hasTouch: true });
  const page = await context.newPage();
  await visit(page, full());
  const plain = (s: string) => s.normalize("NFD").replace(/\p{M}/gu, "");
  const patrols = await featuresOf(request, full(), "patrols");
  const of = (post: Feature) => patrols.filter((p) => p.properties["post"] === post.id);
  const post = (await featuresOf(request, full(), "posts")).find((p) => plain(String(p.properties["name"])) !== p.properties["name"] && of(p).length > 0);
  if (!post) throw new Error("no name with an accent");
  const box = page.getByRole("combobox", { name: "Buscar" });
  // Ids have no accents, and those of posts are made of their names; those of patrols are not.
  for (const words of [String(post.properties["name"]).toUpperCase(), plain(String(post.properties["name"])).toLowerCase()]) {
    await box.fill(words);
    await expect(found(page).filter({ hasText: "Puesto" })).toHaveCount(1);
    await expect(found(page).filter({ hasText: "Patrulla" })).toHaveCount(of(post).length);
  }
  await found(page).filter({ hasText: "Puesto" }).first().tap();
  await expect(factsTitle(page)).toHaveText(String(post.properties["name"]));
  await box.fill(`14°31'48"N 92°13'12"O`);
  await expect(found(page)).toContainText("14.53000° N 92.22000° O");
  await box.press("Enter");
  await expect.poll(async () => {
    const s = await standingOf(page);
    return s ? far([s.lon, s.lat], [-92.22, 14.53]) : Infinity;
  }).toBeLessThan(5);
  await box.fill("xyzzy");
  await expect(page.getByText("Nada tiene ese nombre.", { exact: false }).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: "e2e/results/map-search-narrow-es.png" });
  await context.close();
});

test("a click on a gap, a sector, a post tells the facts that the plan has", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const gaps = await featuresOf(request, full(), "gaps");
  const lone = gaps.find((f) => f.properties["reason"] === "beyond_reach") ?? gaps.find((f) => f.properties["reason"] !== "revisit_exceeded");
  if (!lone) throw new Error("no gap that is never watched");
  const gap = plan.gaps.find((g) => g.id === lone.id);
  const [lon, lat] = middleOf(lone);
  await visit(page, full(), `#${at({ zoom: 13, lat, lon })}`);
  const { x, y } = await middle(page);
  await expect.poll(async () => count(page, about({ x, y }, 20), await token(page, "gap"))).toBeGreaterThan(50);
  await page.mouse.click(x, y);
  await expect(page.getByRole("tabpanel")).toContainText("Gap");
  await expect(fact(page, "Reason")).toHaveText({ beyond_reach: "beyond reach", no_patrol_for_kind: "no patrol for this kind", no_sector: "in no sector", not_scheduled: "not scheduled" }[String(lone.properties["reason"])] ?? "");
  await expect(fact(page, "Where")).toContainText(`(${new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(Number(lone.properties["length_m"]) / 1000)} km)`);
  await expect(fact(page, "Between the watches")).toHaveText("never watched");
  expect(gap?.reason).toBe(lone.properties["reason"]);
  await page.screenshot({ path: "e2e/results/map-gap-facts.png" });

  const sector = (await featuresOf(request, full(), "sectors"))[6];
  if (!sector) throw new Error("no sector");
  const pair = plan.pairs.find((p) => p.id === sector.properties["pair"]);
  const on = along(linesOf(sector), 0.37);
  await follow(page, { zoom: 14, lon: on[0], lat: on[1] });
  await clickFor(page, `Sector of pair ${pair?.number}`);
  await expect(page.getByRole("tabpanel")).toContainText("Proof");
  await page.screenshot({ path: "e2e/results/map-sector-facts.png" });

  const meetings = await featuresOf(request, full(), "meeting-points");
  const post = (await featuresOf(request, full(), "posts")).find((p) => meetings.every((m) => far(pointOf(m), pointOf(p)) > 5000));
  if (!post) throw new Error("no post that stands alone");
  await follow(page, { zoom: 14, lon: pointOf(post)[0], lat: pointOf(post)[1] });
  await clickFor(page, String(post.properties["name"]));
  const patrols = (await featuresOf(request, full(), "patrols")).filter((p) => p.properties["post"] === post.id).length;
  await expect(fact(page, "Patrols").getByRole("button")).toHaveCount(patrols);
});

test("all of it by keyboard: Enter on the map tells what is at its middle, arrows move it, buttons zoom", async ({ page, request }) => {
  const post = (await featuresOf(request, full(), "posts"))[2];
  if (!post) throw new Error("no post");
  await visit(page, full(), `#${at({ zoom: 12, lon: pointOf(post)[0], lat: pointOf(post)[1] })}&lang=es`);
  await mapOf(page).focus();
  await expect.poll(async () => {
    await page.keyboard.press("Enter");
    return (await factsTitle(page).allTextContents()).join();
  }).toBe(String(post.properties["name"]));
  await mapOf(page).focus();
  const before = await standingOf(page);
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await standingOf(page))?.lon ?? 0).toBeGreaterThan((before?.lon ?? 0) + 0.005);
  await page.keyboard.press("Equal");
  await expect.poll(async () => (await standingOf(page))?.zoom ?? 0).toBeCloseTo(13, 1);
  await page.getByRole("button", { name: "Alejar" }).first().press("Enter");
  await expect.poll(async () => (await standingOf(page))?.zoom ?? 0).toBeCloseTo(12, 1);
  await page.getByRole("button", { name: "Mostrar toda la frontera" }).press("Enter");
  await expect.poll(async () => (await standingOf(page))?.zoom ?? 12).toBeLessThan(7);
});

for (const [width, height, language] of [[1280, 800, "en"], [390, 844, "es"]] as const)
  test(`sources, what the map is not, and a true scale are always there (${width} px, ${language})`, async ({ browser, request }) => {
    const context = await browser.newContext({ viewport: { width, height }, locale: language === "es" ? "es-GT" : "en-GB" });
    const page = await context.newPage();
    const landing = (await (await request.get(`${full()}plans/current`)).json()) as { attribution: string };
    const standing = { zoom: 9, lat: 15.64, lon: -91.98 };
    await visit(page, full(), `#${at(standing)}`);
    const note = page.getByRole("note", { name: language === "es" ? "De dónde es el mapa" : "Where the map is from" });
    for (const tab of await page.getByRole("tab").all()) {
      await tab.click();
      await expect(note).toContainText(landing.attribution);
      await expect(note).toContainText(language === "es" ? "ilustrativos y no implican ninguna posición jurídica" : "imply no legal position");
      await page.evaluate(() => scrollTo(0, 0));
      await expect(note).toBeInViewport();
    }
    const bar = page.locator(".map-scale");
    await expect(bar).toBeInViewport();
    for (const zoom of [9, 11.4]) {
      await follow(page, { ...standing, zoom });
      await expect(async () => {
        const [n = "", unit] = ((await bar.textContent()) ?? "").split(/\s/);
        const pixelM = (40_075_017 * Math.cos((standing.lat * Math.PI) / 180)) / (512 * 2 ** zoom);
        const length = Number(n.replace(",", "")) * (unit === "km" ? 1000 : 1);
        const wide = (await bar.boundingBox())?.width ?? 0;
        expect(Math.abs((wide * pixelM) / length - 1), `the scale at zoom ${zoom}`).toBeLessThan(0.02);
      }).toPass({ timeout: 20_000 });
    }
    await context.close();
  });

test("from zoom 4 to 16 all tiles come, and the border is drawn", async ({ page, request }) => {
  const refused: string[] = [];
  let tiles = 0;
  page.on("response", (r) => {
    if (!r.url().includes("/tiles/")) return;
    tiles++;
    if (r.status() !== 200 && r.status() !== 204) refused.push(`${r.status()} ${r.url()}`);
  });
  const plan = await planOf(request, full());
  const beat = plan.beats.find((b) => b.meet_m > 700_000 && b.meet_m < 720_000) ?? plan.beats[10];
  if (!beat) throw new Error("no beat");
  await visit(page, full(), `#${at({ zoom: 4, lon: beat.meet_at[0], lat: beat.meet_at[1] })}`);
  for (const name of ["Gaps", "Coverage", "Sectors", "Meeting points", "Posts", "Patrols on their way"]) await legend(page).getByRole("checkbox", { name, exact: true }).uncheck();
  const dark = await token(page, "border");
  for (let zoom = 4; zoom <= 16; zoom++) {
    await follow(page, { zoom, lon: beat.meet_at[0], lat: beat.meet_at[1] });
    const here = about(await middle(page), 40);
    await expect.poll(() => count(page, here, dark, 50), { message: `the border at zoom ${zoom}` }).toBeGreaterThan(8);
  }
  await legend(page).getByRole("checkbox", { name: "Border", exact: true }).uncheck();
  const here = about(await middle(page), 40);
  await expect.poll(() => count(page, here, dark, 50)).toBe(0);
  expect(tiles).toBeGreaterThan(20);
  expect(refused).toEqual([]);
});

test("Andorra: another border, its roads and their facts, and back", async ({ page, request }) => {
  await visit(page, full(), "#plan=andorra");
  await expect(page).toHaveTitle(/Andorra/);
  const border = await featuresOf(request, full(), "border", "limit=1000", "andorra");
  const all = border.flatMap((f) => linesOf(f).flat());
  const s = await standingOf(page);
  const [west, east] = [Math.min(...all.map((p) => p[0])), Math.max(...all.map((p) => p[0]))];
  expect(Math.abs((s?.lon ?? 0) - (west + east) / 2)).toBeLessThan(0.05);
  const road = (await featuresOf(request, full(), "routes", "limit=1000", "andorra")).filter((f) => f.properties["name"]).sort((a, b) => Number(b.properties["length_m"]) - Number(a.properties["length_m"]))[0];
  if (!road) throw new Error("no road with a name");
  const [lon, lat] = along(linesOf(road), 0.5);
  await follow(page, { zoom: 15, lon, lat }, "&plan=andorra");
  await clickFor(page, String(road.properties["name"]));
  await page.screenshot({ path: "e2e/results/map-andorra-road.png" });
  await page.getByRole("button", { name: "Show the whole border" }).click();
  await expect.poll(async () => (await standingOf(page))?.zoom ?? 20).toBeLessThan(11);
  await page.screenshot({ path: "e2e/results/map-andorra.png" });
  await page.evaluate(() => (location.hash = "#plan=current"));
  await expect(page).toHaveTitle(/Guatemala–Mexico/);
  const home = (await featuresOf(request, full(), "border")).flatMap((f) => linesOf(f).flat()).map((p) => p[0]);
  await expect.poll(async () => Math.abs(((await standingOf(page))?.lon ?? 0) - (Math.min(...home) + Math.max(...home)) / 2), "the map goes to the other border").toBeLessThan(0.5);
});

test("the public view: a gap's facts without times, and layers that are not in it say so", async ({ page, request }) => {
  await visit(page, open());
  for (const name of ["Posts", "Patrols on their way"]) await expect(legend(page).getByRole("checkbox", { name: new RegExp(`^${name}`) })).toBeDisabled();
  const gap = (await featuresOf(request, open(), "gaps"))[0];
  if (!gap) throw new Error("no gap");
  const [lon, lat] = middleOf(gap);
  await follow(page, { zoom: 12, lon, lat });
  const { x, y } = await middle(page);
  await expect.poll(async () => {
    await page.mouse.click(x, y);
    return page.getByRole("tabpanel").textContent();
  }).toContain("Gap");
  expect(await page.getByRole("tabpanel").textContent()).not.toMatch(/\d\d:\d\d/);
  await page.screenshot({ path: "e2e/results/map-public-gap.png" });
});
