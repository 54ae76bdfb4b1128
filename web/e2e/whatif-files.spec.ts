import type { APIRequestContext, Page } from "@playwright/test";
import { changesOn, draftRow, expectShown, keep, keepAsDraft, moveByNumber, openForm, openWhatIf, planOf, type Change } from "./changes";
import { expect, full, said, test } from "./person";
import { textOf } from "./told";

// Drafts that come out of files, and what a file may not have in it.

const mesilla = "La Mesilla – Ciudad Cuauhtémoc";
const moved: Change[] = [{ change: "move_meeting_point", meeting_point: "mp-la-mesilla", to_m: 538_100 }];

/** Has the page read a file of this text as a draft. */
async function readFile(page: Page, name: string, text: string): Promise<void> {
  await page.getByLabel("Read a draft of a file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

test("a draft goes out as a file and comes in again, after it was deleted and the page loaded anew", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const kept = await planOf(request, full(), await keep(request, full(), moved));
  await openWhatIf(page, full());
  await moveByNumber(page, "Meeting points", mesilla, 538.1);
  await expectShown(page, plan.gaps, kept.gaps);
  await openForm(page, "Drafts");
  await keepAsDraft(page, "Mesilla, al norte");
  const waits = page.waitForEvent("download");
  await draftRow(page, "Mesilla, al norte").getByRole("button", { name: "As a file" }).click();
  const file = await waits;
  expect(file.suggestedFilename()).toBe("mesilla-al-norte.json");
  const text = await textOf(file);
  expect(JSON.parse(text)).toMatchObject({ format: "lindero-draft", version: 1, name: "Mesilla, al norte", anew: [], changes: moved });
  await draftRow(page, "Mesilla, al norte").getByRole("button", { name: "Delete" }).click();
  await expect(draftRow(page, "Mesilla, al norte")).toHaveCount(0);

  await page.reload();
  await expectShown(page, plan.gaps, plan.gaps);
  await openForm(page, "Drafts");
  await expect(page.getByText("No drafts yet.")).toBeVisible();
  await readFile(page, file.suggestedFilename(), text);
  await expect(draftRow(page, "Mesilla, al norte")).toBeVisible();
  await expect(said(page)).toHaveText("Mesilla, al norte is kept.");
  await expectShown(page, plan.gaps, plan.gaps);
  await draftRow(page, "Mesilla, al norte").getByRole("button", { name: "Open", exact: true }).click();
  await expect(changesOn(page).getByRole("listitem")).toHaveText([/^Meeting point La Mesilla – Ciudad Cuauhtémoc to km 538\.100/]);
  await expectShown(page, plan.gaps, kept.gaps);
});

test("a file that is no draft is refused in words, and nothing is lost", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const kept = await planOf(request, full(), await keep(request, full(), moved));
  await openWhatIf(page, full());
  await moveByNumber(page, "Meeting points", mesilla, 538.1);
  await expectShown(page, plan.gaps, kept.gaps);
  const drafts = await openForm(page, "Drafts");
  await keepAsDraft(page, "Mesilla norte");
  const good = { format: "lindero-draft", version: 1, name: "Otro", plan: { id: await baseOf(request), title: "", scenario: "" }, saved: "", exposure_km_h: [0, 0], anew: [], changes: moved };
  const bad: [name: string, text: string, words: string][] = [
    ["letter.json", "Dear colleague,\nhere is the draft.", "The file is no draft: it is not JSON."],
    ["half.json", JSON.stringify(good).slice(0, -20), "The file is no draft: it is not JSON."],
    ["plan.json", JSON.stringify({ scenario: plan.scenario, gaps: [] }), "The file is no draft that this program knows."],
    ["list.json", JSON.stringify([good]), "The file is no draft that this program knows."],
    ["later.json", JSON.stringify({ ...good, version: 2 }), "The file is no draft that this program knows."],
    ["odd.json", JSON.stringify({ ...good, changes: [{ change: "move_meeting_point", meeting_point: "mp-la-mesilla" }] }), "The file is no draft that this program knows."],
    ["many.json", JSON.stringify({ ...good, changes: Array.from({ length: 101 }, () => moved[0]) }), "The file is no draft that this program knows."],
    ["large.json", JSON.stringify({ ...good, name: "x".repeat(2_000_001) }), "The file is too large for a draft."],
  ];
  for (const [name, text, words] of bad) {
    await readFile(page, name, text);
    await expect(drafts.getByRole("alert"), name).toHaveText(words);
    await expect(drafts.getByRole("list", { name: "Drafts" }).getByRole("listitem"), name).toHaveCount(1);
    await readFile(page, "good.json", JSON.stringify(good));
    await expect(draftRow(page, "Otro"), `after ${name}`).toBeVisible();
    await expect(drafts.getByRole("alert"), `after ${name}`).toHaveCount(0);
    await draftRow(page, "Otro").getByRole("button", { name: "Delete" }).click();
    await expect(draftRow(page, "Otro")).toHaveCount(0);
  }
  await expect(changesOn(page).getByRole("listitem")).toHaveCount(1);
  await expectShown(page, plan.gaps, kept.gaps);
  await readFile(page, "letter.json", "Dear colleague");
  await expect(drafts.getByRole("alert")).toBeVisible();
  await page.screenshot({ path: "e2e/results/whatif-file-refused.png" });
  await page.reload();
  await openForm(page, "Drafts");
  await draftRow(page, "Mesilla norte").getByRole("button", { name: "Open", exact: true }).click();
  await expectShown(page, plan.gaps, kept.gaps);
});

