import { useSignal, type ReadonlySignal } from "@preact/signals";
import type { RefObject } from "preact";
import { amount, number } from "../lang/format";
import { texts } from "../lang/language";
import { shown } from "../state/shown";
import { announce } from "../ui/announce";
import type { Column, Listing } from "./column";
import { csv } from "./csv";
import { fileName, saveFile } from "../ui/save-file";
import { geoJson } from "./geojson";
import { showColumn, showUsualColumns, shownColumns, type Look } from "./kept";
import { choicesOf, type Query } from "./query";

const t = texts({
  en: { find: "Find", filter: "Choose rows", columns: "Columns", all: "all", usual: "Usual columns", clear: "Show all rows", csv: "CSV", geojson: "GeoJSON", save: "Save {rows} as", saved: "{file} was given to the browser, with {rows}.", row: "{n} row", rows: "{n} rows" },
  es: { find: "Buscar", filter: "Elegir filas", columns: "Columnas", all: "todo", usual: "Columnas habituales", clear: "Mostrar todas las filas", csv: "CSV", geojson: "GeoJSON", save: "Guardar {rows} como", saved: "Se entregó {file} al navegador, con {rows}.", row: "{n} fila", rows: "{n} filas" },
});

interface ToolsProps<Row extends object> {
  listing: Listing<Row>;
  look: Look;
  rows: ReadonlySignal<readonly Row[]>;
  columns: ReadonlySignal<readonly Column<Row>[]>;
  left: ReadonlySignal<readonly Row[]>;
  ask: (change: Partial<Query>) => void;
  clear: () => void;
  search: RefObject<HTMLInputElement | null>;
}

/** What it takes to find rows of a table, to choose its columns, and to keep it as a file. */
export function Tools<Row extends object>(props: ToolsProps<Row>) {
  const { look, ask, left, clear, search } = props;
  const saving = t("save", { rows: amount(t, left.value.length, "row", "rows") });
  const filtered = look.query.value.words !== "" || Object.values(look.query.value.choices).some(Boolean);
  return (
    <div class="tools">
      <div class="row">
        <label class="row find">
          {t("find")}
          <input type="search" ref={search} value={look.query.value.words} onInput={(e) => ask({ words: e.currentTarget.value })} />
        </label>
        {filtered && (
          <button type="button" onClick={clear}>
            {t("clear")}
          </button>
        )}
      </div>
      <Choices {...props} />
      <Columns {...props} />
      <div class="row" role="group" aria-label={saving}>
        <span aria-hidden="true" class="soft">{saving}</span>
        <button type="button" disabled={left.value.length === 0} onClick={() => save(props, "csv")}>
          {t("csv")}
        </button>
        <button type="button" disabled={left.value.length === 0} onClick={() => save(props, "geojson")}>
          {t("geojson")}
        </button>
      </div>
    </div>
  );
}

/** Rows by the values of columns that have few. What there is to choose is looked for only while it is open. */
function Choices<Row extends object>({ rows, columns, look, ask }: ToolsProps<Row>) {
  const open = useSignal(false);
  const { choices } = look.query.value;
  const set = Object.values(choices).filter(Boolean).length;
  const by = columns.value.filter((c) => c.choice);
  if (by.length === 0) return null;
  return (
    <details onToggle={(e) => (open.value = e.currentTarget.open)}>
      <summary>
        {t("filter")}
        {set > 0 && ` (${set})`}
      </summary>
      {open.value && (
        <div class="choices">
          {by.map((c) => (
            <label key={c.id} class="field">
              {c.label()}
              <select value={choices[c.id] ?? ""} onChange={(e) => ask({ choices: { ...choices, [c.id]: e.currentTarget.value } })}>
                <option value="">{t("all")}</option>
                {choicesOf(rows.value, c).map((x) => (
                  <option key={x.value} value={x.value}>
                    {x.text} ({number(x.count)})
                  </option>
                ))}
              </select>
            </label>
          ))}
        </div>
      )}
    </details>
  );
}

function Columns<Row extends object>({ listing, columns, look }: ToolsProps<Row>) {
  const on = new Set(shownColumns(columns.value, look.columns.value).map((c) => c.id));
  return (
    <details>
      <summary>{t("columns")}</summary>
      <fieldset class="choices">
        <legend class="unseen">{t("columns")}</legend>
        {columns.value.slice(1).map((c) => (
          <label key={c.id} class="row">
            <input type="checkbox" checked={on.has(c.id)} onChange={(e) => showColumn(listing.id, look, c.id, e.currentTarget.checked)} />
            {c.label()}
          </label>
        ))}
        <button type="button" onClick={() => showUsualColumns(listing.id, look)}>
          {t("usual")}
        </button>
      </fieldset>
    </details>
  );
}

/** Keeps the rows that are left, with all columns, as a file. */
function save<Row extends object>({ listing, columns, left }: ToolsProps<Row>, form: "csv" | "geojson"): void {
  const d = shown.value;
  if (!d) return;
  const file = fileName(form, d.title, listing.id, /^\d{4}-\d\d-\d\d/.exec(d.plan?.start ?? "")?.[0] ?? "");
  if (form === "csv") {
    saveFile(new Blob([csv(left.value, columns.value)], { type: "text/csv;charset=utf-8" }), file);
  } else {
    const about = { scenario: d.plan?.scenario ?? "", sources: d.sources, note: d.note };
    const text = JSON.stringify(geoJson(left.value, columns.value, listing.key, listing.written ?? listing.shape, about));
    saveFile(new Blob([text], { type: "application/geo+json" }), file);
  }
  announce(t("saved", { file, rows: amount(t, left.value.length, "row", "rows") }));
}
