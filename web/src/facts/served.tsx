import { useEffect, useState } from "preact/hooks";
import type { Feature, Geometry } from "geojson";
import { ask, isAbort, type Problem } from "../api/request";
import type { Dataset } from "../api/datasets";
import { km } from "../lang/format";
import { texts } from "../lang/language";
import type { Kind } from "../model/plan";
import type { Chosen, Sort } from "../state/selection";
import { problemOf } from "../state/shown";
import { Failed, Loading } from "../ui/state";
import { Fact, gridWords, spanWords } from "./pieces";
import { servedShape, servedShapeOf, shapeOfGeometry } from "./served-shape";
import { kindName } from "./titles";

const t = texts({
  en: { name: "Name", sector: "Sector", grid: "MGRS", kind: "Kind", length: "Length", where: "Of its route", border: "Of the border", note: "The public view says where something is, in coarse steps, and nothing of times, posts or patrols. Whoever has a right to more sees it at the server's own machine." },
  es: { name: "Nombre", sector: "Sector", grid: "MGRS", kind: "Tipo", length: "Longitud", where: "De su ruta", border: "De la frontera", note: "La vista pública dice dónde está algo, a grandes rasgos, y nada de horarios, puestos ni patrullas. Quien tiene derecho a más lo ve en la propia máquina del servidor." },
});

const collections: Partial<Record<Sort, string>> = { gap: "gaps", sector: "sectors", "meeting-point": "meeting-points", coverage: "coverage", beat: "beats" };

interface Properties {
  name?: string | null;
  sector?: string | number | null;
  kind?: Kind | null;
  length_m?: number | null;
  from_m?: number | null;
  to_m?: number | null;
  border_from_m?: number | null;
  border_to_m?: number | null;
}

/** The facts of a thing that the page knows nothing of by itself, as the server has them: in the public view, and of a scenario. */
export function ServedFacts({ dataset, what }: { dataset: Dataset; what: Chosen }) {
  const [found, setFound] = useState<Properties | Problem | null>(null);
  const [again, setAgain] = useState(0);
  const collection = collections[what.sort];
  useEffect(() => {
    if (!collection) return;
    const stop = new AbortController();
    setFound(null);
    ask<Feature<Geometry, Properties>>(`${dataset.path}/collections/${collection}/items/${encodeURIComponent(what.id)}`, { signal: stop.signal }).then(
      (a) => {
        setFound(a.value.properties);
        servedShape.value = { what, shape: shapeOfGeometry(a.value.geometry) };
      },
      (error: unknown) => isAbort(error) || setFound(problemOf(error)),
    );
    return () => stop.abort();
  }, [dataset.path, collection, what.id, again]);
  if (!collection) return null;
  if (!found) return <Loading />;
  if (found instanceof Error) return <Failed problem={found} retry={() => setAgain(again + 1)} />;
  return (
    <>
      <dl>
        <Fact name={t("name")}>{found.name}</Fact>
        <Fact name={t("sector")}>{found.sector}</Fact>
        <Fact name={t("kind")}>{found.kind ? kindName(found.kind) : null}</Fact>
        <Fact name={t("grid")}>{gridWords(servedShapeOf(what)?.places[0])}</Fact>
        <Fact name={t("where")}>{typeof found.from_m === "number" && typeof found.border_from_m === "number" ? spanWords(found.from_m, found.to_m ?? 0) : null}</Fact>
        <Fact name={t("border")}>{borderWords(found, what.sort)}</Fact>
        <Fact name={t("length")}>{typeof found.length_m === "number" ? km(found.length_m) : null}</Fact>
      </dl>
      {dataset.rights === "public" && <p class="soft">{t("note")}</p>}
    </>
  );
}

/** Chainage of the border: of a sector it is the sector's own. */
function borderWords(p: Properties, sort: Sort): string | null {
  if (typeof p.border_from_m === "number") return spanWords(p.border_from_m, p.border_to_m ?? 0);
  return sort === "sector" && typeof p.from_m === "number" ? spanWords(p.from_m, p.to_m ?? 0) : null;
}