/** The id of the plan that the page shows first. */
async function baseOf(request: APIRequestContext): Promise<string> {
  const { plans } = (await (await request.get(`${full()}plans`)).json()) as { plans: { id: string; names: string[] }[] };
  const id = plans.find((p) => p.names.includes("current"))?.id;
  if (!id) throw new Error("there is no current plan");
  return id;
}

test("there are 100 changes and no more: the 101st is refused in words, and the 100 stay", async ({ page, request, watched }) => {
  watched.expected.push(/status of 400/);
  const plan = await planOf(request, full());
  const patrols = plan.pairs.flatMap((p) => p.patrols);
  const changes: Change[] = Array.from({ length: 100 }, (_, i) => ({ change: "change_patrol", patrol: patrols[i % patrols.length], rest_h: 12 + Math.floor(i / patrols.length) }));
  const kept = await planOf(request, full(), await keep(request, full(), changes));
  await openWhatIf(page, full());
  const drafts = await openForm(page, "Drafts");
  await readFile(page, "hundred.json", JSON.stringify({ format: "lindero-draft", version: 1, name: "Hundred", plan: { id: await baseOf(request), title: "Guatemala–Mexico", scenario: plan.scenario }, saved: "2027-01-04T08:00:00Z", exposure_km_h: [0, 0], anew: [], changes }));
  await draftRow(page, "Hundred").getByRole("button", { name: "Open", exact: true }).click();
  await expect(changesOn(page).getByRole("listitem")).toHaveCount(100);
  await expectShown(page, plan.gaps, kept.gaps);

  const words = "There are at most 100 changes at once. Plan everything anew, so that a new list begins, or remove some.";
  const refused = page.getByRole("tabpanel").getByRole("alert");
  await moveByNumber(page, "Meeting points", mesilla, 538.1);
  await expect(refused).toContainText(words);
  await expect(said(page)).toHaveText(`The change was not made. ${words}`);
  await expect(changesOn(page).getByRole("listitem")).toHaveCount(100);
  await expect(changesOn(page)).not.toContainText(mesilla);
  await expectShown(page, plan.gaps, kept.gaps);
  await expect(page.getByRole("spinbutton", { name: `${mesilla}, kilometre of the border` })).toHaveValue("529.610");
  await page.screenshot({ path: "e2e/results/whatif-hundred.png" });
  await refused.getByRole("button", { name: "Close" }).click();
  await expect(refused).toHaveCount(0);

  // One of them set otherwise is none more; one removed makes room for another.
  const form = await openForm(page, "Change or remove a patrol");
  await form.getByRole("combobox", { name: "Patrol" }).selectOption("GT-09");
  await form.getByRole("spinbutton", { name: /^Shift \(h\)/ }).fill("5");
  await form.getByRole("button", { name: "Make this change" }).click();
  await expect(changesOn(page).getByRole("listitem").last()).toHaveText(/^Patrol GT-09: .*shift 5 h/);
  await expect(changesOn(page).getByRole("listitem")).toHaveCount(100);
  await expect(refused).toHaveCount(0);
  await changesOn(page).getByRole("button", { name: /^Remove: / }).first().click();
  await expect(changesOn(page).getByRole("listitem")).toHaveCount(99);
  await moveByNumber(page, "Meeting points", mesilla, 538.1);
  await expect(changesOn(page).getByRole("listitem").last()).toHaveText(/^Meeting point La Mesilla – Ciudad Cuauhtémoc to km 538\.100/);
  await expect(changesOn(page).getByRole("listitem")).toHaveCount(100);
  await keepAsDraft(page, "Another hundred");
  await expect(drafts.getByRole("alert")).toHaveCount(0);
});
