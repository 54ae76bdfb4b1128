import { layerName } from "../facts/titles";
import { change, number, percent, exposure, hours, km } from "../lang/format";
import { texts } from "../lang/language";
import { turnOf, type Row } from "./difference";

const t = texts({
  en: {
    measure: "Measure", difference: "Difference", exposure: "Overdue", never: "Never watched", seldom: "Watched too seldom", gaps: "Gaps",
    kind: "Overdue on {of}", lambda: "Longest weighted revisit, {of}", share: "Largest share of a shift, {of}", unreachable: "In no beat, {of}",
    land: "land", river: "rivers", sea: "the sea", same: "the same", less: "{n}, better", more: "{n}, worse", caption: "Both plans in numbers",
  },
  es: {
    measure: "Medida", difference: "Diferencia", exposure: "Atraso", never: "Nunca se vigila", seldom: "Se vigila poco", gaps: "Huecos",
    kind: "Atraso en {of}", lambda: "Revisita ponderada más larga, {of}", share: "Mayor parte de un turno, {of}", unreachable: "En ninguna ronda, {of}",
    land: "tierra", river: "ríos", sea: "el mar", same: "igual", less: "{n}, mejor", more: "{n}, peor", caption: "Ambos planes en cifras",
  },
});

/** What two plans come to, side by side. */
export function TotalsTable({ rows, names }: { rows: readonly Row[]; names: { a: string; b: string } }) {
  return (
    <div class="wide">
      <table>
        <caption class="unseen">{t("caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("measure")}</th>
            <th scope="col" class="number">
              <abbr title={names.a}>A</abbr>
            </th>
            <th scope="col" class="number">
              <abbr title={names.b}>B</abbr>
            </th>
            <th scope="col" class="number">
              {t("difference")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => {
            const turn = turnOf(r);
            return (
              <tr key={r.measure + r.of}>
                <th scope="row">{t(r.measure, { of: named(r.of) })}</th>
                <td class="number">{value(r, r.a)}</td>
                <td class="number">{value(r, r.b)}</td>
                <td class={`number ${turn}`}>{turn === "same" ? t("same") : t(turn, { n: change(r.b - r.a, r.unit, r.unit === "none" ? 0 : 1) })}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A kind or layer in words. */
function named(of: string): string {
  return of === "land" || of === "river" || of === "sea" ? t(of) : layerName(of);
}

function value(r: Row, x: number): string {
  const as: Record<Row["unit"], () => string> = { km: () => km(x * 1000), h: () => hours(x), kmH: () => exposure(x), percent: () => percent(x / 100, 1), none: () => number(x) };
  return as[r.unit]();
}
