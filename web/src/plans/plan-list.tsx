import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Listed } from "../api/datasets";
import { address } from "../api/request";
import { amount, exposure, hours, km, number } from "../lang/format";
import { language, texts } from "../lang/language";
import { linkTo } from "../page/navigation";
import { base, choosing, shown } from "../state/shown";
import { part } from "../state/view";
import { announce } from "../ui/announce";
import { useFocusKept } from "../ui/focus";
import { usePortions } from "../ui/portions";
import { apart, mark } from "./label";
import { alike, orderOf } from "./order";
import { chooseListed } from "./picker";
import { isProven, mainLayer, summaryOfPlan, type Summary } from "./summary";
import { compareWithShown } from "./two";
import { keepSummary, leaveSummary, summaries, wantSummary, wantSummaryAgain } from "./summaries";

const t = texts({
  en: {
    changes: "Changes of plans that the server keeps: {n}",
    compare: "Compare", compareOf: "Compare what is shown with {title}", show: "Show", shown: "Shown", showOf: "Show {title}", copy: "Copy link", copyOf: "Copy link: {title}", copied: "The link is copied", notCopied: "The browser does not let it be copied; the link is",
    plan: "Compute a plan", planOf: "Compute a plan of {title}", changed: "Changed: its changes are under “What if”", id: "Id {id}", names: "also {names}",
    counts: "{pairs}, {sorties}, {gaps}", pair: "{n} pair", pairs: "{n} pairs", sortie: "{n} sortie", sorties: "{n} sorties", gap: "{n} gap", gaps: "{n} gaps", open: "{exposure} overdue: {never} never watched, {late} too seldom", lambda: "Longest weighted revisit {h}", proven: "proven", unproven: "not proven",
    report: "Report", reportOf: "Report of {title}, {form}",
    reading: "Reading what it comes to …", unread: "What it comes to could not be read.", again: "Try again", whatIf: "Open them",
  },
  es: {
    changes: "Cambios de planes que guarda el servidor: {n}",
    compare: "Comparar", compareOf: "Comparar lo que se muestra con {title}", show: "Mostrar", shown: "Se muestra", showOf: "Mostrar {title}", copy: "Copiar enlace", copyOf: "Copiar enlace: {title}", copied: "Se copió el enlace", notCopied: "El navegador no permite copiarlo; el enlace es",
    plan: "Calcular un plan", planOf: "Calcular un plan de {title}", changed: "Cambiado: sus cambios están en «¿Y si…?»", id: "Id. {id}", names: "también {names}",
    counts: "{pairs}, {sorties}, {gaps}", pair: "{n} pareja", pairs: "{n} parejas", sortie: "{n} salida", sorties: "{n} salidas", gap: "{n} hueco", gaps: "{n} huecos", open: "{exposure} de atraso: {never} nunca se vigila, {late} se vigila poco", lambda: "Revisita ponderada más larga: {h}", proven: "demostrado", unproven: "sin demostrar",
    report: "Informe", reportOf: "Informe de {title}, {form}",
    reading: "Leyendo a qué llega …", unread: "No se pudo leer a qué llega.", again: "Intentar otra vez", whatIf: "Abrirlos",
  },
});

/** Plans that are listed at a time. */
const page = 20;

/** The plans, each with what it comes to where `sums`. */
export function PlanList({ plans, sums }: { plans: readonly Listed[]; sums: boolean }) {
  const { own, changes } = apart(plans);
  return (
    <>
      <Some plans={own} sums={sums} />
      {changes.length > 0 && (
        <details>
          <summary>{t("changes", { n: number(changes.length) })}</summary>
          <Some plans={changes} sums={sums} />
        </details>
      )}
    </>
  );
}

/** Plans, so many at a time. */
function Some({ plans, sums }: { plans: readonly Listed[]; sums: boolean }) {
  const { most, list, more } = usePortions<HTMLUListElement>(plans.length, page);
  return (
    <>
      <ul class="plain list" ref={list}>
        {plans.slice(0, most).map((p) => (
          <Item key={p.id} kind="plans" listed={p} compares={sums}>
            {sums && <Sum id={p.id} />}
          </Item>
        ))}
      </ul>
      {more}
    </>
  );
}

/** The scenarios; each can be planned where `computes`. */
export function ScenarioList({ scenarios, computes }: { scenarios: readonly Listed[]; computes: boolean }) {
  return (
    <ul class="plain list">
      {scenarios.map((s) => (
        <Item key={s.id} kind="scenarios" listed={s} computes={computes} />
      ))}
    </ul>
  );
}

/** What reports are written as: for reading, and for handing on. */
const forms = ["html", "pdf", "xlsx", "csv"] as const;

/** The report of a plan, in the page's language. */
function Reports({ id, title }: { id: string; title: string }) {
  return (
    <p class="row reports">
      <span class="soft">{t("report")}</span>
      {forms.map((form) => (
        <a key={form} href={`${address(`plans/${encodeURIComponent(id)}/report.${form}`)}?lang=${language.value}`} target="_blank" rel="noopener" aria-label={t("reportOf", { title, form: form.toUpperCase() })}>
          {form.toUpperCase()}
        </a>
      ))}
    </p>
  );
}

