import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { Dataset, Patrol } from "../api/datasets";
import { number } from "../lang/format";
import { texts } from "../lang/language";
import { planAnew, planning, commit } from "../state/draft";
import { chosen, pick } from "../state/selection";
import { proposeForm } from "./moving";
import { NumberField } from "./number-field";
import { additionOf, changeOf, freeId, limits, patrolFields, written, wrongs, type PatrolField, type Written } from "./patrol-numbers";
import { tell } from "./said";
import { changeable } from "./there";

const t = texts({
  en: {
    change: "Change or remove a patrol",
    choose: "Patrol",
    none: "Choose a patrol",
    of: "{id} ({side}, {post})",
    post: "Post",
    shift_h: "Shift",
    rest_h: "Rest after a shift",
    shifts_per_week: "Shifts a week",
    speed_land_kmh: "Speed on land",
    speed_river_kmh: "Speed on rivers",
    speed_sea_kmh: "Speed at sea",
    watch_radius_m: "Sees so far",
    h: "h",
    kmh: "km/h",
    m: "m",
    between: "Give a number between {least} and {most}.",
    noSpeed: "Give a speed above 0 on land, on rivers or at sea.",
    save: "Make this change",
    back: "As it was",
    remove: "Remove the patrol",
    removeWhy: "Its pair goes, and its sector is left open until a boundary is moved or everything is planned anew.",
    add: "Add patrols",
    addWhy: "A patrol makes sorties in a pair, with one of the other side. Add one of each, or one where a patrol is without a partner. Everything is then planned anew, so that they get a partner and a sector.",
    side: "Add a patrol of {side}",
    like: "Like",
    id: "Id of the new patrol",
    numbers: "Its numbers",
    addNow: "Add and plan anew",
    adding: "Adding and planning …",
    taken: "There is a patrol {id} already.",
    layers: "Patrols of two layers make no pair: choose two like ones of the same layer.",
  },
  es: {
    change: "Cambiar o eliminar una patrulla",
    choose: "Patrulla",
    none: "Elija una patrulla",
    of: "{id} ({side}, {post})",
    post: "Puesto",
    shift_h: "Turno",
    rest_h: "Descanso después de un turno",
    shifts_per_week: "Turnos por semana",
    speed_land_kmh: "Velocidad en tierra",
    speed_river_kmh: "Velocidad en ríos",
    speed_sea_kmh: "Velocidad en el mar",
    watch_radius_m: "Ve hasta",
    h: "h",
    kmh: "km/h",
    m: "m",
    between: "Dé un número entre {least} y {most}.",
    noSpeed: "Dé una velocidad mayor que 0 en tierra, en ríos o en el mar.",
    save: "Hacer este cambio",
    back: "Como estaba",
    remove: "Eliminar la patrulla",
    removeWhy: "Desaparece su pareja, y su sector queda abierto hasta que se mueva un límite o se planifique todo de nuevo.",
    add: "Añadir patrullas",
    addWhy: "Una patrulla sale en pareja, con una del otro lado. Añada una de cada lado, o una sola donde haya una patrulla sin pareja. Después se planifica todo de nuevo, para que tengan pareja y sector.",
    side: "Añadir una patrulla de {side}",
    like: "Como",
    id: "Id de la nueva patrulla",
    numbers: "Sus números",
    addNow: "Añadir y planificar de nuevo",
    adding: "Añadiendo y planificando …",
    taken: "Ya existe una patrulla {id}.",
    layers: "Patrullas de dos capas no forman pareja: elija dos de la misma capa.",
  },
});

const units: Record<PatrolField, "h" | "kmh" | "m" | ""> = { shift_h: "h", rest_h: "h", shifts_per_week: "", speed_land_kmh: "kmh", speed_river_kmh: "kmh", speed_sea_kmh: "kmh", watch_radius_m: "m" };

/** The fields of a patrol, with what is wrong at each. */
function Fields({ of, side, value, write }: { of: Dataset; side: string; value: Written; write: (w: Written) => void }) {
  const wrong = wrongs(value);
  const fault = (f: PatrolField) => {
    const w = wrong.find((x) => x.field === f);
    if (!w) return undefined;
    return "noSpeed" in w ? t("noSpeed") : t("between", { least: number(w.least, 3, 0), most: number(w.most, 2, 0) });
  };
  return (
    <div class="fields">
      <label class="field wide">
        {t("post")}
        <select value={value.post} onChange={(e) => write({ ...value, post: e.currentTarget.value })}>
          {[...of.posts.values()].filter((p) => p.side === side).map((p) => (
            <option key={p.id} value={p.id}>
              {p.name}
            </option>
          ))}
        </select>
      </label>
      {patrolFields.map((f) => (
        <NumberField key={f} label={t(f)} unit={units[f] === "" ? "" : t(units[f] as "h")} value={value[f]} least={limits[f].least} most={limits[f].most} fault={fault(f)} onInput={(text) => write({ ...value, [f]: text })} />
      ))}
    </div>
  );
}

function nameOf(p: Patrol, of: Dataset): string {
  return t("of", { id: p.id, side: p.side, post: of.posts.get(p.post)?.name ?? p.post });
}

