import { chainageOf, changesOn, draftRow, expectShown, gapsAfter, handleOf, keep, keepAsDraft, middleOf, moveByNumber, openForm, openWhatIf, placeRow, planOf, type Change } from "./changes";
import { expect, findings, said, test } from "./person";
import { servePlan } from "./server";

// Changes whose server ends and is started again: it then has nothing of what it kept.

const point = { id: "mp-la-mesilla", name: "La Mesilla – Ciudad Cuauhtémoc" };
const mesillaTo = (m: number): Change => ({ change: "move_meeting_point", meeting_point: point.id, to_m: m });
const boundary = { pairs: ["GT-15+MX-15", "GT-16+MX-16"], name: "Boundary between GT-15+MX-15 and GT-16+MX-16" };

/** What the browser says of a server that is not there. */
const unreached = /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_ABORTED/;

for (const { more, title } of [
  { more: null, title: "a plan that was planned anew" },
  { more: { change: "change_patrol", patrol: "GT-09", shift_h: 5 }, title: "a change of a plan that was planned anew" },
])
  test(`${title}, kept as a draft, is made again where the server has dropped it`, async ({ page, request, watched }) => {
    watched.expected.push(unreached, /status of 4(04|10|00)/);
    const first = await servePlan();
    let anew = "";
    try {
      const plan = await planOf(request, first.address);
      await openWhatIf(page, first.address);
      await moveByNumber(page, "Meeting points", point.name, 538.1);
      await expect(changesOn(page).getByRole("listitem")).toHaveCount(1);
      await changesOn(page).getByRole("button", { name: "Plan everything anew" }).click();
      await expect(changesOn(page).getByText(/^Everything planned anew with: Meeting point La Mesilla/)).toBeVisible({ timeout: 60_000 });
      anew = await keep(request, first.address, [mesillaTo(538_100)], true);
      await expectShown(page, plan.gaps, (await planOf(request, first.address, anew)).gaps);
      if (more) {
        const form = await openForm(page, "Change or remove a patrol");
        await form.getByRole("combobox", { name: "Patrol" }).selectOption(more.patrol);
        await form.getByRole("spinbutton", { name: /^Shift \(h\)/ }).fill(String(more.shift_h));
        await form.getByRole("button", { name: "Make this change" }).click();
        await expect(changesOn(page).getByText(/^Patrol GT-09: shift 5 h/)).toBeVisible();
        await expectShown(page, plan.gaps, await gapsAfter(request, first.address, [more], anew));
      }
      await openForm(page, "Drafts");
      await keepAsDraft(page, "Anew");
    } finally {
      await first.stop();
    }

    const second = await servePlan([], Number(new URL(first.address).port));
    try {
      expect(second.address).toBe(first.address);
      await page.reload();
      const plan = await planOf(request, second.address);
      await expectShown(page, plan.gaps, plan.gaps);
      expect((await request.get(`${second.address}plans/${anew}`)).ok(), "the server has it no more").toBe(false);
      await openForm(page, "Drafts");
      await draftRow(page, "Anew").getByRole("button", { name: "Open", exact: true }).click();
      await expect(said(page)).toHaveText("Anew is open.", { timeout: 60_000 });
      await expect(changesOn(page).getByText(/^Everything planned anew with: Meeting point La Mesilla/)).toBeVisible();
      expect((await request.get(`${second.address}plans/${anew}`)).ok(), "the server has it again").toBe(true);
      const made = await planOf(request, second.address, more ? await keep(request, second.address, [more], false, anew) : anew);
      await expectShown(page, plan.gaps, made.gaps);
      await expect(page.getByRole("tabpanel").getByRole("alert")).toHaveCount(0);
    } finally {
      await second.stop();
    }
  });

test("a server that ends while a meeting point is dragged is said; what was let go is made once it is back", async ({ page, request, watched }) => {
  watched.expected.push(unreached);
  const first = await servePlan();
  const plan = await planOf(request, first.address);
  const alert = page.getByRole("tabpanel").getByRole("alert");
  let letGoAt = NaN;
  try {
    await openWhatIf(page, first.address);
    await moveByNumber(page, "Boundaries of sectors", boundary.name, 1275.5); // is kept, and stays
    await expect(changesOn(page).getByRole("listitem")).toHaveCount(1);
    const kept = await gapsAfter(request, first.address, [{ change: "move_boundary", pairs: boundary.pairs, to_m: 1_275_500 }]);
    await expectShown(page, plan.gaps, kept);
    const handle = await handleOf(page, await placeRow(page, "Meeting points", point.name), point.name);
    const was = await chainageOf(handle);
    const start = await middleOf(handle);
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(start.x + 60, start.y - 20, { steps: 4 });
    await expect(page.getByText("While you move it")).toBeVisible();

    await first.stop();
    await page.mouse.move(start.x + 180, start.y - 100, { steps: 5 });
    await expect(alert).toContainText("The server does not answer");
    await expect(page.getByRole("region", { name: "What to know" })).toContainText("The server does not answer.");
    letGoAt = await chainageOf(handle);
    expect(Math.abs(letGoAt - was), "the handle is where the pointer has it").toBeGreaterThan(300);
    await expectShown(page, plan.gaps, kept);
    await page.screenshot({ path: "e2e/results/whatif-lost-dragging.png" });

    await page.mouse.up();
    await expect(alert.getByRole("button", { name: "Try again" })).toBeVisible();
    await expect(said(page)).toHaveText(/^The change was not made\. The server does not answer/);
    await expect(changesOn(page).getByRole("listitem")).toHaveText([/^Boundary of /]);
    await expect(handle).toHaveAttribute("aria-valuenow", (was / 1000).toFixed(3));
    await expectShown(page, plan.gaps, kept);
    await expect(changesOn(page).getByRole("button", { name: "Undo" })).toHaveAttribute("aria-disabled", "false");
    expect(await findings(page)).toEqual([]);
    await page.screenshot({ path: "e2e/results/whatif-lost.png" });
    await alert.getByRole("button", { name: "Try again" }).click(); // it is not back yet
    await expect(alert.getByRole("button", { name: "Try again" })).toBeVisible();
    await expect(changesOn(page).getByRole("listitem")).toHaveCount(1);
  } finally {
    await first.stop();
  }

  const second = await servePlan([], Number(new URL(first.address).port));
  try {
    await expect(said(page)).toHaveText("The server answers again");
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(changesOn(page).getByRole("listitem")).toHaveText([/^Boundary of /, new RegExp(`^Meeting point ${point.name} to km `)]);
    await expect(alert).toHaveCount(0);
    const asked = /km ([\d,]+\.\d{3})/.exec((await changesOn(page).getByRole("listitem").nth(1).textContent()) ?? "")?.[1] ?? "";
    const made = Math.round(Number(asked.replace(",", "")) * 1000);
    expect(Math.abs(made - letGoAt), "where the pointer was let go").toBeLessThan(1);
    const id = await keep(request, second.address, [{ change: "move_boundary", pairs: boundary.pairs, to_m: 1_275_500 }, mesillaTo(made)]);
    await expectShown(page, plan.gaps, (await planOf(request, second.address, id)).gaps);
    await page.screenshot({ path: "e2e/results/whatif-back.png" });
  } finally {
    await second.stop();
  }
});
