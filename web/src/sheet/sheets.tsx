import { useSignal, type Signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { language, texts } from "../lang/language";
import { shown } from "../state/shown";
import { openSheet, part } from "../state/view";
import { Empty, Loading } from "../ui/state";
import { allPairs } from "./address";
import { contentOf, pairsWithSector } from "./content";
import { closeSheet } from "./open";
import { printBy, rulesOf } from "./running-foot";
import { Sheet, type Paper } from "./sheet";
import { both, inLanguage, periodOf } from "./words";
import "./sheet.css";

const t = texts({
  en: { title: "Sector sheets", pair: "Pair", all: "All pairs", some: "Pairs {from}–{to} of {n}", paper: "Paper", letter: "Letter", both: "Both languages", print: "Print", close: "Close", public: "Sheets are for those who plan", publicNext: "They hold posts and times, which the public view does not show.", none: "There is no plan to make sheets of", noneNext: "Plan the scenario first.", plan: "Plan it", gone: "The plan has no sector for {pair}", goneNext: "It may have lost its sector by a change. Choose another pair above.", empty: "No pair has a sector in this plan", emptyNext: "So there is nothing to walk and no sheet to print. Plan the scenario with more patrols, or change the plan under “What if”." },
  es: { title: "Hojas de sector", pair: "Pareja", all: "Todas las parejas", some: "Parejas {from}–{to} de {n}", paper: "Papel", letter: "Carta", both: "Ambos idiomas", print: "Imprimir", close: "Cerrar", public: "Las hojas son para quienes planifican", publicNext: "Contienen puestos y horarios, que la vista pública no muestra.", none: "No hay plan del que hacer hojas", noneNext: "Planifique primero el escenario.", plan: "Planificarlo", gone: "El plan no tiene sector para {pair}", goneNext: "Puede haberlo perdido por un cambio. Elija otra pareja arriba.", empty: "Ninguna pareja tiene sector en este plan", emptyNext: "Así que no hay nada que recorrer ni hojas que imprimir. Planifique el escenario con más patrullas o cambie el plan en «¿Y si…?»." },
});

/** Sheets that are drawn at once; a plan with more pairs has them in so many at a time. */
const mostSheets = 40;

/** The sector sheets over the page, as they will be on paper; nothing while none is asked for. */
export function Sheets() {
  return openSheet.value === null ? null : <Open wanted={openSheet.value} />;
}

function Open({ wanted: asked }: { wanted: string }) {
  const view = useRef<HTMLDivElement>(null);
  const paper = useSignal<Paper>("a4");
  const d = shown.value;
  const pairs = useMemo(() => (d?.plan ? pairsWithSector(d.plan) : []), [d]);
  const first = asked.startsWith(allPairs) ? firstOf(asked, pairs.length) : -1;
  const wanted = first < 0 ? asked : portion(first);
  const ids = first < 0 ? [asked] : pairs.slice(first, first + mostSheets);
  const contents = useMemo(() => ids.map((id) => ({ id, content: d ? contentOf(d, id) : undefined })), [d, ids.join("\n")]);
  const foot = d?.plan ? `${d.title} · ${inLanguage(language.value, "period", periodOf(language.value, d.plan.period_h))}` : "";
  useLayoutEffect(() => printBy(rulesOf(ids.map((id, i) => ({ id: `sheet-${i}`, foot: `${id} · ${foot}` })), paper.value)), [ids.join("\n"), foot, paper.value]);
  useEffect(() => {
    const before = document.activeElement;
    const page = document.querySelector(".page");
    page?.toggleAttribute("inert", true);
    view.current?.focus();
    return () => {
      page?.toggleAttribute("inert", false);
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <div class={`sheets ${paper.value}`} ref={view} role="dialog" aria-modal="true" aria-labelledby="sheets-title" tabIndex={-1} onKeyDown={(e) => e.key === "Escape" && closeSheet()}>
      <Bar wanted={wanted} pairs={pairs} paper={paper} />
      {!d ? (
        <Loading />
      ) : !d.plan ? (
        <NoPlan rights={d.rights} />
      ) : pairs.length === 0 ? (
        <Empty title={t("empty")}>
          <p>{t("emptyNext")}</p>
        </Empty>
      ) : (
        contents.map(({ id, content }, i) => (content ? <Sheet key={id} d={d} content={content} id={`sheet-${i}`} paper={paper.value} /> : <Gone key={id} pair={id} />))
      )}
    </div>
  );
}

function Gone({ pair }: { pair: string }) {
  return (
    <Empty title={t("gone", { pair })}>
      <p>{t("goneNext")}</p>
    </Empty>
  );
}

/** What is chosen of the sheets; it is not printed. */
function Bar({ wanted, pairs, paper }: { wanted: string; pairs: readonly string[]; paper: Signal<Paper> }) {
  return (
    <div class="bar row">
      <h2 id="sheets-title">{t("title")}</h2>
      {pairs.length > 0 && (
        <>
          <label class="row">
            {t("pair")}
            <select value={wanted} onChange={(e) => (openSheet.value = e.currentTarget.value)}>
              {!wanted.startsWith(allPairs) && !pairs.includes(wanted) && <option value={wanted}>{wanted}</option>}
              {portions(pairs.length).map((from) => (
                <option key={from} value={portion(from)}>
                  {pairs.length <= mostSheets ? t("all") : t("some", { from: from + 1, to: Math.min(pairs.length, from + mostSheets), n: pairs.length })}
                </option>
              ))}
              {pairs.map((id) => (
                <option key={id} value={id}>
                  {id}
                </option>
              ))}
            </select>
          </label>
          <label class="row">
            {t("paper")}
            <select value={paper.value} onChange={(e) => (paper.value = e.currentTarget.value === "letter" ? "letter" : "a4")}>
              <option value="a4">A4</option>
              <option value="letter">{t("letter")}</option>
            </select>
          </label>
          <label class="row">
            <input type="checkbox" checked={both.value} onChange={(e) => (both.value = e.currentTarget.checked)} />
            {t("both")}
          </label>
          <button type="button" class="primary" onClick={() => print()}>
            {t("print")}
          </button>
        </>
      )}
      <button type="button" onClick={closeSheet}>
        {t("close")}
      </button>
    </div>
  );
}

function NoPlan({ rights }: { rights: "full" | "public" }) {
  if (rights === "public") {
    return (
      <Empty title={t("public")}>
        <p>{t("publicNext")}</p>
      </Empty>
    );
  }
  const plan = () => {
    part.value = "plans";
    closeSheet();
  };
  return (
    <Empty title={t("none")}>
      <p>{t("noneNext")}</p>
      <button type="button" onClick={plan}>
        {t("plan")}
      </button>
    </Empty>
  );
}

/** The first pair of the portion that an address names: "*" is the first, "*40" begins at the forty-first; what names none is the first. */
function firstOf(wanted: string, pairs: number): number {
  const from = Number(wanted.slice(allPairs.length));
  return from > 0 && from < pairs ? mostSheets * Math.floor(from / mostSheets) : 0;
}

/** A portion of all pairs, as an address names it. */
function portion(from: number): string {
  return from === 0 ? allPairs : `${allPairs}${from}`;
}

function portions(pairs: number): number[] {
  return Array.from({ length: Math.ceil(pairs / mostSheets) }, (_, i) => i * mostSheets);
}
