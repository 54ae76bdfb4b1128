import { english, englishOn } from "./english";
import { expect, findings, full, open, overhang, said, test, unfold, visit } from "./person";

// The page in both languages, as it is drawn.

test("the list of English words is one", () => {
  expect(english.size).toBeGreaterThan(300);
  for (const word of ["tables", "gaps", "whole", "watched", "undo"]) expect(english, word).toContain(word);
});

test("the page speaks English to whoever has no Spanish", async ({ page }) => {
  await visit(page, full());
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect((await englishOn(page)).length, "the test finds English where there is some").toBeGreaterThan(20);
  await expect(page.getByRole("region", { name: "Time" }).getByRole("slider")).toHaveAttribute("aria-valuetext", "Mon 4 Jan, 00:00");
});

test.describe("for a browser in Spanish", () => {
  test.use({ locale: "es-GT" });

  test("no English is left on any part, table or sort of fact", async ({ page }) => {
    test.slow();
    await visit(page, full());
    await expect(page.locator("html")).toHaveAttribute("lang", "es");
    await expect(page).toHaveTitle("Guatemala–Mexico – Lindero, patrullas conjuntas de una frontera");
    expect(await englishOn(page)).toEqual([]);
    for (const part of ["Datos", "¿Y si…?", "Planes"]) {
      await page.getByRole("tab", { name: part, exact: true }).click();
      await unfold(page);
      expect.soft(await englishOn(page), part).toEqual([]);
      await page.screenshot({ path: `e2e/results/languages-${part.replace(/\W/g, "")}-es.png` });
    }
    await page.getByRole("button", { name: "Calcular un plan …" }).click();
    expect.soft(await englishOn(page), "the form").toEqual([]);

    await page.getByRole("tab", { name: "Tablas", exact: true }).click();
    const table = page.getByRole("tabpanel").getByRole("combobox", { name: "Tabla", exact: true });
    for (const title of await table.locator("option").allInnerTexts()) {
      await table.selectOption({ label: title });
      await unfold(page);
      await page.getByRole("tabpanel").locator("tbody").getByRole("button").first().click();
      await expect(page.getByRole("tabpanel").locator("caption")).toContainText(title);
      expect.soft(await englishOn(page), title).toEqual([]);
      await page.getByRole("tab", { name: "Datos", exact: true }).click();
      await expect(page.getByRole("tabpanel").getByRole("heading", { level: 2 })).toBeVisible();
      expect.soft(await englishOn(page), `the facts of ${title}`).toEqual([]);
      await page.getByRole("tab", { name: "Tablas", exact: true }).click();
    }
    await page.screenshot({ path: "e2e/results/languages-tables-es.png" });
    await page.getByRole("link", { name: "Hojas de sector para imprimir" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect.soft(await englishOn(page), "the sheets").toEqual([]);
    await page.screenshot({ path: "e2e/results/languages-sheets-es.png" });
  });

  test("the switch at the top is remembered, and dates and numbers follow it", async ({ page }) => {
    await visit(page, full(), "#part=tables");
    const now = page.locator("section.time").getByRole("slider");
    await expect(now).toHaveAttribute("aria-valuetext", /lun.? 4.* ene.?, 00:00/);
    await expect(page.getByRole("tabpanel").locator("caption")).toHaveText(/^Huecos: \d+ de \d+$/);
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(now).toHaveAttribute("aria-valuetext", "Mon 4 Jan, 00:00");
    await expect(page.getByRole("tabpanel").locator("caption")).toHaveText(/^Gaps: \d+ of \d+$/);
    await expect(page).toHaveTitle(/joint patrols of a border$/);
    await page.goto("about:blank");
    await visit(page, full());
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.getByRole("button", { name: "Español" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "es");
    await expect(page.getByRole("link", { name: "Datos y API" })).toHaveAttribute("href", "./?f=html&lang=es");
  });

  test("numbers are written as Guatemala and Mexico write them", async ({ page, request }) => {
    const { gaps } = (await (await request.get(`${full()}plans/current/plan`)).json()) as { gaps: { exposure_km_h: number }[] };
    const worst = Math.max(...gaps.map((g) => g.exposure_km_h));
    expect(worst).toBeGreaterThan(1000);
    const [whole = "", part = ""] = worst.toFixed(1).split(".");
    const grouped = `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${part}`;
    await visit(page, full(), "#part=tables");
    await expect(page.getByRole("tabpanel").locator("tbody tr").first()).toContainText(grouped);
  });

  test("what a link says of the language is shown, and is not remembered", async ({ page }) => {
    await visit(page, full(), "#lang=en&part=plans");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.goto("about:blank");
    await visit(page, full());
    await expect(page.locator("html")).toHaveAttribute("lang", "es");
  });

  test("announcements are in the page's language, and the server's own words are marked as English", async ({ page, watched }) => {
    watched.expected.push(/status of 400/);
    await visit(page, full(), "#part=tables");
    await page.getByRole("tabpanel").getByLabel("Buscar").fill("zzzz");
    await expect(said(page)).toHaveText(/^0 de \d+ filas$/);
    await page.getByRole("tab", { name: "Planes", exact: true }).click();
    await page.getByRole("button", { name: "Calcular un plan …" }).click();
    await page.getByLabel("Puntos de corte cada (m)").fill("5");
    await page.getByRole("button", { name: "Calcular", exact: true }).click();
    await expect(page.locator("[lang=en]", { hasText: "more breakpoints than the server takes" })).toBeVisible();
    expect(await englishOn(page)).toEqual([]);
  });

  test("the public view has no English", async ({ page, request }) => {
    await visit(page, open());
    for (const part of ["Mapa", "Datos", "¿Y si…?", "Tablas", "Planes"]) {
      await page.getByRole("tab", { name: part, exact: true }).click();
      expect.soft(await englishOn(page), part).toEqual([]);
    }
    for (const [sort, collection] of [["gap", "gaps"], ["sector", "sectors"], ["meeting-point", "meeting-points"]] as const) {
      const { features } = (await (await request.get(`${open()}plans/current/collections/${collection}/items?limit=1`)).json()) as { features: { id: string }[] };
      await page.goto("about:blank");
      await visit(page, open(), `#pick=${sort}:${encodeURIComponent(features[0]?.id ?? "")}&part=facts`);
      await expect(page.getByRole("tab", { name: "Datos", exact: true })).toHaveAttribute("aria-selected", "true");
      await expect(page.getByRole("tabpanel").locator("dd").first()).toBeVisible();
      expect.soft(await englishOn(page), `the facts of ${collection}`).toEqual([]);
    }
  });
});

test.describe("in Spanish on a phone", () => {
  test.use({ locale: "es-MX", viewport: { width: 390, height: 844 } });

  test("the longer words fit", async ({ page }) => {
    await visit(page, full());
    for (const part of await page.getByRole("tab").all()) {
      await part.click();
      expect(await overhang(page)).toBeLessThanOrEqual(0);
    }
    const cut = await page.evaluate(() => [...document.querySelectorAll("button, [role=tab]")].filter((e) => e instanceof HTMLElement && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent));
    expect(cut, "buttons whose words are cut off").toEqual([]);
    expect(await findings(page)).toEqual([]);
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: "e2e/results/languages-narrow-es.png" });
  });
});
