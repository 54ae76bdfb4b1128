import { useSignal } from "@preact/signals";
import { address, send } from "../api/request";
import { dateTime, exposureChange, number } from "../lang/format";
import { texts } from "../lang/language";
import { Comparison } from "../plans/comparison";
import { changes, history, isDropped, keepShown, keepStep, replaceChanges } from "../state/draft";
import { base, choose, problemOf, shown } from "../state/shown";
import type { Problem } from "../api/request";
import { announce } from "../ui/announce";
import { Failed } from "../ui/state";
import { deleteDraft, drafts, keepDraft, mostDrafts, newId, readFile, renameDraft, writeFile, type Draft, type DraftTrouble } from "./drafts";
import { exposureOf } from "./gap-changes";
import { isNothing } from "./history";
import { saveFile } from "./save-file";
import { tell } from "./said";
import { chosenPlan } from "./there";

const t = texts({
  en: {
    keep: "Keep the changes as a draft",
    name: "Name of the draft",
    keepIt: "Keep",
    where: "Drafts are in this browser only. Others get one as a file.",
    none: "No drafts yet. Change something, give it a name, and it can be opened again later or compared with another.",
    list: "Drafts",
    of: "of {plan}, {n} changes, {change}",
    otherPlan: "It was made of another plan ({plan}). Opened here, its changes are made of this one.",
    open: "Open",
    here: "Apply here",
    theirs: "Open with its plan",
    rename: "Rename",
    remove: "Delete",
    file: "As a file",
    read: "Read a draft of a file",
    deleted: "{name} is deleted.",
    restore: "Undo",
    kept: "{name} is kept.",
    opened: "{name} is open.",
    full: "The browser has no room for more drafts, or there are {n}: delete some.",
    "none-kept": "This browser keeps nothing for pages. Save the draft as a file.",
    "not-json": "The file is no draft: it is not JSON.",
    "not-draft": "The file is no draft that this program knows.",
    "too-large": "The file is too large for a draft.",
    compare: "Compare",
    with: "Compare {a} with",
    first: "First",
    second: "Second",
    plan: "The plan without changes",
    now: "The changes now",
    close: "Close the comparison",
    same: "Choose two that differ.",
    download: "Download as a scenario",
    downloadWhy: "A folder with all that the changed plan is made of, as a ZIP file, for lindero plan.",
    preparing: "The server keeps them, to compare them …",
  },
  es: {
    keep: "Guardar los cambios como borrador",
    name: "Nombre del borrador",
    keepIt: "Guardar",
    where: "Los borradores están solo en este navegador. Otros reciben uno como archivo.",
    none: "Todavía no hay borradores. Cambie algo, dele un nombre, y después se podrá abrir de nuevo o comparar con otro.",
    list: "Borradores",
    of: "de {plan}, {n} cambios, {change}",
    otherPlan: "Se hizo sobre otro plan ({plan}). Si lo abre aquí, sus cambios se aplican a este.",
    open: "Abrir",
    here: "Aplicar aquí",
    theirs: "Abrir con su plan",
    rename: "Cambiar nombre",
    remove: "Eliminar",
    file: "Como archivo",
    read: "Leer un borrador de un archivo",
    deleted: "Se eliminó {name}.",
    restore: "Deshacer",
    kept: "Se guardó {name}.",
    opened: "Está abierto {name}.",
    full: "El navegador no tiene lugar para más borradores, o ya hay {n}: elimine algunos.",
    "none-kept": "Este navegador no guarda nada para las páginas. Guarde el borrador como archivo.",
    "not-json": "El archivo no es un borrador: no es JSON.",
    "not-draft": "El archivo no es un borrador que este programa conozca.",
    "too-large": "El archivo es demasiado grande para un borrador.",
    compare: "Comparar",
    with: "Comparar {a} con",
    first: "Primero",
    second: "Segundo",
    plan: "El plan sin cambios",
    now: "Los cambios actuales",
    close: "Cerrar la comparación",
    same: "Elija dos que sean distintos.",
    download: "Descargar como escenario",
    downloadWhy: "Una carpeta con todo de lo que está hecho el plan cambiado, como archivo ZIP, para lindero plan.",
    preparing: "El servidor los guarda para compararlos …",
  },
});

const said = { none: "none-kept", full: "full", "not-json": "not-json", "not-draft": "not-draft", "too-large": "too-large" } as const;

function sayTrouble(trouble: DraftTrouble): string {
  return t(said[trouble], { n: number(mostDrafts) });
}

