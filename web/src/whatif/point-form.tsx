import { useSignal, useSignalEffect } from "@preact/signals";
import { texts } from "../lang/language";
import { commit, withdraw } from "../state/draft";
import { shown } from "../state/shown";
import { proposeForm } from "./moving";
import { NumberField, numberOf } from "./number-field";
import { idOf } from "./patrol-numbers";
import { tell } from "./said";
import { changeable, placing } from "./there";
import { chainage } from "./words";

const t = texts({
  en: {
    title: "Add a meeting point",
    name: "Name",
    km: "Kilometre of the border",
    room: "Pairs that can meet there in the same hour",
    place: "Click on the map to place it",
    placing: "Now click on the border",
    at: "Placed at {at}.",
    range: "Give a number between 0 and {most}.",
    whole: "Give a whole number, 1 or more, or nothing.",
    add: "Add it",
  },
  es: {
    title: "Añadir un punto de encuentro",
    name: "Nombre",
    km: "Kilómetro de la frontera",
    room: "Parejas que pueden encontrarse allí en la misma hora",
    place: "Haga clic en el mapa para colocarlo",
    placing: "Ahora haga clic en la frontera",
    at: "Colocado en el {at}.",
    range: "Dé un número entre 0 y {most}.",
    whole: "Dé un número entero, 1 o más, o nada.",
    add: "Añadirlo",
  },
});

/** Title of the form. */
export const pointTitle = () => t("title");

/** Adds a meeting point at a kilometre, or where the border is clicked. */
export function AddPoint() {
  const of = changeable.value;
  const name = useSignal("");
  const km = useSignal("");
  const room = useSignal("");
  useSignalEffect(() => () => {
    placing.value = null;
  });
  if (!of?.plan) return null;
  const most = of.border.length_m / 1000;
  const at = numberOf(km.value);
  const many = numberOf(room.value);
  const [badKm, badRoom] = [km.value !== "" && (at === undefined || at < 0 || at > most), room.value !== "" && (many === undefined || many < 1 || !Number.isInteger(many))];
  const id = idOf(name.value, "mp-", of.plan.meeting_points.map((p) => p.id));
  const change = (atKm: number | undefined) =>
    atKm === undefined || atKm < 0 || atKm > most ? null : ({ change: "add_meeting_point" as const, meeting_point: id, to_m: Math.min(Math.round(atKm * 1e6) / 1000, of.border.length_m - 0.001), ...(name.value.trim() ? { name: name.value.trim() } : {}), ...(many && !badRoom ? { room: many } : {}) });
  const write = (text: string) => {
    km.value = text;
    proposeForm(change(numberOf(text)));
  };
  const waits = placing.value !== null;
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        const c = change(at);
        if (!c || badRoom) return;
        void tell(commit(c)).then((made) => {
          if (made) name.value = km.value = room.value = "";
          else withdraw();
        });
      }}
    >
      <label class="field">
        {t("name")}
        <input type="text" maxLength={100} value={name.value} onInput={(e) => (name.value = e.currentTarget.value)} />
      </label>
      <NumberField label={t("km")} value={km.value} step={0.1} least={0} fault={badKm ? t("range", { most: chainage(of.border.length_m) }) : undefined} onInput={write} />
      <button
        type="button"
        aria-pressed={waits}
        onClick={() => {
          placing.value = waits
            ? null
            : (m) => {
                placing.value = null;
                write((m / 1000).toFixed(3));
              };
        }}
      >
        {waits ? t("placing") : t("place")}
      </button>
      {at !== undefined && !badKm && <p class="soft">{t("at", { at: chainage(shown.value?.border.wrap(at * 1000) ?? 0) })}</p>}
      <NumberField label={t("room")} value={room.value} step={1} least={1} fault={badRoom ? t("whole") : undefined} onInput={(text) => (room.value = text)} />
      <div class="row">
        <button type="submit" class="primary" disabled={at === undefined || badKm || badRoom}>
          {t("add")}
        </button>
      </div>
    </form>
  );
}
