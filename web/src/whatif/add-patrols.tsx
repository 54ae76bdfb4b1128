import { useSignal } from "@preact/signals";
import type { Dataset, Patrol } from "../api/datasets";
import { texts } from "../lang/language";
import { planAnew, planning } from "../state/draft";
import { nameOf, PatrolFields } from "./patrol-fields";
import { additionOf, freeId, written, wrongs, type Written } from "./patrol-numbers";
import { tell } from "./said";
import { changeable } from "./there";

const t = texts({
  en: {
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

/** Title of the form. */
export const addTitle = () => t("add");

interface Wanted {
  on: boolean;
  like: string;
  id: string | null; // null: the next free one
  value: Written | null; // null: that of the one it is like
}

/** A patrol that is to be added on a side. */
interface Row {
  side: string;
  wanted: Wanted;
  like: Patrol | undefined;
  id: string;
  value: Written | null;
  taken: boolean;
}

function rowOf(side: string, of: Dataset, wish: Wanted | undefined): Row {
  const wanted = wish ?? { on: true, like: [...of.patrols.values()].find((p) => p.side === side)?.id ?? "", id: null, value: null };
  const like = of.patrols.get(wanted.like);
  const id = wanted.id ?? freeId(side, of.patrols.keys());
  return { side, wanted, like, id, value: wanted.value ?? (like ? written(like) : null), taken: of.patrols.has(id) || id.trim() === "" };
}

/** Adds a patrol of one side or of both, and plans everything anew. */
export function AddPatrols() {
  const of = changeable.value;
  const wishes = useSignal<Record<string, Wanted>>({});
  if (!of?.plan) return null;
  const rows = of.plan.sides.map((side) => rowOf(side, of, wishes.value[side]));
  const added = rows.filter((r) => r.wanted.on);
  const layers = new Set(added.map((r) => r.like?.layer));
  const fine = added.length > 0 && added.every((r) => r.like && r.value && !r.taken && wrongs(r.value).length === 0);
  const submit = () => {
    const list = added.flatMap((r) => (r.like && r.value ? [additionOf(r.id, r.side, r.like.layer, r.value)] : []));
    void tell(planAnew(list)).then((made) => made && (wishes.value = {}));
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
      {rows.map((row) => (
        <AddRow key={row.side} of={of} row={row} write={(w) => (wishes.value = { ...wishes.value, [row.side]: w })} />
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

function AddRow({ of, row, write }: { of: Dataset; row: Row; write: (w: Wanted) => void }) {
  const { side, wanted: w, like, id, value, taken } = row;
  return (
    <fieldset class="stack">
      <legend>
        <label class="row">
          <input type="checkbox" checked={w.on} onChange={(e) => write({ ...w, on: e.currentTarget.checked })} />
          {t("side", { side })}
        </label>
      </legend>
      {w.on && (
        <>
          <label class="field">
            {t("like")}
            <select value={w.like} onChange={(e) => write({ ...w, like: e.currentTarget.value, value: null })}>
              {[...of.patrols.values()].filter((p) => p.side === side).map((p) => (
                <option key={p.id} value={p.id}>
                  {nameOf(p, of)}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {t("id")}
            <input type="text" maxLength={100} value={id} aria-invalid={taken ? true : undefined} onInput={(e) => write({ ...w, id: e.currentTarget.value })} />
          </label>
          {taken && <p class="bad">{t("taken", { id })}</p>}
          {value && like && (
            <details>
              <summary>{t("numbers")}</summary>
              <PatrolFields of={of} side={side} value={value} write={(v) => write({ ...w, value: v })} />
            </details>
          )}
        </>
      )}
    </fieldset>
  );
}
