import { at, mapOf } from "./canvas";
import { expect, full, test, visit } from "./person";
import { untilIdle } from "./wire";

// The map and the picture of the border and time, as they look. Their letters are
// the page's own, so they are the same wherever the tests run. After a change that
// is meant: npx playwright test e2e/pictures.spec.ts --update-snapshots, and look.

const tolerance = { maxDiffPixels: 500, threshold: 0.1 }; // a gap along 20 km has some 1,200, a name that stands elsewhere 160

for (const colours of ["light", "dark"] as const)
  test(`the map along the Chixoy looks as it did, ${colours}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: colours, locale: "en-GB", reducedMotion: "reduce" });
    const page = await context.newPage();
    await visit(page, full(), `#${at({ zoom: 8, lat: 16.15, lon: -91.1 })}&t=60.5`);
    await page.mouse.move(2, 2);
    await untilIdle(page);
    await expect(mapOf(page)).toHaveScreenshot(`map-${colours}.png`, tolerance);
    await context.close();
  });

for (const [name, width, height] of [["picture", 1280, 800], ["picture-narrow", 390, 844]] as const)
  test(`the picture of the border and time looks as it did (${width} px)`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height }, locale: "en-GB", reducedMotion: "reduce" });
    const page = await context.newPage();
    await visit(page, full(), "#t=60.5");
    await page.mouse.move(2, 2);
    await untilIdle(page);
    await expect(page.getByRole("application", { name: /Picture of the border and time/ })).toHaveScreenshot(`${name}.png`, tolerance);
    await context.close();
  });
