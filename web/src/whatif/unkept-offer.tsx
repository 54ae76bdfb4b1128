import { texts } from "../lang/language";
import { history, replaceChanges } from "../state/draft";
import { base } from "../state/shown";
import { number } from "../lang/format";
import { tell } from "./said";
import { forgetUnkept, unkept } from "./unkept";

const t = texts({
  en: { there: "Your last changes of this plan ({n}) can be brought back.", back: "Bring them back", forget: "Forget them" },
  es: { there: "Sus últimos cambios de este plan ({n}) se pueden recuperar.", back: "Recuperarlos", forget: "Olvidarlos" },
});

/** Offers the last changes of this plan once more. */
export function Unkept() {
  const last = unkept.value;
  if (!last || history.value.canUndo || history.value.canRedo || base.value.state !== "there" || base.value.value.id !== last.plan.id) return null;
  const n = last.step.changes.length + last.step.anew.reduce((sum, a) => sum + a.changes.length, 0);
  return (
    <div class="stack">
      <p>{t("there", { n: number(n) })}</p>
      <div class="row">
        <button type="button" onClick={() => void tell(replaceChanges(last.step))}>
          {t("back")}
        </button>
        <button type="button" onClick={forgetUnkept}>
          {t("forget")}
        </button>
      </div>
    </div>
  );
}
