import { useComputed, useSignal, useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { language, texts } from "../lang/language";
import { openFacts } from "../facts/under";
import { pointed, show } from "../state/selection";
import { shown } from "../state/shown";
import { announce } from "../ui/announce";
import { find, namesOf, servedNames, type Found, type Named } from "./finding";
import { showThing } from "./showing";

const t = texts({
  en: { search: "Search", hint: "Name, km 412, MGRS or degrees", found: "{n} found", none: "Nothing has this name. A chainage is written km 412, a place 15PXT 0875 2978 or 15.64 −91.98.", shown: "{title} is shown on the map" },
  es: { search: "Buscar", hint: "Nombre, km 412, MGRS o grados", found: "{n} encontrados", none: "Nada tiene ese nombre. Una progresiva se escribe km 412; un lugar, 15PXT 0875 2978 o 15.64 −91.98.", shown: "{title} se muestra en el mapa" },
});

/** Finds things by name and places by chainage, grid reference or degrees. */
export function SearchBox() {
  const id = useId();
  const text = useSignal("");
  const begun = useSignal(false);
  const open = useSignal(false);
  const at = useSignal(-1);
  const names = useNames(begun);
  const found = useComputed(() => {
    void language.value;
    return shown.value && open.value ? find(shown.value, names.value, text.value) : [];
  });
  useSignalEffect(() => {
    if (at.value >= 0) document.getElementById(`${id}-${at.value}`)?.scrollIntoView({ block: "nearest" });
  });
  const take = (f: Found | undefined) => {
    if (!f) return;
    open.value = false;
    at.value = -1;
    text.value = f.title;
    choose(f);
  };
  const keys = (e: KeyboardEvent) => {
    const n = found.value.length;
    if (e.key === "Escape") {
      if (open.value) open.value = false;
      else text.value = "";
    } else if (e.key === "Enter") take(found.value[Math.max(0, at.value)]);
    else if ((e.key === "ArrowDown" || e.key === "ArrowUp") && !open.value) open.value = true;
    else if (e.key === "ArrowDown" && n > 0) at.value = (at.value + 1) % n;
    else if (e.key === "ArrowUp" && n > 0) at.value = (Math.max(0, at.value) + n - 1) % n;
    else return;
    e.preventDefault();
  };
  const listed = open.value && text.value.trim() !== "";
  return (
    <div class="search" role="search">
      <label class="unseen" for={`${id}-text`}>
        {t("search")}
      </label>
      <input id={`${id}-text`} type="text" role="combobox" autocomplete="off" spellcheck={false} placeholder={t("hint")} aria-expanded={listed && found.value.length > 0} aria-controls={`${id}-list`} aria-autocomplete="list"
        {...(at.value >= 0 ? { "aria-activedescendant": `${id}-${at.value}` } : {})}
        value={text.value}
        onInput={(e) => {
          text.value = e.currentTarget.value;
          open.value = true;
          at.value = -1;
          if (text.value.trim() !== "") announce(found.value.length > 0 ? t("found", { n: found.value.length }) : t("none"));
        }}
        onFocus={() => (begun.value = true)}
        onKeyDown={keys}
        onBlur={() => (open.value = false)}
      />
      <Options id={id} hidden={!listed || found.value.length === 0} found={found.value} at={at.value} take={take} />
      {listed && found.value.length === 0 && <p class="nothing">{t("none")}</p>}
    </div>
  );
}

/** Names of what is shown; those that only the server knows of come once somebody has begun to search. */
function useNames(begun: ReadonlySignal<boolean>): ReadonlySignal<readonly Named[]> {
  const served = useSignal<readonly Named[]>([]);
  useSignalEffect(() => {
    const dataset = shown.value;
    served.value = [];
    if (!dataset || dataset.plan || !begun.value) return;
    const stop = new AbortController();
    servedNames(dataset, stop.signal).then((found) => (served.value = found), () => undefined); // fewer names are found
    return () => stop.abort();
  });
  return useComputed(() => (shown.value ? [...namesOf(shown.value), ...served.value] : []));
}

/** What was found, to be chosen from. */
function Options({ id, hidden, found, at, take }: { id: string; hidden: boolean; found: readonly Found[]; at: number; take: (f: Found) => void }) {
  return (
    <ul id={`${id}-list`} class="plain" role="listbox" aria-label={t("search")} hidden={hidden}>
      {found.map((f, i) => (
        <li key={`${f.sort} ${f.title} ${f.what?.id ?? ""}`} id={`${id}-${i}`} role="option" aria-selected={i === at} onMouseDown={(e) => e.preventDefault()} onClick={() => take(f)}>
          <span>{f.title}</span> <span class="soft">{f.sort}</span>
        </li>
      ))}
    </ul>
  );
}

function choose(f: Found): void {
  if (f.what) {
    openFacts([f.what]);
    showThing(f.what);
  } else if (f.at) {
    const [x, y] = f.at;
    pointed.value = { from: "table", border_m: f.border_m, at: f.at, hour: null };
    show([x, y, x, y]);
  }
  announce(t("shown", { title: f.title }));
}
