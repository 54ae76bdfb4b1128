import { expectShown, keep, keepAsDraft, moveByNumber, openForm, openWhatIf, planOf, type Change } from "./changes";
import { expect, findings, full, overhang, test, unfold } from "./person";

// All that can be opened in the panel of what-if, open at once.

const moved: Change[] = [{ change: "move_meeting_point", meeting_point: "mp-la-mesilla", to_m: 538_100 }];

for (const { name, width, height } of [
  { name: "wide", width: 1280, height: 800 },
  { name: "narrow", width: 390, height: 844 },
])
  test.describe(`${name}`, () => {
    test.use({ viewport: { width, height } });

    test("nothing serious for axe with every form, the drafts and a comparison open, light and dark", async ({ page, request }) => {
      const plan = await planOf(request, full());
      const kept = await planOf(request, full(), await keep(request, full(), moved));
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      await openWhatIf(page, full());
      await moveByNumber(page, "Meeting points", "La Mesilla – Ciudad Cuauhtémoc", 538.1);
      await expectShown(page, plan.gaps, kept.gaps);
      for (const title of ["Add a meeting point", "Change or remove a patrol", "Add patrols", "Change rules", "Drafts"]) await openForm(page, title);
      const panel = page.getByRole("tabpanel");
      await panel.getByRole("combobox", { name: "Patrol", exact: true }).selectOption("GT-09");
      await panel.getByRole("spinbutton", { name: /^Kilometre of the border/ }).fill("2000"); // what is wrong is said at its field
      await keepAsDraft(page, "Mesilla norte");
      await panel.getByRole("button", { name: "Compare", exact: true }).click();
      await expect(panel.getByRole("heading", { name: "What differs" })).toBeVisible();
      await unfold(page);
      expect(await panel.locator("details").evaluateAll((list) => list.filter((d) => !(d as HTMLDetailsElement).open).length), "all is open").toBe(0);
      for (const colours of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: colours, reducedMotion: "reduce" });
        await expect(page.locator("html")).toHaveAttribute("data-theme", colours);
        expect.soft(await findings(page), colours).toEqual([]);
        expect.soft(await overhang(page), colours).toBeLessThanOrEqual(0);
        await page.screenshot({ path: `e2e/results/whatif-folds-${name}-${colours}.png` });
      }
    });
  });