/** Changes the numbers of a patrol, or removes it. What it would do is shown while it is written. */
export function ChangePatrol() {
  const of = changeable.value;
  const id = useSignal("");
  const value = useSignal<Written | null>(null);
  useSignalEffect(() => {
    const c = chosen.value;
    if (c?.sort === "patrol" && changeable.value?.patrols.has(c.id)) {
      id.value = c.id;
      value.value = null;
    }
  });
  if (!of) return null;
  const patrol = of.patrols.get(id.value);
  const now = value.value ?? (patrol ? written(patrol) : null);
  const change = patrol && now && wrongs(now).length === 0 ? changeOf(patrol, now) : null;
  const write = (w: Written) => {
    value.value = w;
    proposeForm(patrol && wrongs(w).length === 0 ? changeOf(patrol, w) : null);
  };
  const back = () => {
    value.value = null;
    proposeForm(null);
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        if (change) void tell(commit(change)).then((made) => made && (value.value = null));
      }}
    >
      <label class="field">
        {t("choose")}
        <select
          value={id.value}
          onChange={(e) => {
            back();
            id.value = e.currentTarget.value;
            if (id.value) pick("patrol", id.value);
          }}
        >
          <option value="">{t("none")}</option>
          {[...of.patrols.values()].map((p) => (
            <option key={p.id} value={p.id}>
              {nameOf(p, of)}
            </option>
          ))}
        </select>
      </label>
      {patrol && now && (
        <>
          <Fields of={of} side={patrol.side} value={now} write={write} />
          <div class="row">
            <button type="submit" class="primary" disabled={!change}>
              {t("save")}
            </button>
            <button type="button" disabled={!value.value} onClick={back}>
              {t("back")}
            </button>
            <button
              type="button"
              aria-describedby="remove-why"
              onClick={() => {
                back();
                void tell(commit({ change: "remove_patrol", patrol: patrol.id }));
              }}
            >
              {t("remove")}
            </button>
          </div>
          <p class="soft" id="remove-why">{t("removeWhy")}</p>
        </>
      )}
    </form>
  );
}

interface Wanted {
  on: boolean;
  like: string;
  id: string | null; // null: the next free one
  value: Written | null; // null: that of the one it is like
}

/** Adds a patrol of one side or of both, and plans everything anew. */
export function AddPatrols() {
  const of = changeable.value;
  const wanted = useSignal<Record<string, Wanted>>({});
  const sides = useComputed(() => changeable.value?.plan?.sides ?? []);
  if (!of) return null;
  const patrols = [...of.patrols.values()];
  const read = (side: string): Wanted => wanted.value[side] ?? { on: true, like: patrols.find((p) => p.side === side)?.id ?? "", id: null, value: null };
  const write = (side: string, w: Wanted) => (wanted.value = { ...wanted.value, [side]: w });
  const rows = sides.value.map((side) => {
    const w = read(side);
    const like = of.patrols.get(w.like);
    const id = w.id ?? freeId(side, of.patrols.keys());
    return { side, w, like, id, value: w.value ?? (like ? written(like) : null), taken: of.patrols.has(id) || id.trim() === "" };
  });
  const added = rows.filter((r) => r.w.on);
  const layers = new Set(added.map((r) => r.like?.layer));
  const fine = added.length > 0 && added.every((r) => r.like && r.value && !r.taken && wrongs(r.value).length === 0);
  const submit = () => {
    const list = added.flatMap((r) => (r.like && r.value ? [additionOf(r.id, r.side, r.like.layer, r.value)] : []));
    void tell(planAnew(list)).then((made) => made && (wanted.value = {}));
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        if (fine) submit();
      }}
    >
      <p class="soft">{t("addWhy")}</p>
      {rows.map(({ side, w, id, value, taken, like }) => (
        <fieldset key={side} class="stack">
          <legend>
            <label class="row">
              <input type="checkbox" checked={w.on} onChange={(e) => write(side, { ...w, on: e.currentTarget.checked })} />
              {t("side", { side })}
            </label>
          </legend>
          {w.on && (
            <>
              <label class="field">
                {t("like")}
                <select value={w.like} onChange={(e) => write(side, { ...w, like: e.currentTarget.value, value: null })}>
                  {patrols.filter((p) => p.side === side).map((p) => (
                    <option key={p.id} value={p.id}>
                      {nameOf(p, of)}
                    </option>
                  ))}
                </select>
              </label>
              <label class="field">
                {t("id")}
                <input type="text" maxLength={100} value={id} aria-invalid={taken ? true : undefined} onInput={(e) => write(side, { ...w, id: e.currentTarget.value })} />
              </label>
              {taken && <p class="bad">{t("taken", { id })}</p>}
              {value && like && (
                <details>
                  <summary>{t("numbers")}</summary>
                  <Fields of={of} side={side} value={value} write={(v) => write(side, { ...w, value: v })} />
                </details>
              )}
            </>
          )}
        </fieldset>
      ))}
      {layers.size > 1 && <p class="bad">{t("layers")}</p>}
      <div class="row">
        <button type="submit" class="primary" disabled={!fine || planning.value}>
          {planning.value ? t("adding") : t("addNow")}
        </button>
      </div>
    </form>
  );
}

/** Titles of the two forms. */
export const patrolTitles = { change: () => t("change"), add: () => t("add") };
