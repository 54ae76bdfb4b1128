import { useRef } from "preact/hooks";
import { texts } from "../lang/language";
import { changes, history, planAnew, planned, planning, removeChange, stopAsking, takeBackAll } from "../state/draft";
import { base } from "../state/shown";
import { HistoryButtons } from "./history-buttons";
import { tell } from "./said";
import { changeable } from "./there";
import { Unkept } from "./unkept-offer";
import { sayChange } from "./words";

const t = texts({
  en: {
    title: "Changes",
    none: "Nothing is changed yet.",
    remove: "Remove: {change}",
    anew: "Plan everything anew",
    anewWhy: "Pairs, sectors and meeting points are sought again for all, with these changes. Without it, only what a change touches is made anew.",
    all: "Take all back",
    stage: "Everything planned anew with: {changes}",
    nothing: "nothing else",
    planning: "Planning everything anew. It may take a while; all else can be looked at meanwhile.",
    stop: "Stop",
  },
  es: {
    title: "Cambios",
    none: "Todavía no hay cambios.",
    remove: "Quitar: {change}",
    anew: "Planificar todo de nuevo",
    anewWhy: "Se buscan otra vez parejas, sectores y puntos de encuentro para todos, con estos cambios. Sin ello solo se rehace lo que toca un cambio.",
    all: "Quitar todos",
    stage: "Todo planificado de nuevo con: {changes}",
    nothing: "nada más",
    planning: "Planificando todo de nuevo. Puede tardar; mientras tanto se puede ver todo lo demás.",
    stop: "Detener",
  },
});

/** What is changed, in words; each change can be removed. */
export function ChangeList() {
  const head = useRef<HTMLHeadingElement>(null);
  const { anew, changes: made } = history.value.step;
  const of = base.value.state === "there" ? base.value.value : null;
  const nothing = anew.length === 0 && made.length === 0;
  return (
    <section class="stack" aria-labelledby="changes-title">
      <div class="row">
        <h3 id="changes-title" ref={head} tabIndex={-1}>{t("title")}</h3>
        <HistoryButtons />
      </div>
      {nothing && <p class="soft">{t("none")}</p>}
      {nothing && <Unkept />}
      {anew.length > 0 && (
        <ul>
          {anew.map((a, i) => (
            <li key={i}>{t("stage", { changes: a.changes.map((c) => sayChange(c, of)).join("; ") || t("nothing") })}</li>
          ))}
        </ul>
      )}
      {made.length > 0 && (
        <ol class="plain change-list">
          {made.map((c, i) => {
            const words = sayChange(c, changeable.value ?? of);
            return (
              <li key={i}>
                <span>{words}</span>
                <button type="button" class="plain" aria-label={t("remove", { change: words })} title={t("remove", { change: words })} onClick={() => {
                    head.current?.focus(); // the button goes away with its change
                    void tell(removeChange(i));
                  }}>
                  ×
                </button>
              </li>
            );
          })}
        </ol>
      )}
      {!nothing && (
        <div class="stack">
          <div class="row">
            <button type="button" disabled={planning.value || changes.value.length === 0} aria-describedby="anew-why" onClick={() => void tell(planAnew())}>
              {t("anew")}
            </button>
            <button type="button" onClick={() => {
                head.current?.focus();
                void tell(takeBackAll());
              }}>
              {t("all")}
            </button>
          </div>
          <p class="soft" id="anew-why">{t("anewWhy")}</p>
        </div>
      )}
      {planning.value && (
        <div class="row" role="status">
          <progress aria-label={t("anew")} max={100} value={planned.value} />
          <span>{t("planning")}</span>
          <button type="button" onClick={stopAsking}>
            {t("stop")}
          </button>
        </div>
      )}
    </section>
  );
}
