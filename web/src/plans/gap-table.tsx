import { useState } from "preact/hooks";
import { exposureChange, hours, length, number } from "../lang/format";
import { texts } from "../lang/language";
import type { GapChange } from "../model/comparison";
import { shown } from "../state/shown";
import { announce } from "../ui/announce";
import { usePortions } from "../ui/portions";
import { exposureApart, sorted, type Column } from "./difference";
import { PlaceButton } from "./place-button";
import { spotOf } from "./place";

const t = texts({
  en: {
    place: "Where", length: "Length", hours: "Seen every, A → B", exposure: "Overdue", never: "never", rule: "rule: {h}", count: "{title}: {n}",
    sorted: "Sorted by {column}", change: "{a} → {b}",
  },
  es: {
    place: "Dónde", length: "Longitud", hours: "Se ve cada, A → B", exposure: "Atraso", never: "nunca", rule: "norma: {h}", count: "{title}: {n}",
    sorted: "Ordenado por {column}", change: "{a} → {b}",
  },
});

const columns: readonly Column[] = ["place", "length", "hours", "exposure"];

/** Rows that are shown at a time. */
const page = 25;

/** Gaps that a plan opens or closes, to be sorted by each column. */
export function GapTable({ title, none, list }: { title: string; none: string; list: readonly GapChange[] }) {
  const [by, setBy] = useState<{ column: Column; down: boolean }>({ column: "exposure", down: true });
  const { most, list: body, more } = usePortions<HTMLTableSectionElement>(list.length, page);
  if (list.length === 0) return <p class="soft">{none}</p>;
  const dataset = shown.value;
  const order = (g: GapChange) => (dataset ? (spotOf(dataset, g.route, g.from_m, g.to_m)?.order ?? Infinity) : 0);
  const rows = sorted(list, by.column, by.down, order);
  const sortBy = (column: Column) => {
    setBy({ column, down: column === by.column ? !by.down : column !== "place" });
    announce(t("sorted", { column: t(column) }));
  };
  return (
    <section class="stack" aria-label={title}>
      <h3>{t("count", { title, n: number(list.length) })}</h3>
      <div class="wide">
        <table>
          <thead>
            <tr>
              {columns.map((c) => (
                <th key={c} scope="col" class={c === "place" ? "" : "number"} aria-sort={c !== by.column ? "none" : by.down ? "descending" : "ascending"}>
                  <button type="button" class="plain sort" onClick={() => sortBy(c)}>
                    {t(c)}
                    <span aria-hidden="true">{c !== by.column ? "" : by.down ? "▾" : "▴"}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.slice(0, most).map((g) => (
              <tr key={`${g.route} ${g.from_m} ${g.to_m}`}>
                <td>
                  <PlaceButton route={g.route} from_m={g.from_m} to_m={g.to_m} />
                </td>
                <td class="number">{length(g.length_m)}</td>
                <td class="number">
                  {t("change", { a: g.a_never ? t("never") : hours(g.a_revisit_h), b: g.b_never ? t("never") : hours(g.b_revisit_h) })}
                  <br />
                  <span class="soft">{t("rule", { h: hours(g.allowed_h) })}</span>
                </td>
                <td class="number">{exposureChange(exposureApart(g))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more}
    </section>
  );
}
