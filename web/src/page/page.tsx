import { useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Facts } from "../facts/facts";
import { texts } from "../lang/language";
import { Layers } from "../layers/layers";
import { MapView } from "../map/view";
import { drawsMaps } from "../map/webgl";
import { Plans } from "../plans/plans";
import { resume } from "../plans/jobs";
import { base, refreshList, shown } from "../state/shown";
import { part, wide, widen, type Part } from "../state/view";
import { Tables } from "../tables/tables";
import { Time } from "../time/time";
import { announce, Announcements } from "../ui/announce";
import { Boundary } from "../ui/boundary";
import { Empty, Loading } from "../ui/state";
import { Tabs } from "../ui/tabs";
import { WhatIf } from "../whatif/whatif";
import { watchConnection } from "./connection";
import { Head, mapPlace, partsPlace } from "./head";
import { NotThere } from "./not-there";
import { Notices } from "./notices";
import "./page-states.css";

const t = texts({
  en: {
    widen: "More room beside the map", narrow: "More room for the map",
    parts: "Beside the map", layers: "Map", facts: "Facts", "what-if": "What if", tables: "Tables", plans: "Plans", loading: "Loading the plan …", map: "Map", time: "Time",
    title: "{title} – Lindero, joint patrols of a border", bare: "Lindero, joint patrols of a border", back: "The server answers again",
    noMap: "There is no map here", noMapWhy: "The map needs WebGL, which this browser does not have or has turned off. Tables, facts, time and plans work without it.", tablesInstead: "Open the tables", nothing: "No plan is shown", toPlans: "See the plans",
  },
  es: {
    widen: "Más espacio junto al mapa", narrow: "Más espacio para el mapa",
    parts: "Junto al mapa", layers: "Mapa", facts: "Datos", "what-if": "¿Y si…?", tables: "Tablas", plans: "Planes", loading: "Cargando el plan …", map: "Mapa", time: "Tiempo",
    title: "{title} – Lindero, patrullas conjuntas de una frontera", bare: "Lindero, patrullas conjuntas de una frontera", back: "El servidor vuelve a responder",
    noMap: "Aquí no hay mapa", noMapWhy: "El mapa necesita WebGL, que este navegador no tiene o tiene desactivado. Las tablas, los datos, el tiempo y los planes funcionan sin él.", tablesInstead: "Abrir las tablas", nothing: "No se muestra ningún plan", toPlans: "Ver los planes",
  },
});

const parts: readonly Part[] = ["layers", "facts", "what-if", "tables", "plans"];

/** The whole page. */
export function Page() {
  useEffect(() => {
    void refreshList();
    resume();
    return watchConnection(() => announce(t("back")));
  }, []);
  useSignalEffect(() => {
    document.title = shown.value ? t("title", { title: shown.value.title }) : t("bare");
  });
  const loaded = base.value;
  return (
    <div class={wide.value ? "page wide-side" : "page"}>
      <div class="top">
        <Head />
        <Notices />
      </div>
      <section class="side" id={partsPlace} tabIndex={-1} aria-label={t("parts")}>
        <Tabs label={t("parts")} tabs={parts.map((id) => ({ id, label: t(id) }))} open={part.value} choose={(id) => (part.value = id)}>
          <Boundary key={part.value}>
            <Open part={part.value} loaded={loaded.state} />
          </Boundary>
        </Tabs>
        <button type="button" class="plain widen" aria-label={t(wide.value ? "narrow" : "widen")} title={t(wide.value ? "narrow" : "widen")} onClick={() => widen(!wide.value)}>
          <span aria-hidden="true">{wide.value ? "⇤" : "⇥"}</span>
        </button>
      </section>
      <main class={loaded.state === "loading" ? "map loading" : "map"} id={mapPlace} tabIndex={-1} aria-label={t("map")} aria-busy={loaded.state === "loading"}>
        {drawsMaps.value ? (
          <Boundary>
            <MapView />
          </Boundary>
        ) : (
          loaded.state === "there" && <NoMap />
        )}
        {loaded.state === "loading" && <Loading what={t("loading")} over />}
        {loaded.state === "failed" && <NotThere problem={loaded.problem} />}
      </main>
      <section class="time" aria-label={t("time")}>
        <Boundary>
          <Time />
        </Boundary>
      </section>
      <Announcements />
    </div>
  );
}

/** The part that is open; where there is no plan yet, why it has nothing to show. */
function Open({ part: open, loaded }: { part: Part; loaded: "loading" | "there" | "failed" }) {
  if (open === "plans") return <Plans />;
  if (loaded === "loading") return <Loading what={t("loading")} />;
  if (loaded === "failed")
    return (
      <Empty title={t("nothing")}>
        <button type="button" onClick={() => (part.value = "plans")}>
          {t("toPlans")}
        </button>
      </Empty>
    );
  return { layers: <Layers />, facts: <Facts />, "what-if": <WhatIf />, tables: <Tables /> }[open];
}

/** What stands in the map's place where no map can be drawn. */
function NoMap() {
  return (
    <Empty title={t("noMap")}>
      <p>{t("noMapWhy")}</p>
      <button type="button" onClick={() => (part.value = "tables")}>
        {t("tablesInstead")}
      </button>
    </Empty>
  );
}
