import { computed } from "@preact/signals";
import { reached, waiting_s } from "../api/connection";
import { number } from "../lang/format";
import { texts } from "../lang/language";
import { chooseListed } from "../plans/picker";
import { findListed, label } from "../plans/label";
import { orderOf } from "../plans/order";
import { listed, notChosen, shown, type Asked } from "../state/shown";
import { part } from "../state/view";

const t = texts({
  en: {
    notices: "What to know",
    offline: "The server does not answer. What is on the page stays; the page tries again by itself.",
    waiting: "The server has much to do. The page asks again in {s} s.",
    public: "Public view: the border, sectors and gaps. Posts, patrols and times are private to the services of both countries, and nothing is computed here.",
    noPlan: "This is a scenario without a plan: nobody is on patrol yet.",
    planIt: "Plan it",
    notChosen: "{name} could not be shown: {why}",
    gone: "the server does not have it, or no longer.",
    failed: "the server did not give it.",
    list: "See the list",
    again: "Try again",
    close: "Close",
  },
  es: {
    notices: "Avisos",
    offline: "El servidor no responde. Lo que está en la página se queda; la página lo intenta de nuevo por sí sola.",
    waiting: "El servidor tiene mucho trabajo. La página vuelve a preguntar en {s} s.",
    public: "Vista pública: la frontera, los sectores y los huecos. Los puestos, las patrullas y los horarios son reservados de los servicios de ambos países, y aquí no se calcula nada.",
    noPlan: "Este es un escenario sin plan: todavía no hay nadie de patrulla.",
    planIt: "Planificarlo",
    notChosen: "No se pudo mostrar {name}: {why}",
    gone: "el servidor no lo tiene, o ya no.",
    failed: "el servidor no lo entregó.",
    list: "Ver la lista",
    again: "Intentar otra vez",
    close: "Cerrar",
  },
});

/** Whether the server has something to show that is no whole plan. */
const lacks = computed<"public" | "plan" | null>(() => {
  const s = shown.value;
  if (!s || s.plan) return null;
  return s.rights === "public" ? "public" : "plan";
});

/** A plan or scenario as the list has it, else as it was asked for. */
function nameOf({ kind, name }: Asked): string {
  const found = listed.value.state === "there" ? findListed(listed.value.value[kind], name) : undefined;
  return found ? label(found) : name;
}

/** What people should know of the state of the page, below its head. */
export function Notices() {
  const failed = notChosen.value;
  const scenario = shown.value;
  return (
    <section class="notices" aria-label={t("notices")}>
      <div role="status">
        {!reached.value && <p class="notice bad">{t("offline")}</p>}
        {waiting_s.value > 0 && <p class="notice">{t("waiting", { s: number(waiting_s.value) })}</p>}
        {failed && (
          <p class="notice bad">
            {t("notChosen", { name: nameOf(failed.asked), why: t(failed.problem.trouble === "gone" ? "gone" : "failed") })}
            {failed.problem.trouble === "gone" ? (
              <button type="button" onClick={() => (part.value = "plans")}>
                {t("list")}
              </button>
            ) : (
              <button type="button" onClick={() => void chooseListed(failed.asked.kind, failed.asked.name)}>
                {t("again")}
              </button>
            )}
            <button type="button" onClick={() => (notChosen.value = null)}>
              {t("close")}
            </button>
          </p>
        )}
      </div>
      {lacks.value === "public" && <p class="notice">{t("public")}</p>}
      {lacks.value === "plan" && scenario && (
        <p class="notice">
          {t("noPlan")}
          <button
            type="button"
            class="primary"
            onClick={() => {
              orderOf(scenario);
              part.value = "plans";
            }}
          >
            {t("planIt")}
          </button>
        </p>
      )}
    </section>
  );
}
