import { askedFor, chainageOf, changesOn, expectShown, gapsAfter, handleOf, keep, middleOf, openWhatIf, placeRow, planOf, type Change } from "./changes";
import { expect, findings, full, test } from "./person";

const point = { id: "mp-la-mesilla", name: "La Mesilla – Ciudad Cuauhtémoc" };
/** Where breakpoints are, at most. */
const step_m = 100;

const mesillaTo = (m: number): Change => ({ change: "move_meeting_point", meeting_point: point.id, to_m: m });

test("a meeting point is dragged: numbers follow the pointer, and letting go makes it the plan; undo and redo by button and key", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await openWhatIf(page, full());
  await expectShown(page, plan.gaps, plan.gaps);
  const handle = await handleOf(page, await placeRow(page, "Meeting points", point.name), point.name);
  const start = await middleOf(handle);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  let last = await chainageOf(handle);
  for (const [dx, dy] of [[60, -20], [120, -60], [180, -100]] as const) {
    await page.mouse.move(start.x + dx, start.y + dy, { steps: 4 });
    await expect(handle).not.toHaveAttribute("aria-valuenow", (last / 1000).toFixed(3));
    last = await chainageOf(handle);
    await expectShown(page, plan.gaps, await gapsAfter(request, full(), [mesillaTo(last)]));
  }
  await expect(page.getByText("While you move it")).toBeVisible();
  await expect(changesOn(page).getByText("Nothing is changed yet.")).toBeVisible();
  await page.screenshot({ path: "e2e/results/whatif-dragging.png" });
  await page.mouse.up();
  await expect(changesOn(page).getByRole("listitem")).toHaveText([new RegExp(`^Meeting point ${point.name} to km `)]);
  const made = await askedFor(page);
  expect(Math.abs(made - last), "where the pointer was let go").toBeLessThan(1);
  const id = await keep(request, full(), [mesillaTo(made)]);
  const kept = await planOf(request, full(), id);
  await expectShown(page, plan.gaps, kept.gaps);
  const at = kept.meeting_points.find((p) => p.id === point.id)?.chainage_m ?? NaN;
  expect(Math.abs(at - made)).toBeLessThanOrEqual(step_m / 2 + 1);
  await expect(handle).toHaveAttribute("aria-valuenow", (at / 1000).toFixed(3));
  await page.screenshot({ path: "e2e/results/whatif-kept.png" });

  // The tables are those of the kept plan, and of the base after undo.
  await page.getByRole("tab", { name: "Tables" }).click();
  await page.getByRole("combobox", { name: "Table" }).selectOption({ label: "Meeting points" });
  const row = page.getByRole("row", { name: new RegExp(`^${point.name}`) });
  await page.getByRole("tabpanel").getByRole("searchbox", { name: "Find" }).fill("mesilla");
  await expect(row.getByRole("cell", { name: (at / 1000).toFixed(3) })).toBeVisible();
  await page.getByRole("group", { name: "Changes of the plan" }).getByRole("button", { name: "Undo" }).click();
  await expect(row.getByRole("cell", { name: "529.610" })).toBeVisible();
  await page.getByRole("tab", { name: "What if" }).click();
  await expectShown(page, plan.gaps, plan.gaps);
  await page.getByRole("tab", { name: "What if" }).press("Control+Shift+z");
  await expectShown(page, plan.gaps, kept.gaps);
  await page.getByRole("tab", { name: "What if" }).press("Control+z");
  await expectShown(page, plan.gaps, plan.gaps);
  await page.getByRole("tab", { name: "What if" }).press("Control+y");
  await expectShown(page, plan.gaps, kept.gaps);
  expect(await findings(page)).toEqual([]);
});

test("Escape while dragging puts it back, and nothing is kept", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await openWhatIf(page, full());
  const handle = await handleOf(page, await placeRow(page, "Meeting points", point.name), point.name);
  const was = await chainageOf(handle);
  const start = await middleOf(handle);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 180, start.y - 100, { steps: 5 });
  await expect(page.getByText("While you move it")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(handle).toHaveAttribute("aria-valuenow", (was / 1000).toFixed(3));
  await expectShown(page, plan.gaps, plan.gaps);
  await expect(changesOn(page).getByText("Nothing is changed yet.")).toBeVisible();
  await expect(changesOn(page).getByRole("button", { name: "Undo" })).toBeDisabled();
});

