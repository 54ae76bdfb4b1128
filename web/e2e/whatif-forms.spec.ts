import { askedFor, changesOn, expectShown, gapsAfter, keep, moveByNumber, openForm, openWhatIf, planOf, type Change } from "./changes";
import { expect, findings, full, test } from "./person";

test("a patrol gets a longer shift: seen while it is written, refused at the field where it cannot be, and kept", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await openWhatIf(page, full());
  const form = await openForm(page, "Change or remove a patrol");
  await form.getByRole("combobox", { name: "Patrol" }).selectOption("GT-09");
  const shift = form.getByRole("spinbutton", { name: /^Shift \(h\)/ });
  const make = form.getByRole("button", { name: "Make this change" });
  await expect(make).toBeDisabled();

  await shift.fill("0");
  await expect(shift).toHaveAttribute("aria-invalid", "true");
  await expect(shift).toHaveAccessibleDescription(/^Give a number between 0\.001 and 100,000\.$/);
  await expect(make).toBeDisabled();
  await expectShown(page, plan.gaps, plan.gaps);
  expect(await findings(page)).toEqual([]);
  await page.screenshot({ path: "e2e/results/whatif-refused-field.png" });

  const shorter: Change[] = [{ change: "change_patrol", patrol: "GT-09", shift_h: 5 }];
  const after = await gapsAfter(request, full(), shorter);
  await shift.fill("5");
  await expect(shift).not.toHaveAttribute("aria-invalid", "true");
  await expectShown(page, plan.gaps, after);
  await expect(changesOn(page).getByText("Nothing is changed yet.")).toBeVisible();
  await make.click();
  await expect(changesOn(page).getByRole("listitem")).toHaveText([/^Patrol GT-09: shift 5 h/]);
  await expectShown(page, plan.gaps, (await planOf(request, full(), await keep(request, full(), shorter))).gaps);
  await expect(shift).toHaveValue("5");
});

test("what is being written of a patrol stays when a change made before it comes from the server", async ({ page, request }) => {
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/processes/what-if/execution", async (route) => {
    const { inputs } = route.request().postDataJSON() as { inputs: { keep?: boolean } };
    if (inputs.keep) await held;
    await route.continue();
  });
  const plan = await planOf(request, full());
  const [mesilla, shorter]: [Change, Change] = [{ change: "move_meeting_point", meeting_point: "mp-la-mesilla", to_m: 538_100 }, { change: "change_patrol", patrol: "GT-09", shift_h: 5 }];
  await openWhatIf(page, full());
  await moveByNumber(page, "Meeting points", "La Mesilla – Ciudad Cuauhtémoc", 538.1);
  await expect(page.getByText("Keeping the change …")).toBeVisible();
  const form = await openForm(page, "Change or remove a patrol");
  await form.getByRole("combobox", { name: "Patrol" }).selectOption("GT-09");
  const shift = form.getByRole("spinbutton", { name: /^Shift \(h\)/ });
  await shift.fill("5");
  const both = await gapsAfter(request, full(), [mesilla, shorter]);
  await expectShown(page, plan.gaps, both);
  go();
  await expect(page.getByText("Keeping the change …")).toBeHidden();
  await expect(shift).toHaveValue("5");
  await expectShown(page, plan.gaps, both);
  await form.getByRole("button", { name: "Make this change" }).click();
  await expect(changesOn(page).getByRole("listitem")).toHaveText([/^Meeting point La Mesilla/, /^Patrol GT-09: shift 5 h/]);
  await expectShown(page, plan.gaps, both);
});

test("a patrol is removed: its pair is gone, its partner is told of, and undo brings it back", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const remove: Change[] = [{ change: "remove_patrol", patrol: "GT-07" }];
  await openWhatIf(page, full());
  const form = await openForm(page, "Change or remove a patrol");
  await form.getByRole("combobox", { name: "Patrol" }).selectOption("GT-07");
  await form.getByRole("button", { name: "Remove the patrol" }).click();
  await expect(changesOn(page).getByRole("listitem")).toHaveText([/^Patrol GT-07 removed/]);
  const kept = await planOf(request, full(), await keep(request, full(), remove));
  await expectShown(page, plan.gaps, kept.gaps);
  expect(kept.pairs.map((p) => p.id)).not.toContain("GT-07+MX-07");
  await expect(page.getByRole("list", { name: "To be told of it" })).toContainText("Patrol MX-07 has no partner");
  await page.screenshot({ path: "e2e/results/whatif-removed.png" });
  await page.getByRole("tab", { name: "Tables" }).click();
  await page.getByRole("combobox", { name: "Table" }).selectOption({ label: "Pairs" });
  await expect(page.getByRole("table", { name: `Pairs: ${kept.pairs.length} of ${kept.pairs.length}` })).toBeVisible();
  await page.getByRole("tab", { name: "Tables" }).press("Control+z");
  await expect(page.getByRole("table", { name: `Pairs: ${plan.pairs.length} of ${plan.pairs.length}` })).toBeVisible();
});

