import { signal, useSignal } from "@preact/signals";
import type { Geometry } from "geojson";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { features, type Dataset } from "../api/datasets";
import { isAbort } from "../api/request";
import { texts } from "../lang/language";
import { allPairs } from "../sheet/address";
import { SheetLink } from "../sheet/open";
import { chosen, type Sort } from "../state/selection";
import { problemOf, shown, trial, type Loaded } from "../state/shown";
import { part } from "../state/view";
import { Failed, Loading } from "../ui/state";
import { beatListing } from "./beats";
import { collectionListing, type FeatureRow } from "./collection";
import type { Listing } from "./column";
import { coverageListing } from "./coverage";
import { gapListing } from "./gaps";
import { meetingPointListing } from "./meeting-points";
import { pairListing } from "./pairs";
import { patrolListing } from "./patrols";
import { postListing } from "./posts";
import { sectorListing } from "./sectors";
import { sortieListing } from "./sorties";
import { Table } from "./table";
import "./tables.css";

const t = texts({
  en: {
    table: "Table", sheets: "Sector sheets to print", trial: "Gaps as they would be with what is being changed; the other tables follow when it is done.",
    public: "You see what the server shows to everyone: the border, sectors and where there are gaps. Posts, times and patrols are for those who plan.", scenario: "This scenario has not been planned: there are no pairs, sectors and times yet.", plan: "Plan it",
    gaps: "Gaps", coverage: "Coverage", sectors: "Sectors", "meeting-points": "Meeting points", border: "The border's stretches", noGaps: "There is no gap: every watched stretch is covered.", withinReach: "All that is to be watched lies within reach of a post. When it is watched, and where gaps are, only a plan tells.",
  },
  es: {
    table: "Tabla", sheets: "Hojas de sector para imprimir", trial: "Los huecos como quedarían con lo que se está cambiando; las demás tablas siguen cuando termine.",
    public: "Usted ve lo que el servidor muestra a todos: la frontera, los sectores y dónde hay huecos. Los puestos, horarios y patrullas son para quienes planifican.", scenario: "Este escenario no se ha planificado: todavía no hay parejas, sectores ni horarios.", plan: "Planificarlo",
    gaps: "Huecos", coverage: "Cobertura", sectors: "Sectores", "meeting-points": "Puntos de encuentro", border: "Los tramos de la frontera", noGaps: "No hay huecos: todo tramo vigilado está cubierto.", withinReach: "Todo lo que se debe vigilar está al alcance de un puesto. Cuándo se vigila y dónde hay huecos, solo lo dice un plan.",
  },
});

type FetchedTable = "gaps" | "coverage" | "sectors" | "meeting-points" | "border";

interface Entry {
  id: string;
  title: () => string;
  sort: Sort | null;
  view: () => JSX.Element;
}

function entry<Row extends object>(listing: Listing<Row>): Entry {
  return { id: listing.id, title: listing.title, sort: listing.sort, view: () => <Table key={listing.id} listing={listing} /> };
}

const ofPlan: readonly Entry[] = [entry(gapListing), entry(pairListing), entry(sectorListing), entry(beatListing), entry(sortieListing), entry(meetingPointListing), entry(postListing), entry(patrolListing), entry(coverageListing)];
const ofScenario: readonly Entry[] = [fetched("gaps", "gap"), fetched("coverage", "coverage"), entry(postListing), entry(patrolListing)];
const ofPublic: readonly Entry[] = [fetched("gaps", "gap"), fetched("sectors", "sector"), fetched("meeting-points", "meeting-point"), fetched("border", "stretch")];

/** The table that is open. */
const open = signal("gaps");

/** Tables of all that the map says. */
export function Tables() {
  const d = shown.value;
  const entries = !d ? [] : d.plan ? ofPlan : d.rights === "public" ? ofPublic.filter((e) => d.collections.includes(e.id)) : ofScenario;
  const wanted = entries.find((e) => e.sort !== null && e.sort === chosen.value?.sort)?.id;
  useLayoutEffect(() => { // before it is drawn: later it could undo what a person has chosen meanwhile
    if (wanted) open.value = wanted;
  }, [wanted, chosen.value]);
  if (!d) return <Loading />;
  const now = entries.find((e) => e.id === open.value) ?? entries[0];
  return (
    <div class="tables">
      <div class="row">
        <label class="row">
          {t("table")}
          <select value={now?.id ?? ""} onChange={(e) => (open.value = e.currentTarget.value)}>
            {entries.map((e) => (
              <option key={e.id} value={e.id}>
                {e.title()}
              </option>
            ))}
          </select>
        </label>
        {d.plan && <SheetLink pair={allPairs}>{t("sheets")}</SheetLink>}
      </div>
      <About d={d} />
      {now?.view()}
    </div>
  );
}

function About({ d }: { d: Dataset }) {
  if (d.plan) return trial.value ? <p class="soft">{t("trial")}</p> : null;
  if (d.rights === "public") return <p class="soft">{t("public")}</p>;
  return (
    <p class="row">
      {t("scenario")}
      <button type="button" onClick={() => (part.value = "plans")}>
        {t("plan")}
      </button>
    </p>
  );
}

/** A table of a collection that is fetched when it is opened. */
function fetched(collection: FetchedTable, sort: Sort): Entry {
  return { id: collection, title: () => t(collection), sort, view: () => <Fetched key={`${shown.value?.path}/${collection}`} collection={collection} sort={sort} /> };
}

function Fetched({ collection, sort }: { collection: FetchedTable; sort: Sort }) {
  const loaded = useSignal<Loaded<Listing<FeatureRow>>>({ state: "loading" });
  const again = useSignal(0);
  const d = shown.value;
  useEffect(() => {
    const asking = new AbortController();
    loaded.value = { state: "loading" };
    if (d) void fetchListing(d, collection, sort, asking.signal).then((value) => !asking.signal.aborted && (loaded.value = value));
    return () => asking.abort();
  }, [d, collection, again.value]);
  if (loaded.value.state === "loading") return <Loading />;
  if (loaded.value.state === "failed") return <Failed problem={loaded.value.problem} retry={() => again.value++} />;
  return <Table listing={loaded.value.value} />;
}

async function fetchListing(d: Dataset, collection: FetchedTable, sort: Sort, signal: AbortSignal): Promise<Loaded<Listing<FeatureRow>>> {
  try {
    const found = await features<Geometry>(d.path, collection, d.collections, signal);
    const none = collection === "gaps" ? () => t(d.kind === "scenarios" ? "withinReach" : "noGaps") : undefined;
    const listing = collectionListing(collection, sort, () => t(collection), found.features, none);
    return { state: "there", value: listing };
  } catch (error) {
    return isAbort(error) ? { state: "loading" } : { state: "failed", problem: problemOf(error) };
  }
}
