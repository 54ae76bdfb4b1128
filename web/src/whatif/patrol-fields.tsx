import type { Dataset, Patrol } from "../api/datasets";
import { number } from "../lang/format";
import { texts } from "../lang/language";
import { NumberField } from "./number-field";
import { limits, patrolFields, wrongs, type PatrolField, type Written } from "./patrol-numbers";

const t = texts({
  en: {
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
  },
  es: {
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
  },
});

const units: Record<PatrolField, "h" | "kmh" | "m" | ""> = { shift_h: "h", rest_h: "h", shifts_per_week: "", speed_land_kmh: "kmh", speed_river_kmh: "kmh", speed_sea_kmh: "kmh", watch_radius_m: "m" };

/** The fields of a patrol, with what is wrong at each. */
export function PatrolFields({ of, side, value, write }: { of: Dataset; side: string; value: Written; write: (w: Written) => void }) {
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

/** What a patrol is called in a list. */
export function nameOf(p: Patrol, of: Dataset): string {
  return t("of", { id: p.id, side: p.side, post: of.posts.get(p.post)?.name ?? p.post });
}
