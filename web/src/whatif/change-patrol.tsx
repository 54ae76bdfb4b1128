import { useSignal, useSignalEffect } from "@preact/signals";
import { texts } from "../lang/language";
import { commit } from "../state/draft";
import { chosen, pick } from "../state/selection";
import { proposeForm } from "./moving";
import { nameOf, PatrolFields } from "./patrol-fields";
import { changeOf, written, wrongs, type Written } from "./patrol-numbers";
import { tell } from "./said";
import { changeable } from "./there";

const t = texts({
  en: {
    change: "Change or remove a patrol",
    choose: "Patrol",
    none: "Choose a patrol",
    save: "Make this change",
    back: "As it was",
    remove: "Remove the patrol",
    removeWhy: "Its pair goes, and its sector is left open until a boundary is moved or everything is planned anew.",
  },
  es: {
    change: "Cambiar o eliminar una patrulla",
    choose: "Patrulla",
    none: "Elija una patrulla",
    save: "Hacer este cambio",
    back: "Como estaba",
    remove: "Eliminar la patrulla",
    removeWhy: "Desaparece su pareja, y su sector queda abierto hasta que se mueva un límite o se planifique todo de nuevo.",
  },
});

/** Title of the form. */
export const changeTitle = () => t("change");

/** Changes the numbers of a patrol, or removes it. What it would do is shown while it is written. */
export function ChangePatrol() {
  const of = changeable.value;
  const id = useSignal("");
  const value = useSignal<Written | null>(null);
  useSignalEffect(() => {
    const c = chosen.value;
    if (c?.sort === "patrol" && c.id !== id.peek() && changeable.peek()?.patrols.has(c.id)) { // a plan that comes now is not to change what is being written
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
          <PatrolFields of={of} side={patrol.side} value={now} write={write} />
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
