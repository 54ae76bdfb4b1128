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
  en: { title: "Sector sheets", pair: "Pair", all: "All pairs", some: "Pairs {from}–{to} of {n}", paper: "Paper", letter: "Letter", both: "Both languages", print: "Print", close: "Close", public: "Sheets are for those who plan", publicNext: "They hold posts and times, which the public view does not show.", none: "There is no plan to make sheets of", noneNext: "Plan the scenario first.", plan: "Plan it", gone: "The plan has no sector for {pair}", goneNext: "It may have lost its sector by a change. Choose another pair above." },
  es: { title: "Hojas de sector", pair: "Pareja", all: "Todas las parejas", some: "Parejas {from}–{to} de {n}", paper: "Papel", letter: "Carta", both: "Ambos idiomas", print: "Imprimir", close: "Cerrar", public: "Las hojas son para quienes planifican", publicNext: "Contienen puestos y horarios, que la vista pública no muestra.", none: "No hay plan del que hacer hojas", noneNext: "Planifique primero el escenario.", plan: "Planificarlo", gone: "El plan no tiene sector para {pair}", goneNext: "Puede haberlo perdido por un cambio. Elija otra pareja arriba." },
});

/** Sheets that are drawn at once; a plan with more pairs has them in so many at a time. */
const mostSheets = 40;

/** The sector sheets over the page, as they will be on paper; nothing while none is asked for. */
export function Sheets() {
  return openSheet.value === null ? null : <Open wanted={openSheet.value} />;
}

function Open({ wanted }: { wanted: string }) {
  const view = useRef<HTMLDivElement>(null);
  const paper = useSignal<Paper>("a4");
  const d = shown.value;
  const pairs = useMemo(() => (d?.plan ? pairsWithSector(d.plan) : []), [d]);
  const ids = wanted.startsWith(allPairs) ? pairs.slice(firstOf(wanted), firstOf(wanted) + mostSheets) : [wanted];
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
      <Bar wanted={wanted} pairs={pairs} paper={paper} planned={Boolean(d?.plan)} />
      {!d ? <Loading /> : !d.plan ? <NoPlan rights={d.rights} /> : contents.map(({ id, content }, i) => (content ? <Sheet key={id} d={d} content={content} id={`sheet-${i}`} paper={paper.value} /> : <Empty key={id} title={t("gone", { pair: id })}><p>{t("goneNext")}</p></Empty>))}
    </div>
  );
}

/** What is chosen of the sheets; it is not printed. */
function Bar({ wanted, pairs, paper, planned }: { wanted: string; pairs: readonly string[]; paper: Signal<Paper>; planned: boolean }) {
  return (
    <div class="bar row">
      <h2 id="sheets-title">{t("title")}</h2>
      {planned && (
        <>
          <label class="row">
            {t("pair")}
            <select value={wanted} onChange={(e) => (openSheet.value = e.currentTarget.value)}>
              {!wanted.startsWith(allPairs) && !pairs.includes(wanted) && <option value={wanted}>{wanted}</option>}
              {portions(pairs.length).map((from) => (
                <option key={from} value={from === 0 ? allPairs : allPairs + from}>
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

/** The first pair of a portion of all pairs: "*" is the first, "*40" begins at the forty-first. */
function firstOf(wanted: string): number {
  const from = Number(wanted.slice(allPairs.length));
  return Number.isInteger(from) && from > 0 ? from : 0;
}

function portions(pairs: number): number[] {
  return Array.from({ length: Math.max(1, Math.ceil(pairs / mostSheets)) }, (_, i) => i * mostSheets);
}
