import type { ComponentChildren } from "preact";
import { number } from "../lang/format";
import { texts } from "../lang/language";
import type { Comparison, Meeting } from "../model/comparison";
import type { MeetingPoint } from "../model/plan";
import { usePortions } from "../ui/portions";
import { BorderButton } from "./place-button";

const t = texts({
  en: { sectors: "Sectors that moved: {n}", meetings: "Pairs that meet elsewhere: {n}", pair: "Pair", a: "In A", b: "In B", none: "none" },
  es: { sectors: "Sectores que cambian: {n}", meetings: "Parejas que se encuentran en otro lugar: {n}", pair: "Pareja", a: "En A", b: "En B", none: "ninguno" },
});

/** Rows that are shown at a time. */
const page = 25;

/** Sectors that are others in the second plan. */
export function MovedSectors({ list }: { list: NonNullable<Comparison["sectors"]> }) {
  return (
    <Moved
      title={t("sectors", { n: number(list.length) })}
      rows={list.map((s) => ({
        key: `${s.layer} ${s.pair}`,
        pair: s.pair,
        a: s.a_to_m > s.a_from_m ? <BorderButton from_m={s.a_from_m} to_m={s.a_to_m} /> : t("none"),
        b: s.b_to_m > s.b_from_m ? <BorderButton from_m={s.b_from_m} to_m={s.b_to_m} /> : t("none"),
      }))}
    />
  );
}

/** Pairs that meet elsewhere in the second plan. */
export function MovedMeetings({ list, points }: { list: NonNullable<Comparison["meetings"]>; points: readonly MeetingPoint[] }) {
  const names = new Map(points.map((p) => [p.id, p.name || p.id]));
  const places = (meetings: readonly Meeting[] | null) =>
    (meetings?.length ?? 0) === 0 ? (
      t("none")
    ) : (
      <ul class="plain">
        {meetings?.map((m) => (
          <li key={m.chainage_m}>
            {names.get(m.meeting_point) ?? m.meeting_point} <BorderButton from_m={m.chainage_m} />
          </li>
        ))}
      </ul>
    );
  return <Moved title={t("meetings", { n: number(list.length) })} rows={list.map((m) => ({ key: m.pair, pair: m.pair, a: places(m.a), b: places(m.b) }))} />;
}

function Moved({ title, rows }: { title: string; rows: readonly { key: string; pair: string; a: ComponentChildren; b: ComponentChildren }[] }) {
  const { most, list: body, more } = usePortions<HTMLTableSectionElement>(rows.length, page);
  if (rows.length === 0) return null;
  return (
    <section class="stack" aria-label={title}>
      <h3>{title}</h3>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("pair")}</th>
              <th scope="col">{t("a")}</th>
              <th scope="col">{t("b")}</th>
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.slice(0, most).map((r) => (
              <tr key={r.key}>
                <th scope="row">{r.pair}</th>
                <td>{r.a}</td>
                <td>{r.b}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more}
    </section>
  );
}
