import { useComputed } from "@preact/signals";
import type { RefObject, TargetedFocusEvent } from "preact";
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
import { answer, sumOf, type Query } from "./query";
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
  const search = useRef<HTMLInputElement>(null);
  const marked = listing.sort !== null && chosen.value?.sort === listing.sort ? chosen.value.id : null;
  const at = marked === null ? -1 : left.value.findIndex((r) => listing.key(r) === marked);
  useEffect(() => {
    if (at < 0) return;
    look.page.value = Math.floor(at / pageRows);
    queueMicrotask(() => scrollToMarked(region.current));
  }, [marked, at >= 0]); // not whenever the row is elsewhere: who orders rows anew wants to see them from the first
  useEffect(() => leavePointed, []);

  if (rows.value.length === 0) return <Empty title={listing.none?.() ?? t("none")} />;
  const ask = (change: Partial<Query>) => {
    look.query.value = { ...look.query.value, ...change };
    look.page.value = 0;
    announce(t("left", { n: number(left.value.length), all: number(rows.value.length) }));
  };
  const clear = () => {
    ask({ words: "", choices: {} });
    search.current?.focus(); // the button that was pressed goes away
  };
  const hidden = marked !== null && at < 0 && rows.value.some((r) => listing.key(r) === marked);
  const pages = Math.ceil(left.value.length / pageRows);
  const page = Math.min(look.page.value, Math.max(0, pages - 1));
  const go = (to: number) => {
    look.page.value = to;
    if (region.current) region.current.scrollTop = 0;
    announce(t("rows", rangeOf(to, left.value.length)));
  };
  return (
    <>
      <Tools listing={listing} look={look} rows={rows} columns={columns} left={left} ask={ask} clear={clear} search={search} />
      {hidden && (
        <p class="row">
          {t("hidden")}
          <ShowAll clear={clear} />
        </p>
      )}
      {left.value.length === 0 ? (
        <Empty title={t("noFit")}>
          <ShowAll clear={clear} />
        </Empty>
      ) : (
        <Rows listing={listing} left={left.value} all={rows.value.length} columns={shownColumns(columns.value, look.columns.value)} from={page * pageRows} marked={marked} order={look.query.value.order} ask={ask} region={region} />
      )}
      {pages > 1 && <Pages page={page} pages={pages} rows={left.value.length} go={go} />}
    </>
  );
}

function ShowAll({ clear }: { clear: () => void }) {
  return (
    <button type="button" onClick={clear}>
      {t("clear")}
    </button>
  );
}

interface RowsProps<Row extends object> {
  listing: Listing<Row>;
  left: readonly Row[];
  all: number; // rows before any were left out
  columns: readonly Column<Row>[];
  from: number; // the first row of the page
  marked: string | null;
  order: Query["order"];
  ask: (change: Partial<Query>) => void;
  region: RefObject<HTMLDivElement | null>;
}

/** A page of rows, between their heads and their sums. */
function Rows<Row extends object>({ listing, left, all, columns, from, marked, order, ask, region }: RowsProps<Row>) {
  const title = listing.title();
  const sums = columns.some((c) => c.sum);
  const blur = ({ relatedTarget: now, currentTarget: here }: TargetedFocusEvent<HTMLDivElement>) => {
    if (!(now instanceof Node && here.contains(now))) leavePointed();
  };
  return (
    <div class="rows" ref={region} role="region" tabIndex={0} aria-label={t("region", { title })} onPointerLeave={leavePointed} onFocusOut={blur}>
      <table aria-rowcount={left.length + (sums ? 2 : 1)}>
        <caption>{t("caption", { title, n: number(left.length), all: number(all) })}</caption>
        <Head columns={columns} order={order} ask={(o) => ask({ order: o })} />
        <tbody>
          {left.slice(from, from + pageRows).map((row, i) => (
            <Line key={listing.key(row)} listing={listing} row={row} columns={columns} index={from + i + 2} marked={listing.key(row) === marked} />
          ))}
        </tbody>
        {sums && <Foot rows={left} columns={columns} />}
      </table>
    </div>
  );
}

/** Has the map and the picture no longer mark what was pointed at here. */
function leavePointed(): void {
  if (pointed.peek()?.from === "table") pointed.value = null;
}

function Head<Row>({ columns, order, ask }: { columns: readonly Column<Row>[]; order: Query["order"]; ask: (order: Query["order"]) => void }) {
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

/** Which rows a page has, of how many. */
function rangeOf(page: number, rows: number): { from: string; to: string; n: string } {
  return { from: number(page * pageRows + 1), to: number(Math.min(rows, (page + 1) * pageRows)), n: number(rows) };
}

function Pages({ page, pages, rows, go }: { page: number; pages: number; rows: number; go: (page: number) => void }) {
  const step = (to: number, word: "first" | "before" | "next" | "last", sign: string) => {
    const none = to < 0 || to >= pages || to === page; // told, not disabled: that would take the focus from the button
    return (
      <button type="button" aria-label={t(word)} title={t(word)} aria-disabled={none} onClick={() => none || go(to)}>
        <span aria-hidden="true">{sign}</span>
      </button>
    );
  };
  return (
    <nav class="row" aria-label={t("pages")}>
      {step(0, "first", "«")}
      {step(page - 1, "before", "‹")}
      <span>{t("rows", rangeOf(page, rows))}</span>
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
