import { useComputed } from "@preact/signals";
import type { TargetedFocusEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { number } from "../lang/format";
import { texts } from "../lang/language";
import { SheetLink } from "../sheet/open";
import { chosen, pick, pointed, show } from "../state/selection";
import { announce } from "../ui/announce";
import { Empty } from "../ui/state";
import { textOf, type Column, type Listing } from "./column";
import { lookOf, shownColumns } from "./kept";
import { boundsOf, middleOf } from "./places";
import { answer, sumOf } from "./query";
import { Tools } from "./tools";

const t = texts({
  en: { region: "{title}, a table that scrolls", caption: "{title}: {n} of {all}", sortBy: "Order by {column}", sum: "Sum of {n}", none: "There is nothing in this table.", noFit: "No row fits what you look for", clear: "Show all rows", left: "{n} of {all} rows", pages: "Pages", rows: "Rows {from}–{to} of {n}", first: "First page", before: "Page before", next: "Next page", last: "Last page", hidden: "What was chosen on the map is not among these rows." },
  es: { region: "{title}, tabla que se desplaza", caption: "{title}: {n} de {all}", sortBy: "Ordenar por {column}", sum: "Suma de {n}", none: "No hay nada en esta tabla.", noFit: "Ninguna fila coincide con lo que busca", clear: "Mostrar todas las filas", left: "{n} de {all} filas", pages: "Páginas", rows: "Filas {from}–{to} de {n}", first: "Primera página", before: "Página anterior", next: "Página siguiente", last: "Última página", hidden: "Lo que se eligió en el mapa no está entre estas filas." },
});

/** Rows of a page. */
export const pageRows = 100;

/** A table with what it takes to find rows, and its files. Give it the listing's id as key. */
export function Table<Row extends object>({ listing }: { listing: Listing<Row> }) {
  const look = lookOf(listing.id, listing.order);
  const rows = useComputed(() => listing.rows());
  const columns = useComputed(() => listing.columns());
  const left = useComputed(() => answer(rows.value, columns.value, look.query.value));
  const region = useRef<HTMLDivElement>(null);

  const marked = listing.sort !== null && chosen.value?.sort === listing.sort ? chosen.value.id : null;
  const at = marked === null ? -1 : left.value.findIndex((r) => listing.key(r) === marked);
  useEffect(() => {
    if (at < 0) return;
    look.page.value = Math.floor(at / pageRows);
    queueMicrotask(() => scrollToMarked(region.current));
  }, [marked, at]);

  if (rows.value.length === 0) return <Empty title={listing.none?.() ?? t("none")} />;
  const visible = shownColumns(columns.value, look.columns.value);
  const pages = Math.ceil(left.value.length / pageRows);
  const page = Math.min(look.page.value, Math.max(0, pages - 1));
  const from = page * pageRows;
  const ask = (change: Partial<typeof look.query.value>) => {
    look.query.value = { ...look.query.value, ...change };
    look.page.value = 0;
    announce(t("left", { n: number(left.value.length), all: number(rows.value.length) }));
  };
  const clear = () => ask({ words: "", choices: {} });
  const title = listing.title();
  return (
    <>
      <Tools listing={listing} look={look} rows={rows} columns={columns} left={left} ask={ask} />
      {marked !== null && at < 0 && rows.value.some((r) => listing.key(r) === marked) && (
        <p class="row">
          {t("hidden")}
          <button type="button" onClick={clear}>
            {t("clear")}
          </button>
        </p>
      )}
      {left.value.length === 0 ? (
        <Empty title={t("noFit")}>
          <button type="button" onClick={clear}>
            {t("clear")}
          </button>
        </Empty>
      ) : (
        <div class="rows" ref={region} role="region" tabIndex={0} aria-label={t("region", { title })} onPointerLeave={() => (pointed.value = null)}>
          <table aria-rowcount={left.value.length + 2}>
            <caption>{t("caption", { title, n: number(left.value.length), all: number(rows.value.length) })}</caption>
            <Head columns={visible} order={look.query.value.order} ask={(order) => ask({ order })} />
            <tbody>
              {left.value.slice(from, from + pageRows).map((row, i) => (
                <Line key={listing.key(row)} listing={listing} row={row} columns={visible} index={from + i + 2} marked={listing.key(row) === marked} />
              ))}
            </tbody>
            <Foot rows={left.value} columns={visible} />
          </table>
        </div>
      )}
      {pages > 1 && <Pages page={page} pages={pages} rows={left.value.length} go={(p) => (look.page.value = p)} />}
    </>
  );
}

function Head<Row>({ columns, order, ask }: { columns: readonly Column<Row>[]; order: { column: string; down: boolean }; ask: (order: { column: string; down: boolean }) => void }) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((c) => {
          const by = order.column === c.id;
          return (
            <th key={c.id} scope="col" class={c.number ? "number" : undefined} aria-sort={by ? (order.down ? "descending" : "ascending") : undefined}>
              {c.sheet ? (
                c.label()
              ) : (
                <button type="button" class="plain" title={t("sortBy", { column: c.label() })} onClick={() => ask({ column: c.id, down: by && !order.down })}>
                  {c.label()}
                  <span aria-hidden="true">{by ? (order.down ? "▼" : "▲") : ""}</span>
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface LineProps<Row extends object> {
  listing: Listing<Row>;
  row: Row;
  columns: readonly Column<Row>[];
  index: number;
  marked: boolean;
}

function Line<Row extends object>({ listing, row, columns, index, marked }: LineProps<Row>) {
  const choose = () => {
    if (listing.sort) pick(listing.sort, listing.key(row));
    const bounds = boundsOf(listing.shape(row));
    if (bounds) show(bounds);
  };
  const point = () => {
    const at = middleOf(listing.shape(row));
    pointed.value = at && { from: "table", at, border_m: listing.border_m?.(row) ?? null, hour: listing.hour?.(row) ?? null };
  };
  const focus = ({ relatedTarget: before, currentTarget: now }: TargetedFocusEvent<HTMLButtonElement>) => {
    if (before instanceof Element && before.closest("thead")) now.closest(".rows")?.scrollTo({ left: 0 }); // the heads have led to the last column
    point();
  };
  const click = (event: MouseEvent) => {
    if (event.target instanceof Element && !event.target.closest("a, button") && getSelection()?.isCollapsed !== false) choose();
  };
  return (
    <tr aria-rowindex={index} aria-current={marked ? "true" : undefined} onClick={click} onPointerEnter={point}>
      {columns.map((c, i) =>
        i === 0 ? (
          <th key={c.id} scope="row">
            <button type="button" class="plain" aria-pressed={marked} onClick={choose} onFocus={focus}>
              {textOf(c, row)}
            </button>
          </th>
        ) : (
          <td key={c.id} class={c.number ? "number" : undefined}>
            {c.sheet ? c.sheet(row) !== "" && <SheetLink pair={c.sheet(row)}>{textOf(c, row)}</SheetLink> : textOf(c, row)}
          </td>
        ),
      )}
    </tr>
  );
}

function Foot<Row>({ rows, columns }: { rows: readonly Row[]; columns: readonly Column<Row>[] }) {
  if (!columns.some((c) => c.sum)) return null;
  return (
    <tfoot>
      <tr aria-rowindex={rows.length + 2}>
        {columns.map((c, i) => {
          if (i === 0) return <th key={c.id} scope="row">{t("sum", { n: number(rows.length) })}</th>;
          return <td key={c.id} class={c.number ? "number" : undefined}>{c.sum ? summed(c, rows) : ""}</td>;
        })}
      </tr>
    </tfoot>
  );
}

/** A sum, read as the column's values are. */
function summed<Row>(column: Column<Row>, rows: readonly Row[]): string {
  const sum = sumOf(rows, column);
  return column.id.endsWith("_m") ? number(sum / 1000, 1) : number(sum, Number.isInteger(sum) ? 0 : 1);
}

function Pages({ page, pages, rows, go }: { page: number; pages: number; rows: number; go: (page: number) => void }) {
  const step = (to: number, word: "first" | "before" | "next" | "last", sign: string) => (
    <button type="button" aria-label={t(word)} title={t(word)} disabled={to < 0 || to >= pages || to === page} onClick={() => go(to)}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
  const range = { from: number(page * pageRows + 1), to: number(Math.min(rows, (page + 1) * pageRows)), n: number(rows) };
  return (
    <nav class="row" aria-label={t("pages")}>
      {step(0, "first", "«")}
      {step(page - 1, "before", "‹")}
      <span>{t("rows", range)}</span>
      {step(page + 1, "next", "›")}
      {step(pages - 1, "last", "»")}
    </nav>
  );
}

/** Scrolls the region, and nothing else of the page, to the row that is marked. */
function scrollToMarked(region: HTMLElement | null): void {
  const row = region?.querySelector<HTMLElement>('tr[aria-current="true"]');
  const head = region?.querySelector("thead");
  if (!region || !row) return;
  const [top, bottom] = [row.offsetTop - (head?.offsetHeight ?? 0), row.offsetTop + row.offsetHeight];
  if (top < region.scrollTop) region.scrollTop = top;
  else if (bottom > region.scrollTop + region.clientHeight) region.scrollTop = bottom - region.clientHeight;
}
