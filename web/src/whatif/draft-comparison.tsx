import { useSignal } from "@preact/signals";
import type { Problem } from "../api/request";
import { texts } from "../lang/language";
import { Comparison } from "../plans/comparison";
import { history, keepStep } from "../state/draft";
import { base, problemOf } from "../state/shown";
import { Failed } from "../ui/state";
import { drafts } from "./drafts";
import { isNothing } from "./history";

const t = texts({
  en: {
    compare: "Compare",
    first: "First",
    second: "Second",
    plan: "The plan without changes",
    now: "The changes now",
    close: "Close the comparison",
    same: "Choose two that differ.",
    preparing: "The server keeps them, to compare them …",
  },
  es: {
    compare: "Comparar",
    first: "Primero",
    second: "Segundo",
    plan: "El plan sin cambios",
    now: "Los cambios actuales",
    close: "Cerrar la comparación",
    same: "Elija dos que sean distintos.",
    preparing: "El servidor los guarda para compararlos …",
  },
});

const noChanges = "plan";
const changesNow = "now";

/** Two drafts, or one and the plan, side by side. */
export function DraftComparison() {
  const a = useSignal(noChanges);
  const b = useSignal(changesNow);
  const both = useSignal<{ a: { id: string; title: string }; b: { id: string; title: string } } | null>(null);
  const trouble = useSignal<Problem | null>(null);
  const busy = useSignal(false);
  const here = base.value.state === "there" ? base.value.value : null;
  const mine = drafts.value.filter((d) => d.plan.id === here?.id);
  if (!here || (mine.length === 0 && isNothing(history.value.step))) return null;
  const choices = [{ id: noChanges, name: t("plan") }, ...(isNothing(history.value.step) ? [] : [{ id: changesNow, name: t("now") }]), ...mine.map((d) => ({ id: d.id, name: d.name }))];
  const chosenB = choices.some((c) => c.id === b.value) ? b.value : (choices.at(-1)?.id ?? noChanges);
  const chosenA = choices.some((c) => c.id === a.value) ? a.value : noChanges;
  const keepOf = async (id: string) => {
    const title = choices.find((c) => c.id === id)?.name ?? "";
    if (id === noChanges) return { id: here.id, title };
    const step = id === changesNow ? history.value.step : mine.find((d) => d.id === id)?.step;
    return { id: step ? await keepStep(step, new AbortController().signal) : here.id, title };
  };
  const compare = async () => {
    trouble.value = null;
    busy.value = true;
    try {
      both.value = { a: await keepOf(chosenA), b: await keepOf(chosenB) };
    } catch (error) {
      trouble.value = problemOf(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <fieldset class="stack">
      <legend>{t("compare")}</legend>
      <div class="row">
        {([["first", a, chosenA], ["second", b, chosenB]] as const).map(([label, to, value]) => (
          <label key={label} class="field">
            {t(label)}
            <select value={value} onChange={(e) => (to.value = e.currentTarget.value)}>
              {choices.map((c) => (
                <option key={c.id} value={c.id}>
                  {c.name}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {chosenA === chosenB && <p class="soft">{t("same")}</p>}
      <div class="row">
        <button type="button" disabled={chosenA === chosenB || busy.value} onClick={() => void compare()}>
          {t("compare")}
        </button>
        {both.value && (
          <button type="button" onClick={() => (both.value = null)}>
            {t("close")}
          </button>
        )}
      </div>
      {busy.value && <p role="status">{t("preparing")}</p>}
      {trouble.value && <Failed problem={trouble.value} retry={() => void compare()} />}
      {both.value && <Comparison a={both.value.a} b={both.value.b} />}
    </fieldset>
  );
}
