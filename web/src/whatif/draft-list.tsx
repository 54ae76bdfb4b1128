import { useSignal } from "@preact/signals";
import { number } from "../lang/format";
import { texts } from "../lang/language";
import { history } from "../state/draft";
import { base, shown } from "../state/shown";
import { announce } from "../ui/announce";
import { DraftComparison } from "./draft-comparison";
import { DraftRow } from "./draft-row";
import { sayTrouble } from "./draft-trouble";
import { deleteDraft, drafts, keepDraft, newId, readFile } from "./drafts";
import { exposureOf } from "./gap-changes";
import { isNothing } from "./history";
import { ScenarioDownload } from "./scenario-download";
import { chosenPlan } from "./there";

const t = texts({
  en: {
    keep: "Keep the changes as a draft",
    name: "Name of the draft",
    keepIt: "Keep",
    where: "Drafts are in this browser only. Others get one as a file.",
    none: "No drafts yet. Change something, give it a name, and it can be opened again later or compared with another.",
    list: "Drafts",
    read: "Read a draft of a file",
    deleted: "{name} is deleted.",
    restore: "Undo",
    kept: "{name} is kept.",
  },
  es: {
    keep: "Guardar los cambios como borrador",
    name: "Nombre del borrador",
    keepIt: "Guardar",
    where: "Los borradores están solo en este navegador. Otros reciben uno como archivo.",
    none: "Todavía no hay borradores. Cambie algo, dele un nombre, y después se podrá abrir de nuevo o comparar con otro.",
    list: "Borradores",
    read: "Leer un borrador de un archivo",
    deleted: "Se eliminó {name}.",
    restore: "Deshacer",
    kept: "Se guardó {name}.",
  },
});

/** Drafts of this browser: keep, open, compare, hand on. */
export function DraftList() {
  const wrong = useSignal("");
  const gone = useSignal<{ name: string; restore: () => void } | null>(null);
  const list = drafts.value;
  return (
    <div class="stack">
      <KeepDraft wrong={(text) => (wrong.value = text)} />
      <ScenarioDownload />
      {wrong.value && (
        <p class="bad" role="alert">
          {wrong.value}
        </p>
      )}
      {gone.value && (
        <p class="row" role="status">
          {t("deleted", { name: gone.value.name })}
          <button
            type="button"
            onClick={() => {
              gone.value?.restore();
              gone.value = null;
            }}
          >
            {t("restore")}
          </button>
        </p>
      )}
      {list.length === 0 ? (
        <p class="soft">{t("none")}</p>
      ) : (
        <ul class="plain stack" aria-label={t("list")}>
          {list.map((d) => (
            <DraftRow key={d.id} draft={d} remove={() => (gone.value = { name: d.name, restore: deleteDraft(d.id) })} wrong={(text) => (wrong.value = text)} />
          ))}
        </ul>
      )}
      <label class="field">
        {t("read")}
        <input
          type="file"
          accept=".json,application/json"
          onChange={(e) => {
            const input = e.currentTarget;
            const file = input.files?.[0];
            if (!file) return;
            void file.text().then((text) => {
              const read = readFile(text);
              const trouble = typeof read === "string" ? read : keepDraft(read);
              wrong.value = trouble ? sayTrouble(trouble) : "";
              if (typeof read !== "string" && !trouble) announce(t("kept", { name: read.name }));
              input.value = "";
            });
          }}
        />
      </label>
      <DraftComparison />
      <p class="soft">{t("where")}</p>
    </div>
  );
}

function KeepDraft({ wrong }: { wrong: (text: string) => void }) {
  const name = useSignal("");
  if (isNothing(history.value.step) || base.value.state !== "there") return null;
  const of = base.value.value;
  return (
    <form
      class="row end"
      onSubmit={(e) => {
        e.preventDefault();
        const called = name.value.trim() || `${of.title} ${number(drafts.value.length + 1)}`;
        const trouble = keepDraft({
          id: newId(),
          name: called,
          plan: { id: of.id, title: of.title, scenario: of.plan?.scenario ?? "" },
          saved: new Date().toISOString(),
          exposure_km_h: [exposureOf(chosenPlan.value?.gaps ?? []), exposureOf(shown.value?.plan?.gaps ?? [])],
          step: history.value.step,
        });
        wrong(trouble ? sayTrouble(trouble) : "");
        if (trouble) return;
        name.value = "";
        announce(t("kept", { name: called }));
      }}
    >
      <label class="field">
        {t("keep")}
        <input type="text" maxLength={100} placeholder={t("name")} value={name.value} onInput={(e) => (name.value = e.currentTarget.value)} />
      </label>
      <button type="submit" class="primary">
        {t("keepIt")}
      </button>
    </form>
  );
}
