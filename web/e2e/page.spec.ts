import { expect, findings, full, open, test, visit } from "./person";

const sizes = [
  { name: "wide", width: 1280, height: 800 },
  { name: "narrow", width: 390, height: 844 },
] as const;

for (const size of sizes)
  for (const colours of ["light", "dark"] as const)
    for (const language of ["en", "es"] as const)
      test(`${size.name}, ${colours}, ${language}: nothing serious for axe, no sideways scrolling`, async ({ browser }) => {
        const context = await browser.newContext({ viewport: { width: size.width, height: size.height }, colorScheme: colours, locale: language === "es" ? "es-GT" : "en-GB" });
        const page = await context.newPage();
        await visit(page, full());
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
        for (const part of await page.getByRole("tab").all()) {
          await part.click();
          await expect(page.getByRole("tabpanel")).not.toBeEmpty();
          expect(await findings(page)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
        }
        await page.screenshot({ path: `e2e/results/page-${size.name}-${colours}-${language}.png` });
        await context.close();
      });

test("the public sees a map of sectors and gaps, and is told what it may not see", async ({ page }) => {
  await visit(page, open());
  expect(await findings(page)).toEqual([]);
  await page.screenshot({ path: "e2e/results/page-public.png" });
});