function Item({ kind, listed, computes = false, compares = false, children }: { kind: "plans" | "scenarios"; listed: Listed; computes?: boolean; compares?: boolean; children?: ComponentChildren }) {
  const now = base.value.state === "there" ? base.value.value : null;
  const is = now?.kind === kind && now.id === listed.id;
  const going = choosing.value;
  const title = `${listed.title} ${mark(listed)}`;
  const comparable = compares && !is && now?.kind === "plans" && alike([listed], now.title).length > 0;
  const coming = going?.kind === kind && (going.name === listed.id || listed.names.includes(going.name));
  const here = useFocusKept<HTMLLIElement>(is, "strong"); // the button that was pressed goes away
  const others = listed.names.filter((n) => n !== "current" && n !== mark(listed));
  return (
    <li ref={here} aria-current={is ? "true" : undefined}>
      <h3>
        {listed.title} <span class="soft">{mark(listed)}</span>
      </h3>
      <p class="soft">
        {t("id", { id: listed.id })}
        {others.length > 0 && `, ${t("names", { names: others.join(", ") })}`}
      </p>
      {children}
      {kind === "plans" && <Reports id={listed.id} title={title} />}
      {is && shown.value !== now && (
        <p class="row">
          {t("changed")}
          <button type="button" onClick={() => (part.value = "what-if")}>
            {t("whatIf")}
          </button>
        </p>
      )}
      <div class="row">
        {is ? (
          <strong tabIndex={-1}>{t("shown")}</strong>
        ) : (
          <button type="button" aria-busy={coming} aria-label={t("showOf", { title })} onClick={() => void chooseListed(kind, listed.id)}>
            {t("show")}
          </button>
        )}
        {comparable && (
          <button type="button" aria-label={t("compareOf", { title })} onClick={() => compareWithShown(listed.id)}>
            {t("compare")}
          </button>
        )}
        {computes && (
          <button type="button" aria-label={t("planOf", { title })} onClick={() => orderOf(listed)}>
            {t("plan")}
          </button>
        )}
        <CopyLink title={title} link={() => linkTo(listed.id, kind)} />
      </div>
    </li>
  );
}

/** Copies a link, and says so; where the browser does not let it, the link is there to be followed or copied by hand. */
function CopyLink({ title, link }: { title: string; link: () => string }) {
  const [done, setDone] = useState<{ link: string; copied: boolean } | null>(null);
  const copy = async () => {
    const text = link();
    let copied = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copied = false;
    }
    setDone({ link: text, copied });
    announce(copied ? t("copied") : `${t("notCopied")} ${text}`);
  };
  return (
    <>
      <button type="button" class="plain" aria-label={t("copyOf", { title })} onClick={() => void copy()}>
        {t("copy")}
      </button>
      {done?.copied && <span class="soft">{t("copied")}</span>}
      {done && !done.copied && (
        <span>
          {t("notCopied")} <a href={done.link}>{done.link}</a>
        </span>
      )}
    </>
  );
}

/** What a plan comes to; read when it comes into view. */
function Sum({ id }: { id: string }) {
  const place = useRef<HTMLDivElement | null>(null);
  const here = base.value.state === "there" ? base.value.value : null;
  const plan = here?.id === id ? here.plan : null;
  useEffect(() => {
    if (plan) {
      if (summaries.peek().get(id)?.state !== "there") keepSummary(id, summaryOfPlan(plan));
      return;
    }
    const element = place.current;
    if (!element || typeof IntersectionObserver === "undefined") return wantSummary(id);
    const watch = new IntersectionObserver((entries) => (entries.at(-1)?.isIntersecting ? wantSummary(id) : leaveSummary(id)));
    watch.observe(element);
    return () => {
      watch.disconnect();
      leaveSummary(id);
    };
  }, [id, plan]);
  const sum = summaries.value.get(id);
  return (
    <div ref={place} class="sum">
      {sum?.state === "there" ? (
        <Numbers of={sum.value} />
      ) : sum?.state === "failed" ? (
        <p class="row">
          {t("unread")}
          <button type="button" onClick={() => wantSummaryAgain(id)}>
            {t("again")}
          </button>
        </p>
      ) : (
        <p class="soft">{t("reading")}</p>
      )}
    </div>
  );
}

function Numbers({ of: s }: { of: Summary }) {
  const main = mainLayer(s.layers);
  return (
    <>
      <p>{t("counts", { pairs: amount(t, s.pairs, "pair", "pairs"), sorties: amount(t, s.sorties, "sortie", "sorties"), gaps: amount(t, s.gaps, "gap", "gaps") })}</p>
      <p>{t("open", { exposure: exposure(s.exposure_km_h), never: km(s.never_m), late: km(s.late_m) })}</p>
      {main && (
        <p>
          {t("lambda", { h: hours(main.lambda_h) })}, {t(isProven(s) ? "proven" : "unproven")}
        </p>
      )}
    </>
  );
}
