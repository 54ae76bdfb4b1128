import type { Dataset } from "../api/datasets";
import { texts } from "../lang/language";
import { showThing } from "../map/showing";
import type { Gap, Plan } from "../model/plan";
import { chosen, pick, type Chosen } from "../state/selection";
import { gaps, shown } from "../state/shown";
import { part } from "../state/view";
import { boundaries } from "../whatif/movables";
import { useFocusKept } from "../ui/focus";
import { BeatFacts, SortieFacts } from "./beat";
import { GapFacts } from "./gap";
import { PairFacts } from "./pair";
import { BoundaryFacts, MeetingFacts, PatrolFacts, PostFacts } from "./place";
import { CoverageFacts, RouteFacts } from "./route";
import { ServedFacts } from "./served";
import { sortName, titleOf } from "./titles";
import { under } from "./under";
import "./facts.css";

const t = texts({
  en: { none: "Nothing is chosen", how: "Click something on the map, or press Enter on the map for what is at its centre. Search finds pairs, sectors, posts and places by name.", several: "Here are several things", show: "Show on the map", whatIf: "What if …", close: "Close", gone: "This is not in the plan that is shown: a change may have taken it away." },
  es: { none: "No hay nada elegido", how: "Haga clic en algo del mapa, o pulse Intro en el mapa para ver lo que hay en su centro. La búsqueda encuentra parejas, sectores, puestos y lugares por su nombre.", several: "Aquí hay varias cosas", show: "Mostrar en el mapa", whatIf: "¿Y si…?", close: "Cerrar", gone: "Esto no está en el plan que se muestra: puede que un cambio lo haya quitado." },
});

/** The facts of what was chosen. */
export function Facts() {
  const [what, dataset] = [chosen.value, shown.value];
  const here = useFocusKept<HTMLDivElement>(what, "h2"); // who went on by a link of other facts is at the new heading
  if (!dataset) return null;
  return (
    <div class="stack facts" ref={here}>
      {what ? <FactsOf dataset={dataset} what={what} /> : <Nothing />}
    </div>
  );
}

function Nothing() {
  return (
    <div class="state">
      <h2 tabIndex={-1}>{t("none")}</h2>
      <p>{t("how")}</p>
    </div>
  );
}

function FactsOf({ dataset, what }: { dataset: Dataset; what: Chosen }) {
  return (
    <>
      <Choices dataset={dataset} what={what} />
      <header>
        <p class="soft">{sortName(what.sort)}</p>
        <h2 tabIndex={-1}>{titleOf(dataset, gaps.value, what)}</h2>
      </header>
      <p class="row">
        <button type="button" onClick={() => showThing(what)}>
          {t("show")}
        </button>
        {dataset.plan && (
          <button type="button" onClick={() => (part.value = "what-if")}>
            {t("whatIf")}
          </button>
        )}
        <button type="button" class="plain" onClick={() => pick(null)}>
          {t("close")}
        </button>
      </p>
      {factsOf(dataset, gaps.value, what) ?? (dataset.plan ? <p>{t("gone")}</p> : <ServedFacts key={`${what.sort} ${what.id}`} dataset={dataset} what={what} />)}
    </>
  );
}

/** What else lay under the pointer. */
function Choices({ dataset, what }: { dataset: Dataset; what: Chosen }) {
  const things = under.value;
  if (!things.some((x) => x.sort === what.sort && x.id === what.id)) return null;
  return (
    <nav aria-label={t("several")}>
      <h3>{t("several")}</h3>
      <ul class="plain choices">
        {things.map((x) => (
          <li key={`${x.sort} ${x.id}`}>
            <button type="button" class="plain" aria-current={x.sort === what.sort && x.id === what.id ? "true" : undefined} onClick={() => pick(x.sort, x.id)}>
              <span class="soft">{sortName(x.sort)}</span> {titleOf(dataset, gaps.value, x)}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function factsOf(dataset: Dataset, all: readonly Gap[], { sort, id }: Chosen) {
  const { plan } = dataset;
  if (sort === "stretch" || (sort === "route" && (dataset.routes.has(id) || dataset.border.stretches.some((s) => s.id === id)))) return <RouteFacts dataset={dataset} id={id} />;
  if (sort === "post") {
    const post = dataset.posts.get(id);
    return post ? <PostFacts dataset={dataset} post={post} /> : null;
  }
  if (sort === "patrol") {
    const patrol = dataset.patrols.get(id);
    return patrol ? <PatrolFacts dataset={dataset} patrol={patrol} /> : null;
  }
  return plan ? factsInPlan(dataset, plan, all, { sort, id }) : null;
}

function factsInPlan(dataset: Dataset, plan: Plan, all: readonly Gap[], { sort, id }: Chosen) {
  switch (sort) {
    case "gap": {
      const gap = all.find((g) => g.id === id);
      return gap ? <GapFacts dataset={dataset} plan={plan} gap={gap} /> : null;
    }
    case "pair":
    case "sector": {
      const name = sort === "pair" ? id : plan.sectors.find((s) => s.id === id)?.pair;
      const pair = plan.pairs.find((p) => p.id === name);
      return pair ? <PairFacts dataset={dataset} plan={plan} pair={pair} of={sort} /> : null;
    }
    case "beat": {
      const beat = plan.beats.find((b) => b.id === id);
      return beat ? <BeatFacts dataset={dataset} plan={plan} beat={beat} /> : null;
    }
    case "sortie": {
      const sortie = plan.sorties.find((s) => s.id === id);
      return sortie ? <SortieFacts plan={plan} sortie={sortie} /> : null;
    }
    case "meeting-point": {
      const point = plan.meeting_points.find((m) => m.id === id);
      return point ? <MeetingFacts plan={plan} point={point} /> : null;
    }
    case "boundary": {
      const boundary = boundaries(dataset).find((b) => b.id === id);
      return boundary ? <BoundaryFacts dataset={dataset} boundary={boundary} /> : null;
    }
    case "coverage":
      return <CoverageFacts dataset={dataset} plan={plan} id={id} />;
    default:
      return null;
  }
}
