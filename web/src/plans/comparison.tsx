import { useEffect, useState } from "preact/hooks";
import { planOf } from "../api/plans";
import { compare } from "../api/processes";
import { isAbort } from "../api/request";
import { exposureChange } from "../lang/format";
import { texts } from "../lang/language";
import type { Comparison as Differences } from "../model/comparison";
import type { Plan } from "../model/plan";
import { announce } from "../ui/announce";
import { Failed, Loading } from "../ui/state";
import { problemOf, shown, type Loaded } from "../state/shown";
import { compared } from "./compared";
import { ComparisonStrip } from "./comparison-strip";
import { GapTable } from "./gap-table";
import { MovedMeetings, MovedSectors } from "./moved";
import { rowsOf, turnOf } from "./difference";
import { TotalsTable } from "./totals-table";
import { changeSpans } from "./strip";
import "./comparison.css";

const t = texts({
  en: {
    loading: "Comparing …", same: "The plans have the same sectors, meeting points and gaps.", opened: "Gaps that B opens", closed: "Gaps that B closes",
    less: "B leaves {n} less overdue than A", more: "B leaves {n} more overdue than A", alike: "Both leave equally much overdue",
    noneOpened: "B opens no gap.", noneClosed: "B closes no gap.", a: "A: {title}", b: "B: {title}", heading: "What differs",
  },
  es: {
    loading: "Comparando …", same: "Los planes tienen los mismos sectores, puntos de encuentro y huecos.", opened: "Huecos que B abre", closed: "Huecos que B cierra",
    less: "B deja {n} menos de atraso que A", more: "B deja {n} más de atraso que A", alike: "Ambos dejan el mismo atraso",
    noneOpened: "B no abre ningún hueco.", noneClosed: "B no cierra ningún hueco.", a: "A: {title}", b: "B: {title}", heading: "En qué difieren",
  },
});

/** A plan to be compared: its id, and what it is called here. */
export interface Compare {
  id: string;
  title: string;
}

interface Both {
  a: Plan;
  b: Plan;
  differences: Differences;
}

/** Two plans side by side: totals, the border laid out straight, what moved, and which gaps opened and closed. The map draws the gaps meanwhile. */
export function Comparison({ a, b }: { a: Compare; b: Compare }) {
  const [both, setBoth] = useState<Loaded<Both>>({ state: "loading" });
  const [again, setAgain] = useState(0);
  useEffect(() => {
    const mine = new AbortController();
    setBoth({ state: "loading" });
    Promise.all([wholePlan(a.id, mine.signal), wholePlan(b.id, mine.signal), compare(a.id, b.id, mine.signal)]).then(
      ([planA, planB, differences]) => {
        if (mine.signal.aborted) return;
        setBoth({ state: "there", value: { a: planA, b: planB, differences } });
        compared.value = { a: a.title, b: b.title, opened: changeSpans(differences.opened), closed: changeSpans(differences.closed) };
        announce(verdict(planA, planB));
      },
      (error: unknown) => {
        if (!isAbort(error) && !mine.signal.aborted) setBoth({ state: "failed", problem: problemOf(error) });
      },
    );
    return () => {
      mine.abort();
      compared.value = null;
    };
  }, [a.id, b.id, again]);
  if (both.state === "loading") return <Loading what={t("loading")} />;
  if (both.state === "failed") return <Failed problem={both.problem} retry={() => setAgain(again + 1)} />;
  const { a: planA, b: planB, differences: d } = both.value;
  const nothing = ![d.sectors, d.meetings, d.opened, d.closed].some((list) => (list?.length ?? 0) > 0);
  const sides = { a: t("a", { title: a.title }), b: t("b", { title: b.title }) };
  return (
    <div class="comparison stack">
      <p class="verdict">{verdict(planA, planB)}</p>
      <ComparisonStrip a={planA} b={planB} names={sides} differences={d} />
      <h3>{t("heading")}</h3>
      <TotalsTable rows={rowsOf(planA, planB)} names={sides} />
      {nothing && <p>{t("same")}</p>}
      {!nothing && (
        <>
          <GapTable title={t("opened")} none={t("noneOpened")} list={d.opened ?? []} />
          <GapTable title={t("closed")} none={t("noneClosed")} list={d.closed ?? []} />
          <MovedSectors list={d.sectors ?? []} />
          <MovedMeetings list={d.meetings ?? []} points={[...planA.meeting_points, ...planB.meeting_points]} />
        </>
      )}
    </div>
  );
}

/** A plan with all that is in it; the one that is shown is at hand. */
async function wholePlan(id: string, signal: AbortSignal): Promise<Plan> {
  const is = shown.peek();
  return is?.plan && is.id === id ? is.plan : planOf(id, signal);
}

function verdict(a: Plan, b: Plan): string {
  const exposure = rowsOf(a, b)[0];
  if (!exposure) return "";
  const turn = turnOf(exposure);
  return turn === "same" ? t("alike") : t(turn, { n: exposureChange(Math.abs(exposure.b - exposure.a)).replace(/^\+/, "") });
}
