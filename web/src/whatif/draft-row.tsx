import { useSignal } from "@preact/signals";
import { dateTime, exposureChange, number } from "../lang/format";
import { texts } from "../lang/language";
import { replaceChanges } from "../state/draft";
import { base, choose } from "../state/shown";
import { announce } from "../ui/announce";
import { sayTrouble } from "./draft-trouble";
import { renameDraft, writeFile, type Draft } from "./drafts";
import { fileName, saveFile } from "../ui/save-file";
import { tell } from "./said";

const t = texts({
  en: {
    name: "Name of the draft",
    keepIt: "Keep",
    of: "of {plan}, changes: {n}, {change}",
    otherPlan: "It was made of another plan ({plan}). Opened here, its changes are made of this one.",
    open: "Open",
    here: "Apply here",
    theirs: "Open with its plan",
    rename: "Rename",
    remove: "Delete",
    file: "As a file",
    opened: "{name} is open.",
  },
  es: {
    name: "Nombre del borrador",
    keepIt: "Guardar",
    of: "de {plan}, cambios: {n}, {change}",
    otherPlan: "Se hizo sobre otro plan ({plan}). Si lo abre aquí, sus cambios se aplican a este.",
    open: "Abrir",
    here: "Aplicar aquí",
    theirs: "Abrir con su plan",
    rename: "Cambiar nombre",
    remove: "Eliminar",
    file: "Como archivo",
    opened: "Está abierto {name}.",
  },
});

/** A draft: when it was kept, of what, what it does, and what can be done with it. */
export function DraftRow({ draft, remove, wrong }: { draft: Draft; remove: () => void; wrong: (text: string) => void }) {
  const naming = useSignal<string | null>(null);
  const here = base.value.state === "there" ? base.value.value.id : "";
  const other = draft.plan.id !== here;
  const [was, is] = draft.exposure_km_h;
  const open = () => void tell(replaceChanges(draft.step)).then((made) => made && announce(t("opened", { name: draft.name })));
  return (
    <li class="draft">
      {naming.value === null ? (
        <strong>{draft.name}</strong>
      ) : (
        <form
          class="row"
          onSubmit={(e) => {
            e.preventDefault();
            const trouble = renameDraft(draft.id, naming.value?.trim() || draft.name);
            wrong(trouble ? sayTrouble(trouble) : "");
            naming.value = null;
          }}
        >
          <input type="text" aria-label={t("name")} maxLength={100} value={naming.value} onInput={(e) => (naming.value = e.currentTarget.value)} />
          <button type="submit">{t("keepIt")}</button>
        </form>
      )}
      <span class="soft">
        {draft.saved && <time dateTime={draft.saved}>{dateTime(localHands(draft.saved))}</time>} {t("of", { plan: draft.plan.title, n: number(draft.step.changes.length + draft.step.anew.reduce((n, a) => n + a.changes.length, 0)), change: exposureChange(is - was) })}
      </span>
      {other && <span class="soft">{t("otherPlan", { plan: draft.plan.title })}</span>}
      <span class="row">
        <button type="button" onClick={open}>
          {other ? t("here") : t("open")}
        </button>
        {other && (
          <button type="button" onClick={() => void choose("plans", draft.plan.id).then(() => base.value.state === "there" && base.value.value.id === draft.plan.id && open())}>
            {t("theirs")}
          </button>
        )}
        <button type="button" onClick={() => (naming.value = draft.name)}>
          {t("rename")}
        </button>
        <button type="button" onClick={() => saveFile(new Blob([writeFile(draft)], { type: "application/json" }), fileName("json", draft.name))}>
          {t("file")}
        </button>
        <button type="button" onClick={remove}>
          {t("remove")}
        </button>
      </span>
    </li>
  );
}

/** The hands of this device's clock at a time, in UTC's fields, as dateTime takes them. */
function localHands(time: string): Date {
  const at = new Date(time);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
}