test("rules are changed as one step, and an impossible one is refused at its field", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await openWhatIf(page, full());
  const form = await openForm(page, "Change rules");
  const land = form.getByRole("spinbutton", { name: /^Longest time between visits on land/ });
  const detour = form.getByRole("spinbutton", { name: /^How much longer a way is/ });
  await expect(land).toHaveValue("168");
  await expect(detour).toHaveValue("1.3");
  await detour.fill("0.5");
  await expect(detour).toHaveAttribute("aria-invalid", "true");
  await expect(detour).toHaveAccessibleDescription(/^Give a number between 1 and/);
  await expect(form.getByRole("button", { name: "Make these changes" })).toBeDisabled();
  await detour.fill("1.5");
  await land.fill("24");
  await form.getByRole("button", { name: "Make these changes" }).click();
  const rules: Change[] = [{ change: "change_rule", rule: "revisit_h.land", value: 24 }, { change: "change_rule", rule: "detour_factor", value: 1.5 }];
  await expect(changesOn(page).getByRole("listitem")).toHaveText([/Longest time between visits on land: 24 h/, /1\.5 times/]);
  await expectShown(page, plan.gaps, (await planOf(request, full(), await keep(request, full(), rules))).gaps);
  await changesOn(page).getByRole("button", { name: "Undo" }).click();
  await expect(changesOn(page).getByText("Nothing is changed yet.")).toBeVisible();
  await expectShown(page, plan.gaps, plan.gaps);
  await expect(land).toHaveValue("168");
});

test("a pair is added and everything planned anew, as a job: the plan is that of the server", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await openWhatIf(page, full());
  const form = await openForm(page, "Add patrols");
  const ids = await form.getByRole("textbox", { name: "Id of the new patrol" }).evaluateAll((list) => list.map((i) => (i as HTMLInputElement).value));
  expect(ids).toEqual(["GT-19", "MX-19"]);
  await form.getByRole("combobox", { name: "Like" }).nth(0).selectOption("GT-09");
  await form.getByRole("combobox", { name: "Like" }).nth(1).selectOption("MX-09");
  expect(await findings(page)).toEqual([]);
  await form.getByRole("button", { name: "Add and plan anew" }).click();
  await expect(changesOn(page).getByText(/^Everything planned anew with: New patrol GT-19/)).toBeVisible({ timeout: 60_000 });
  const patrols = (await (await request.get(`${full()}collections/patrols/items?limit=1000`)).json()) as { features: { id: string; properties: Record<string, unknown> }[] };
  const like = (id: string, from: string, side: string): Change => {
    const p = patrols.features.find((f) => f.id === from)?.properties ?? {};
    const fields = ["post", "layer", "shift_h", "rest_h", "shifts_per_week", "speed_land_kmh", "speed_river_kmh", "speed_sea_kmh", "watch_radius_m"];
    return { change: "add_patrol", patrol: id, side, ...Object.fromEntries(fields.filter((f) => p[f] !== undefined && p[f] !== null).map((f) => [f, p[f]])) };
  };
  const anew = await planOf(request, full(), await keep(request, full(), [like("GT-19", "GT-09", "GT"), like("MX-19", "MX-09", "MX")], true));
  expect(anew.pairs.length).toBe(plan.pairs.length + 1);
  await expectShown(page, plan.gaps, anew.gaps);
  await page.screenshot({ path: "e2e/results/whatif-added.png" });
  await page.getByRole("tab", { name: "What if" }).press("Control+z");
  await expectShown(page, plan.gaps, plan.gaps);
});

test("a meeting point is added with a click on the map, and removed again", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await openWhatIf(page, full());
  const form = await openForm(page, "Add a meeting point");
  await form.getByRole("textbox", { name: "Name" }).fill("Nuevo cruce");
  await form.getByRole("button", { name: "Click on the map to place it" }).click();
  const map = await page.getByRole("main").boundingBox();
  if (!map) throw new Error("there is no map");
  await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
  const km = form.getByRole("spinbutton", { name: /^Kilometre of the border/ });
  await expect(km).toHaveValue(/^\d+\.\d{3}$/);
  const at = Math.round(Number(await km.inputValue()) * 1000);
  await form.getByRole("button", { name: "Add it" }).click();
  await expect(changesOn(page).getByRole("listitem")).toHaveText([/^New meeting point Nuevo cruce at km/]);
  expect(await askedFor(page), "it is added where it was placed").toBe(at);
  const kept = await planOf(request, full(), await keep(request, full(), [{ change: "add_meeting_point", meeting_point: "mp-nuevo-cruce", name: "Nuevo cruce", to_m: at }]));
  expect(kept.meeting_points.length).toBe(plan.meeting_points.length + 1);
  await expectShown(page, plan.gaps, kept.gaps);
  await page.getByRole("group", { name: "Meeting points", exact: true }).getByRole("searchbox").fill("nuevo");
  await page.getByRole("button", { name: "Remove meeting point Nuevo cruce" }).click();
  await expect(changesOn(page).getByRole("listitem")).toHaveCount(2);
  await expectShown(page, plan.gaps, plan.gaps);
});
