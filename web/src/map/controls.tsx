import { texts } from "../lang/language";
import { shown } from "../state/shown";
import { frame } from "./framing";
import { mapReady } from "./map";

const t = texts({
  en: { controls: "Map controls", in: "Zoom in", out: "Zoom out", all: "Show the whole border", north: "Turn north up" },
  es: { controls: "Controles del mapa", in: "Acercar", out: "Alejar", all: "Mostrar toda la frontera", north: "Poner el norte arriba" },
});

/** Buttons that move the map. */
export function Controls() {
  const map = mapReady.value;
  if (!map) return null;
  const still = () => ({ duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300 });
  const all = () => {
    const dataset = shown.peek();
    if (dataset) frame(map, dataset, still().duration);
  };
  const buttons: [keyof typeof signs, () => void][] = [
    ["in", () => map.zoomIn(still())],
    ["out", () => map.zoomOut(still())],
    ["all", all],
    ["north", () => map.resetNorth(still())],
  ];
  return (
    <div class="map-controls" role="group" aria-label={t("controls")}>
      {buttons.map(([name, act]) => (
        <button key={name} type="button" aria-label={t(name)} title={t(name)} onClick={act}>
          <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2">
            <path d={signs[name]} />
          </svg>
        </button>
      ))}
    </div>
  );
}

const signs = {
  in: "M10 3v14M3 10h14",
  out: "M3 10h14",
  all: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M6 13l4-6 4 6",
  north: "M10 2l4 15-4-3-4 3z",
} as const;
