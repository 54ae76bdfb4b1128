import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, findings, full, overhang, test, visit } from "./person";
import { servePlan } from "./server";

// The whole page in both languages, wide and narrow, light and dark. It is loaded
// once for each width and language; in the dark, where colours alone are others, axe
// looks at contrast alone.

const sizes = [
  { name: "wide", width: 1280, height: 800 },
  { name: "narrow", width: 390, height: 844 },
] as const;

for (const size of sizes)
  for (const language of ["en", "es"] as const)
    test.describe(`${size.name}, ${language}`, () => {
      test.use({ viewport: { width: size.width, height: size.height }, locale: language === "es" ? "es-GT" : "en-GB" });

      test("nothing serious for axe and no sideways scrolling on any part, light and dark", async ({ page }) => {
        test.slow();
        await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
        await visit(page, full());
        await expect(page.locator("html")).toHaveAttribute("lang", language);
        for (const colours of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme: colours });
          await expect(page.locator("html")).toHaveAttribute("data-theme", colours);
          for (const part of await page.getByRole("tab").all()) {
            await part.click();
            await expect(page.getByRole("tabpanel")).not.toBeEmpty();
            expect.soft(await findings(page, colours === "dark" ? "color-contrast" : undefined), `${colours}, ${await part.innerText()}`).toEqual([]);
            expect.soft(await overhang(page), `${colours}, ${await part.innerText()}`).toBeLessThanOrEqual(0);
          }
          await page.screenshot({ path: `e2e/results/page-${size.name}-${colours}-${language}.png` });
        }
      });
    });

test("colours chosen at the top are kept, and stand over the system's", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await visit(page, full());
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("combobox", { name: "Colours" }).selectOption({ label: "Light" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.goto("about:blank");
  await visit(page, full());
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

/** A proxy that serves a server below a path, and strips the path off. Answers its port and what ends it. */
async function below(path: string, to: () => string): Promise<{ port: number; asked: string[]; stop: () => Promise<void> }> {
  const asked: string[] = [];
  const proxy = createServer((from, answer) => {
    const url = from.url ?? "/";
    asked.push(url);
    if (!url.startsWith(`${path}/`)) return void answer.writeHead(404).end();
    const target = new URL(to());
    const on = ask({ host: target.hostname, port: target.port, path: url.slice(path.length), method: from.method, headers: { ...from.headers, host: target.host } }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    on.on("error", () => answer.writeHead(502).end());
    from.pipe(on);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return { port: (proxy.address() as AddressInfo).port, asked, stop: () => new Promise((resolve) => (proxy.close(() => resolve()), proxy.closeAllConnections())) };
}

test("the page works below a path of a proxy that strips it", async ({ page }) => {
  let server: Awaited<ReturnType<typeof servePlan>> | undefined;
  const proxy = await below("/border/lindero", () => server?.address ?? "");
  try {
    const home = `http://127.0.0.1:${proxy.port}/border/lindero/`;
    server = await servePlan(["--base-url", home.replace(/\/$/, "")]);
    await visit(page, home, "#part=what-if");
    await page.getByRole("button", { name: /: 100 m on$/ }).first().click();
    await expect(page.getByRole("button", { name: "Undo" }).first()).toBeEnabled();
    await page.getByRole("link", { name: "Data and API" }).click();
    await expect(page).toHaveURL(`${home}?f=html&lang=en`);
    await page.screenshot({ path: "e2e/results/page-overview.png", fullPage: true });
    expect(proxy.asked.filter((url) => !url.startsWith("/border/lindero/") && url !== "/favicon.ico")).toEqual([]);
  } finally {
    await proxy.stop();
    await server?.stop();
  }
});

test("overview and map lead to each other, in one language", async ({ page }) => {
  await visit(page, full());
  await page.getByRole("link", { name: "Data and API" }).click();
  await expect(page).toHaveURL(/\?f=html&lang=en$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("link", { name: /\bmap\b/i }).first().click();
  await page.waitForFunction(() => performance.getEntriesByName("lindero:first-map").length > 0);
  await page.getByRole("button", { name: "Español" }).click();
  await page.getByRole("link", { name: "Datos y API" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  expect(await findings(page)).toEqual([]);
  await page.screenshot({ path: "e2e/results/page-overview-es.png", fullPage: true });
  await page.getByRole("link", { name: /\bmapa\b/i }).first().click();
  await page.waitForFunction(() => performance.getEntriesByName("lindero:first-map").length > 0);
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
});
