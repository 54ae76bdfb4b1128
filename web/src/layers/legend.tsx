import { useId } from "preact/hooks";
import { texts } from "../lang/language";
import { compared } from "../plans/compared";
import { shown } from "../state/shown";
import { colouring, layers, type Layer } from "../state/view";
import { comparisonEntries, legendOf, type Entry } from "./entries";
import { SwatchOf } from "./swatch";
import "./legend.css";

const t = texts({
  en: { legend: "Legend", missing: "not in this view" },
  es: { legend: "Leyenda", missing: "no está en esta vista" },
});

/** Every colour and pattern of the map in words, with what turns each layer on and off. */
export function Legend() {
  const id = useId();
  const dataset = shown.value;
  if (!dataset) return null;
  const comparison = compared.value && comparisonEntries(compared.value);
  const turn = (layer: Layer, on: boolean) => (layers.value = { ...layers.value, [layer]: on });
  return (
    <div class="legend">
      {comparison && (
        <div>
          <strong>{comparison.label}</strong>
          <Entries entries={comparison.entries} />
        </div>
      )}
      {legendOf(dataset, colouring.value).map(({ layer, label, there, entries }) => (
        <div key={layer} class={layers.value[layer] && there ? "" : "off"}>
          <label for={`${id}-${layer}`}>
            <input id={`${id}-${layer}`} type="checkbox" checked={layers.value[layer] && there} disabled={!there} onChange={(e) => turn(layer, e.currentTarget.checked)} />
            <strong>{label}</strong>
            {!there && <span class="soft">{t("missing")}</span>}
          </label>
          {there && layers.value[layer] && <Entries entries={entries} />}
        </div>
      ))}
    </div>
  );
}

function Entries({ entries }: { entries: readonly Entry[] }) {
  return (
    <ul class="plain">
      {entries.map((e) => (
        <li key={e.label}>
          <SwatchOf swatch={e.swatch} />
          {e.label}
        </li>
      ))}
    </ul>
  );
}

/** The legend as a box on the map that opens and closes. */
export function MapLegend() {
  return (
    <details class="map-legend">
      <summary>{t("legend")}</summary>
      <Legend />
    </details>
  );
}