const boundary = { pairs: ["GT-15+MX-15", "GT-16+MX-16"] as const, name: "Boundary between GT-15+MX-15 and GT-16+MX-16" };
const boundaryTo = (m: number): Change => ({ change: "move_boundary", pairs: boundary.pairs, to_m: m });

test("a boundary is moved by drag, by keys and by its number: the sectors are those of the server", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const was = plan.sectors.find((s) => s.pair === boundary.pairs[0])?.to_m ?? NaN;
  await openWhatIf(page, full());
  const row = await placeRow(page, "Boundaries of sectors", boundary.name);
  const field = row.getByRole("spinbutton");
  const handle = await handleOf(page, row, boundary.name);
  await expect(handle).toHaveAttribute("aria-valuenow", (was / 1000).toFixed(3));

  const start = await middleOf(handle);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 150, start.y, { steps: 6 });
  await page.mouse.up();
  const dragged = await askedFor(page);
  expect(Math.abs(dragged - was)).toBeGreaterThan(300);
  const first = await planOf(request, full(), await keep(request, full(), [boundaryTo(dragged)]));
  await expectShown(page, plan.gaps, first.gaps);
  const end = first.sectors.find((s) => s.pair === boundary.pairs[0])?.to_m ?? NaN;
  expect(Math.abs(end - dragged)).toBeLessThanOrEqual(step_m / 2 + 1);
  await expect(field).toHaveValue((end / 1000).toFixed(3));
  await expect(handle).toHaveAttribute("aria-valuenow", (end / 1000).toFixed(3));

  // Keys on the handle: an arrow 100 m, with Shift 1 km, a page 10 km; Enter lets it go.
  const shifted = end + 100 + 1000 - 10_000;
  await handle.focus();
  for (const key of ["ArrowRight", "Shift+ArrowRight", "PageDown"]) await handle.press(key);
  await expect(handle).toHaveAttribute("aria-valuenow", (shifted / 1000).toFixed(3));
  await expectShown(page, plan.gaps, await gapsAfter(request, full(), [boundaryTo(shifted)]));
  await handle.press("Enter");
  await expect(changesOn(page).getByRole("listitem")).toHaveText([/^Boundary of GT-15\+MX-15 and GT-16\+MX-16 to km /]);
  await expect.poll(() => askedFor(page)).toBeCloseTo(shifted, -1);

  // Its number, while the step before may still be kept; the sector of the other pair begins there.
  await field.fill("1275.5");
  await field.press("Enter");
  await expect(changesOn(page).getByRole("listitem")).toHaveText([/to km 1,275\.500/]);
  const kept = await planOf(request, full(), await keep(request, full(), [boundaryTo(1_275_500)]));
  await expectShown(page, plan.gaps, kept.gaps);
  for (const pair of boundary.pairs) expect(kept.sectors.find((s) => s.pair === pair)?.[pair === boundary.pairs[0] ? "to_m" : "from_m"]).toBeCloseTo(1_275_500, -2);
  await page.screenshot({ path: "e2e/results/whatif-boundary.png" });
  await page.getByRole("tab", { name: "Tables" }).click();
  await page.getByRole("combobox", { name: "Table" }).selectOption({ label: "Sectors" });
  await page.getByRole("tabpanel").getByRole("searchbox", { name: "Find" }).fill("GT-16+MX-16");
  await expect(page.getByRole("row", { name: /^GT-16\+MX-16/ }).getByRole("cell", { name: /^1,275\.[45]/ })).toBeVisible();
});

test("a boundary cannot be moved past its neighbours: it stops there, and the server is content", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await openWhatIf(page, full());
  const row = await placeRow(page, "Boundaries of sectors", boundary.name);
  const last = plan.sectors.find((s) => s.pair === boundary.pairs[1])?.to_m ?? NaN;
  await row.getByRole("spinbutton").fill("1333.9");
  await row.getByRole("spinbutton").press("Enter");
  await expect(changesOn(page).getByRole("listitem")).toHaveText([new RegExp(`to km ${((last - 100) / 1000).toLocaleString("en-GB", { minimumFractionDigits: 3, maximumFractionDigits: 3 })}`)]);
  await expectShown(page, plan.gaps, await gapsAfter(request, full(), [boundaryTo(last - 100)]));
});
