import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { changesOn, draftRow, expectShown, keep, keepAsDraft, moveByNumber, openForm, openWhatIf, planOf, type Change } from "./changes";
import { expect, full, open, test, visit } from "./person";

const program = fileURLToPath(new URL("../../bin/lindero", import.meta.url));
const mesilla = "La Mesilla – Ciudad Cuauhtémoc";
const mesillaTo = (m: number): Change[] => [{ change: "move_meeting_point", meeting_point: "mp-la-mesilla", to_m: m }];
const moved = mesillaTo(538_100);

test("a draft is kept, there after loading anew, opened, renamed, deleted and taken back; its scenario plans by itself", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const kept = await planOf(request, full(), await keep(request, full(), moved));
  await openWhatIf(page, full());
  await moveByNumber(page, "Meeting points", mesilla, 538.1);
  await expectShown(page, plan.gaps, kept.gaps);
  await openForm(page, "Drafts");
  await keepAsDraft(page, "Mesilla norte");
  await expect(changesOn(page).getByRole("listitem")).toHaveCount(1);

  // The scenario's folder is read by the program, and is the kept plan's.
  const waits = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as a scenario" }).click();
  const folder = mkdtempSync(join(tmpdir(), "lindero-"));
  try {
    await (await waits).saveAs(join(folder, "scenario.zip"));
    execFileSync("python3", ["-m", "zipfile", "-e", join(folder, "scenario.zip"), join(folder, "scenario")]);
    const [inside = ""] = readdirSync(join(folder, "scenario"));
    const said = JSON.parse(execFileSync(program, ["plan", join(folder, "scenario", inside), "--json"], { encoding: "utf8", maxBuffer: 1 << 28 })) as { scenario?: string };
    expect(said.scenario).toBe(kept.scenario);
  } finally {
    rmSync(folder, { recursive: true });
  }

  await page.reload();
  await openForm(page, "Drafts");
  await draftRow(page, "Mesilla norte").getByRole("button", { name: "Open" }).click();
  await expectShown(page, plan.gaps, kept.gaps);
  await draftRow(page, "Mesilla norte").getByRole("button", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name of the draft", exact: true }).last().fill("Mesilla sur");
  await page.getByRole("textbox", { name: "Name of the draft", exact: true }).last().press("Enter");
  await expect(draftRow(page, "Mesilla sur")).toBeVisible();
  await draftRow(page, "Mesilla sur").getByRole("button", { name: "Delete" }).click();
  await expect(draftRow(page, "Mesilla sur")).toHaveCount(0);
  await page.getByRole("status").filter({ hasText: "Mesilla sur is deleted." }).getByRole("button", { name: "Undo" }).click();
  await expect(draftRow(page, "Mesilla sur")).toBeVisible();
  await page.screenshot({ path: "e2e/results/whatif-drafts.png" });
});

test("the public and a scenario without a plan are told why nothing can be changed", async ({ page, request }) => {
  await visit(page, open(), "#part=what-if");
  await expect(page.getByRole("heading", { name: "The public view changes nothing" })).toBeVisible();
  await visit(page, full(), "#scenario=guatemala-mexico&part=what-if");
  await expect(page.getByRole("heading", { name: "A scenario without a plan" })).toBeVisible();
  await page.getByRole("button", { name: "To the plans" }).click();
  await expect(page.getByRole("tab", { name: "Plans" })).toHaveAttribute("aria-selected", "true");
  expect((await request.get(`${open()}plans/current/plan`)).ok()).toBe(false);
});
