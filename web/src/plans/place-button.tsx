import { number } from "../lang/format";
import { texts } from "../lang/language";
import { show } from "../state/selection";
import { shown } from "../state/shown";
import { borderShape, boundsOf, spanOf } from "../tables/places";
import { announce } from "../ui/announce";
import { spotOf } from "./place";

const t = texts({
  en: { km: "km {from} to {to}", at: "km {at}", border: "{name}, km {from} to {to} of the border", beside: "{name}, km {from} to {to} of the route", shown: "The map shows {place}", show: "Show on the map:" },
  es: { km: "km {from} a {to}", at: "km {at}", border: "{name}, km {from} a {to} de la frontera", beside: "{name}, km {from} a {to} de la ruta", shown: "El mapa muestra {place}", show: "Mostrar en el mapa:" },
});

/** A span of a route, that shows itself on the map when it is pressed. */
export function PlaceButton({ route, from_m, to_m }: { route: string; from_m: number; to_m: number }) {
  const dataset = shown.value;
  const spot = dataset ? spotOf(dataset, route, from_m, to_m) : undefined;
  const words = { name: spot?.name ?? route, from: kmOf(spot?.from_m ?? from_m), to: kmOf(spot?.to_m ?? to_m) };
  const whole = t(spot?.onBorder ? "border" : "beside", words);
  if (!dataset || !spot) return <span>{whole}</span>; // of another border than the one that is shown
  return (
    <button
      type="button"
      class="plain place"
      onClick={() => {
        const bounds = boundsOf(spanOf(dataset, route, from_m, to_m).shape);
        if (bounds) show(bounds);
        announce(t("shown", { place: whole }));
      }}
    >
      <span class="unseen">{t("show")}</span>
      <span>{words.name}</span>
      <span class="soft">{t("km", words)}</span>
    </button>
  );
}

/** A span or place of the border, that shows itself on the map when it is pressed. */
export function BorderButton({ from_m, to_m = from_m }: { from_m: number; to_m?: number }) {
  const dataset = shown.value;
  const at = (m: number) => kmOf(dataset ? dataset.border.wrap(m) : m);
  const text = to_m === from_m ? t("at", { at: at(from_m) }) : t("km", { from: at(from_m), to: at(to_m) });
  if (!dataset || from_m > dataset.border.length_m * 2) return <span>{text}</span>;
  return (
    <button
      type="button"
      class="plain place"
      onClick={() => {
        const [x, y] = dataset.border.at(from_m);
        show((to_m > from_m && boundsOf(borderShape(dataset, from_m, to_m))) || [x, y, x, y]);
        announce(t("shown", { place: text }));
      }}
    >
      <span class="unseen">{t("show")}</span> {text}
    </button>
  );
}

function kmOf(m: number): string {
  return number(m / 1000, 1);
}
