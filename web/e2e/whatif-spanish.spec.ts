import { changesOn, draftRow, expectShown, keep, keepAsDraft, moveByNumber, openForm, openWhatIf, planOf, type Change } from "./changes";
import { englishOn } from "./english";
import { expect, findings, full, overhang, said, test, unfold } from "./person";

// What-if for whoever reads Spanish.

const boundary = { pairs: ["GT-15+MX-15", "GT-16+MX-16"], name: "Límite entre GT-15+MX-15 y GT-16+MX-16" };
const boundaryTo = (m: number): Change => ({ change: "move_boundary", pairs: boundary.pairs, to_m: m });
const shorter: Change = { change: "change_patrol", patrol: "GT-09", shift_h: 5 };

for (const { name, width, height } of [
  { name: "wide", width: 1280, height: 800 },
  { name: "narrow", width: 390, height: 844 },
])
  test.describe(`in Spanish, ${name}`, () => {
    test.use({ locale: "es-GT", viewport: { width, height } });

    test("a boundary is moved, a patrol changed and a draft kept, and no word of it is English", async ({ page, request, watched }) => {
      watched.expected.push(/status of 422/);
      const plan = await planOf(request, full());
      const one = await planOf(request, full(), await keep(request, full(), [boundaryTo(1_275_500)]));
      const both = await planOf(request, full(), await keep(request, full(), [boundaryTo(1_275_500), shorter]));
      await openWhatIf(page, full());
      await expectShown(page, plan.gaps, plan.gaps);

      await moveByNumber(page, "Límites de sectores", boundary.name, 1275.5);
      await expect(changesOn(page).getByRole("listitem")).toHaveText([/^Límite entre GT-15\+MX-15 y GT-16\+MX-16 al km 1,275\.500/]);
      await expectShown(page, plan.gaps, one.gaps);
      await expect(said(page)).toHaveText(/^Exposición .* frente al plan, (más|menos) abierto\.$/);
      expect(await englishOn(page)).toEqual([]);

      const form = await openForm(page, "Cambiar o eliminar una patrulla");
      await form.getByRole("combobox", { name: "Patrulla" }).selectOption("GT-09");
      const shift = form.getByRole("spinbutton", { name: /^Turno \(h\)/ });
      await shift.fill("0");
      await expect(shift).toHaveAccessibleDescription(/^Dé un número entre 0\.001 y /);
      expect(await englishOn(page), "what is refused at its field").toEqual([]);
      await shift.fill("5");
      await expect(page.getByText("Mientras lo mueve")).toBeVisible();
      await form.getByRole("button", { name: "Hacer este cambio" }).click();
      await expect(changesOn(page).getByRole("listitem").nth(1)).toHaveText(/^Patrulla GT-09: turno de 5 h/);
      await expectShown(page, plan.gaps, both.gaps);

      const drafts = await openForm(page, "Borradores");
      await keepAsDraft(page, "Brecha norte");
      await expect(said(page)).toHaveText("Se guardó Brecha norte.");
      await drafts.getByRole("button", { name: "Comparar", exact: true }).click();
      await expect(drafts.getByRole("heading", { name: "En qué difieren" })).toBeVisible();
      await drafts.getByLabel("Leer un borrador de un archivo").setInputFiles({ name: "carta.json", mimeType: "application/json", buffer: Buffer.from("Estimado colega") });
      await expect(drafts.getByRole("alert")).toHaveText("El archivo no es un borrador: no es JSON.");
      await unfold(page);
      await page.getByRole("group", { name: "Límites de sectores" }).getByRole("searchbox").fill("");
      await page.getByRole("group", { name: "Límites de sectores" }).getByRole("button", { name: / más$/ }).click();
      await expect(page.getByText("capa aire").first()).toBeVisible();
      expect(await englishOn(page), "with all that is folded").toEqual([]);
      expect(await overhang(page)).toBeLessThanOrEqual(0);
      expect(await findings(page)).toEqual([]);
      await draftRow(page, "Brecha norte").scrollIntoViewIfNeeded();
      await page.screenshot({ path: `e2e/results/whatif-spanish-${name}.png` });

      // The draft is what was kept, and what the server refuses is said in Spanish too.
      await changesOn(page).getByRole("button", { name: "Quitar todos" }).click();
      await expectShown(page, plan.gaps, plan.gaps);
      await draftRow(page, "Brecha norte").getByRole("button", { name: "Abrir", exact: true }).click();
      await expect(said(page)).toHaveText("Está abierto Brecha norte.");
      await expectShown(page, plan.gaps, both.gaps);
      await drafts.getByLabel("Leer un borrador de un archivo").setInputFiles({ name: "otro.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ format: "lindero-draft", version: 1, name: "Fuera", plan: { id: "otro", title: "Otro plan", scenario: "" }, saved: "", exposure_km_h: [0, 0], anew: [], changes: [boundaryTo(1_400_000)] })) });
      await expect(draftRow(page, "Fuera")).toContainText("Se hizo sobre otro plan (Otro plan).");
      await draftRow(page, "Fuera").getByRole("button", { name: "Aplicar aquí" }).click();
      await expect(page.getByRole("heading", { name: "No se hizo el cambio" })).toBeVisible();
      expect(await englishOn(page), "what the server refuses").toEqual([]);
      await expectShown(page, plan.gaps, both.gaps);
      await page.screenshot({ path: `e2e/results/whatif-spanish-refused-${name}.png` });
    });
  });
