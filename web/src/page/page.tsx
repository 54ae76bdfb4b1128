import { useEffect } from "preact/hooks";
import { Facts } from "../facts/facts";
import { texts } from "../lang/language";
import { Layers } from "../layers/layers";
import { MapView } from "../map/view";
import { Plans } from "../plans/plans";
import { base, choose, refreshList } from "../state/shown";
import { part, type Part } from "../state/view";
import { Tables } from "../tables/tables";
import { Time } from "../time/time";
import { Announcements } from "../ui/announce";
import { Failed, Loading } from "../ui/state";
import { Tabs } from "../ui/tabs";
import { WhatIf } from "../whatif/whatif";
import { Head } from "./head";

const t = texts({
  en: { parts: "Beside the map", layers: "Map", facts: "Facts", "what-if": "What if", tables: "Tables", plans: "Plans", loading: "Loading the plan …", map: "Map", time: "Time" },
  es: { parts: "Junto al mapa", layers: "Mapa", facts: "Datos", "what-if": "¿Y si…?", tables: "Tablas", plans: "Planes", loading: "Cargando el plan …", map: "Mapa", time: "Tiempo" },
});

const parts: readonly Part[] = ["layers", "facts", "what-if", "tables", "plans"];

/** The whole page. */
export function Page() {
  useEffect(() => {
    void refreshList();
  }, []);
  const loaded = base.value;
  return (
    <div class="page">
      <Head />
      <section class="side">
        <Tabs label={t("parts")} tabs={parts.map((id) => ({ id, label: t(id) }))} open={part.value} choose={(id) => (part.value = id)}>
          {part.value === "layers" && <Layers />}
          {part.value === "facts" && <Facts />}
          {part.value === "what-if" && <WhatIf />}
          {part.value === "tables" && <Tables />}
          {part.value === "plans" && <Plans />}
        </Tabs>
      </section>
      <main class="map" aria-label={t("map")}>
        <MapView />
        {loaded.state === "loading" && <Loading what={t("loading")} />}
        {loaded.state === "failed" && <Failed problem={loaded.problem} over retry={() => void choose("plans", "current")} />}
      </main>
      <section class="time" aria-label={t("time")}>
        <Time />
      </section>
      <Announcements />
    </div>
  );
}