/** Drafts of this browser: keep, open, compare, hand on. */
export function DraftList() {
  const wrong = useSignal("");
  const gone = useSignal<{ name: string; restore: () => void } | null>(null);
  const list = drafts.value;
  return (
    <div class="stack">
      <KeepDraft wrong={(text) => (wrong.value = text)} />
      <Download />
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
      <CompareDrafts />
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

/** The changed plan, or the plan, as the folder of its scenario. Where the server has dropped it, it is made again first. */
function Download() {
  const trouble = useSignal<Problem | null>(null);
  const path = shown.value?.path;
  if (!path) return null;
  const get = async () => {
    trouble.value = null;
    try {
      const answer = await send(`${path}/scenario.zip`, { headers: { Accept: "application/zip" } }).catch(async (error: unknown) => {
        if (!isDropped(error)) throw error;
        return send(`plans/${await keepShown()}/scenario.zip`, { headers: { Accept: "application/zip" } });
      });
      saveFile(await answer.blob(), `${shown.peek()?.title ?? "scenario"}.zip`);
    } catch (error) {
      trouble.value = problemOf(error);
    }
  };
  return (
    <div class="stack">
      <div class="row">
        <a
          class="button"
          href={address(`${path}/scenario.zip`)}
          aria-describedby="download-why"
          onClick={(e) => {
            e.preventDefault();
            void get();
          }}
        >
          {t("download")}
        </a>
      </div>
      <p class="soft" id="download-why">{t("downloadWhy")}</p>
      {trouble.value && <Failed problem={trouble.value} retry={() => void get()} />}
    </div>
  );
}

function DraftRow({ draft, remove, wrong }: { draft: Draft; remove: () => void; wrong: (text: string) => void }) {
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
        <button type="button" onClick={() => saveFile(new Blob([writeFile(draft)], { type: "application/json" }), `${draft.name}.json`)}>
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

const noChanges = "plan";
const changesNow = "now";

/** Two drafts, or one and the plan, side by side. */
function CompareDrafts() {
  const a = useSignal(noChanges);
  const b = useSignal(changesNow);
  const both = useSignal<{ a: { id: string; title: string }; b: { id: string; title: string } } | null>(null);
  const trouble = useSignal<Problem | null>(null);
  const busy = useSignal(false);
  const here = base.value.state === "there" ? base.value.value : null;
  const mine = drafts.value.filter((d) => d.plan.id === here?.id);
  if (!here || (mine.length === 0 && changes.value.length === 0 && isNothing(history.value.step))) return null;
  const choices = [{ id: noChanges, name: t("plan") }, ...(isNothing(history.value.step) ? [] : [{ id: changesNow, name: t("now") }]), ...mine.map((d) => ({ id: d.id, name: d.name }))];
  const chosenB = choices.some((c) => c.id === b.value) ? b.value : (choices.at(-1)?.id ?? noChanges);
  const chosenA = choices.some((c) => c.id === a.value) ? a.value : noChanges;
  const keepOf = async (id: string) => {
    const title = choices.find((c) => c.id === id)?.name ?? "";
    if (id === noChanges) return { id: here.id, title };
    const step = id === changesNow ? history.value.step : mine.find((d) => d.id === id)?.step;
    return { id: step ? await keepStep(step, new AbortController().signal) : here.id, title };
  };
  const compare = async () => {
    trouble.value = null;
    busy.value = true;
    try {
      both.value = { a: await keepOf(chosenA), b: await keepOf(chosenB) };
    } catch (error) {
      trouble.value = problemOf(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <fieldset class="stack">
      <legend>{t("compare")}</legend>
      <div class="row">
        {([["first", a, chosenA], ["second", b, chosenB]] as const).map(([label, to, value]) => (
          <label key={label} class="field">
            {t(label)}
            <select value={value} onChange={(e) => (to.value = e.currentTarget.value)}>
              {choices.map((c) => (
                <option key={c.id} value={c.id}>
                  {c.name}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {chosenA === chosenB && <p class="soft">{t("same")}</p>}
      <div class="row">
        <button type="button" disabled={chosenA === chosenB || busy.value} onClick={() => void compare()}>
          {t("compare")}
        </button>
        {both.value && (
          <button type="button" onClick={() => (both.value = null)}>
            {t("close")}
          </button>
        )}
      </div>
      {busy.value && <p role="status">{t("preparing")}</p>}
      {trouble.value && <Failed problem={trouble.value} retry={() => void compare()} />}
      {both.value && <Comparison a={both.value.a} b={both.value.b} />}
    </fieldset>
  );
}
