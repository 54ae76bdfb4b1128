import { useComputed, useSignal } from "@preact/signals";
import { layerName } from "../facts/titles";
import { number } from "../lang/format";
import { texts } from "../lang/language";
import { pick, show } from "../state/selection";
import { commit } from "../state/draft";
import { shown } from "../state/shown";
import { plain } from "../ui/plain";
import { nearTurn, type Movable } from "./movables";
import { letGo, letGoSoon, moveTo, moving, placeOf, stepOf, takeBack } from "./moving";
import { numberOf } from "./number-field";
import { tell } from "./said";
import { ends, leftOut, points } from "./there";
import { movableName } from "./words";

const t = texts({
  en: {
    points: "Meeting points",
    boundaries: "Boundaries of sectors",
    find: "Find",
    more: "{n} more",
    none: "None has such a name.",
    km: "{name}, kilometre of the border",
    forth: "{name}: 100 m on",
    back: "{name}: 100 m back",
    remove: "Remove meeting point {name}",
    keys: "Drag a handle along the border, or write its kilometre. Keys: arrows 100 m, with Shift 1 km, Page up and down 10 km; Enter lets it go, Escape puts it back.",
    hidden: "{n} handles are not drawn, as they would lie on others: zoom in to see them.",
    unused: "nobody meets here",
    layer: "layer {name}",
  },
  es: {
    points: "Puntos de encuentro",
    boundaries: "Límites de sectores",
    find: "Buscar",
    more: "{n} más",
    none: "Ninguno tiene ese nombre.",
    km: "{name}, kilómetro de la frontera",
    forth: "{name}: 100 m adelante",
    back: "{name}: 100 m atrás",
    remove: "Eliminar el punto de encuentro {name}",
    keys: "Arrastre un control a lo largo de la frontera o escriba su kilómetro. Teclas: flechas 100 m, con Mayús 1 km, Re Pág y Av Pág 10 km; Intro lo suelta, Esc lo devuelve.",
    hidden: "{n} controles no se muestran, pues quedarían sobre otros: acerque el mapa para verlos.",
    unused: "aquí no se encuentra nadie",
    layer: "capa {name}",
  },
});

/** How many rows of a list are shown at first, and more at a time. */
const page = 12;

/** Meeting points and boundaries, each with its kilometre to be changed. */
export function PlaceList() {
  return (
    <div class="stack">
      <p class="soft">{t("keys")}</p>
      {leftOut.value > 0 && <p class="soft">{t("hidden", { n: number(leftOut.value) })}</p>}
      <Places title={t("points")} all={points.value} />
      <Places title={t("boundaries")} all={ends.value} />
    </div>
  );
}

function Places({ title, all }: { title: string; all: readonly Movable[] }) {
  const wanted = useSignal("");
  const most = useSignal(page);
  const found = wanted.value.trim() === "" ? all : all.filter((m) => plain(`${movableName(m)} ${m.id} ${m.pairs.join(" ")}`).includes(plain(wanted.value)));
  if (all.length === 0) return null;
  return (
    <fieldset class="stack">
      <legend>{title}</legend>
      {all.length > page && (
        <label class="field">
          {t("find")}
          <input
            type="search"
            value={wanted.value}
            onInput={(e) => {
              wanted.value = e.currentTarget.value;
              most.value = page;
            }}
          />
        </label>
      )}
      {found.length === 0 && <p class="soft">{t("none")}</p>}
      <ul class="plain stack">
        {found.slice(0, most.value).map((m) => (
          <PlaceRow key={m.id} m={m} />
        ))}
      </ul>
      {found.length > most.value && (
        <button type="button" onClick={() => (most.value += 4 * page)}>
          {t("more", { n: number(found.length - most.value) })}
        </button>
      )}
    </fieldset>
  );
}

function PlaceRow({ m }: { m: Movable }) {
  const moved = useComputed(() => (moving.value?.id === m.id ? moving.value.to_m : null)); // drawn anew only when this one moves
  const at = moved.value ?? m.at_m;
  const typed = useSignal<string | null>(null);
  const name = movableName(m);
  const border = shown.value?.border;
  const step = (by: number) => {
    typed.value = null;
    moveTo(m, placeOf(m) + by);
    letGoSoon(m);
  };
  const see = () => {
    pick(m.sort, m.id);
    const [x, y] = border?.at(m.at_m) ?? [0, 0];
    show([x - 0.05, y - 0.05, x + 0.05, y + 0.05]);
  };
  return (
    <li class="place">
      <button type="button" class="plain name" onClick={see}>
        {name}
      </button>
      <span class="row">
        <button type="button" aria-label={t("back", { name })} onClick={(e) => step(e.shiftKey ? -1000 : -100)}>
          −
        </button>
        <input
          type="number"
          step="0.1"
          inputMode="decimal"
          aria-label={t("km", { name })}
          value={typed.value ?? ((border?.wrap(at) ?? at) / 1000).toFixed(3)}
          onFocus={(e) => (typed.value = e.currentTarget.value)} // a plan that comes now is not to change what is being written in
          onInput={(e) => {
            typed.value = e.currentTarget.value;
            const to = numberOf(e.currentTarget.value);
            if (to !== undefined && border) moveTo(m, nearTurn(border, m, to * 1000));
          }}
          onBlur={() => {
            typed.value = null;
            void letGo(m);
          }}
          onKeyDown={(e) => {
            const by = stepOf(e);
            if (by !== undefined && !e.key.endsWith("Left") && !e.key.endsWith("Right")) step(by);
            else if (e.key === "Enter") void letGo(m).then(() => (typed.value = null));
            else if (e.key === "Escape") {
              typed.value = null;
              takeBack();
            } else return;
            e.preventDefault();
          }}
        />
        <span class="soft">km</span>
        <button type="button" aria-label={t("forth", { name })} onClick={(e) => step(e.shiftKey ? 1000 : 100)}>
          +
        </button>
        {m.sort === "meeting-point" && (
          <button type="button" class="plain" aria-label={t("remove", { name })} title={t("remove", { name })} onClick={() => void tell(commit({ change: "remove_meeting_point", meeting_point: m.id }))}>
            ×
          </button>
        )}
      </span>
      <span class="soft">{m.sort === "meeting-point" ? (m.pairs.length > 0 ? m.pairs.join(", ") : t("unused")) : m.layer === "surface" ? "" : t("layer", { name: layerName(m.layer) })}</span>
    </li>
  );
}
