import { useSignal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Dataset } from "../api/datasets";
import { degrees, gridReference } from "../geo/position";
import { letters, number } from "../lang/format";
import { language } from "../lang/language";
import { clock, zone } from "../state/time";
import { nearH, type BeatOnSheet, type Content, type Neighbour } from "./content";
import { drawingOf } from "./drawing";
import { fitOf, sizes, type Fit } from "./fit";
import { Legend, SectorMap } from "./map";
import { pageOf } from "./running-foot";
import { both, dayIn, handsBeside, hoursAndMinutes, other, periodOf, Say, t, windIn, writtenDayIn } from "./words";

const km = (m: number, decimals = 1) => number(m / 1000, decimals);

/** The sheet of one pair: for the patrol that walks its sector, on paper, without colour or a telephone. */
export function Sheet({ d, content, id, paper }: { d: Dataset; content: Content; id: string; paper: Paper }) {
  const article = useRef<HTMLElement>(null);
  const fit = useFit(article, paper, content);
  const drawing = useMemo(() => drawingOf(d, content, fit.map_mm), [d, content, fit.map_mm]);
  const { plan, pair, sector, posts } = content;
  return (
    <article class="sheet" ref={article} style={{ page: pageOf(id) }} aria-labelledby={`${id}-title`}>
      <header>
        <h3 id={`${id}-title`}>{pair.id}</h3>
        <p>
          <b>{d.title}</b> · <Say word="title" /> · <Say word="period" values={(l) => periodOf(l, plan.period_h)} />
        </p>
      </header>
      <p>
        <b>
          <Say word="sector" values={{ from: km(d.border.wrap(sector.from_m)), to: km(d.border.wrap(sector.to_m)), length: km(sector.length_m) }} />
        </b>
      </p>
      <p>
        {posts.map((p, i) => (
          <span key={p.side} class="party">
            {p.side} {i === 0 ? "▲" : "△"} <Say word="patrol" /> <b>{p.patrol}</b>, <Say word="post" /> {p.post?.name} {p.post && <span class="grid">{gridReference(...p.post.at)}</span>}
          </span>
        ))}
      </p>
      <SectorMap drawing={drawing} id={id} title={`${t("map")}: ${pair.id}`} />
      <Legend drawing={drawing} sides={plan.sides} />
      <Beats content={content} />
      <Absent content={content} />
      <Neighbours neighbours={content.neighbours} />
      <Timetable content={content} apart={fit.apart} />
      <footer>
        {d.note !== "" && (
          <p>
            <Say word="note" />
          </p>
        )}
        <p>
          <Say word="sources" />: <span lang="en">{d.attribution}</span>
        </p>
      </footer>
    </article>
  );
}

export type Paper = "a4" | "letter";

const heights_mm = { a4: 277, letter: 259.4 }; // within the margins
const pixelsOfMm = 96 / 25.4;

/** How a sheet is made to fit its paper, by the heights that it has on the screen: they are those of paper. Measured anew when they change: by letters that arrive, or by another language. */
function useFit(article: { current: HTMLElement | null }, paper: Paper, content: Content): Fit {
  const fit = useSignal<Fit>({ map_mm: sizes.most, apart: false });
  useLayoutEffect(() => {
    const sheet = article.current;
    if (!sheet) return;
    const measure = () => {
      const next = matchMedia("print").matches ? undefined : measuredFit(sheet, paper);
      if (next && (next.map_mm !== fit.peek().map_mm || next.apart !== fit.peek().apart)) fit.value = next;
    };
    measure();
    let asked = 0;
    const watch = new ResizeObserver(() => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(measure);
    });
    watch.observe(sheet);
    return () => {
      watch.disconnect();
      cancelAnimationFrame(asked);
    };
  }, [paper, content]);
  return fit.value;
}

function measuredFit(sheet: HTMLElement, paper: Paper): Fit | undefined {
  const map = sheet.querySelector(".sector-map");
  const table = sheet.querySelector<HTMLElement>(".timetable");
  if (!map || !table) return undefined;
  const mm = (pixels: number) => pixels / pixelsOfMm;
  return fitOf(mm(sheet.offsetHeight) - 20 - mm(map.getBoundingClientRect().height), mm(table.offsetHeight), heights_mm[paper]);
}

/** A place as people in the field name it: grid reference, and degrees. */
function Spot({ at }: { at: readonly [number, number] }) {
  return (
    <>
      <b class="grid">{gridReference(...at)}</b>
      <br />
      <span class="degrees">{degrees(at[0], at[1], letters(), (v) => number(v, 5))}</span>
    </>
  );
}

function Beats({ content }: { content: Content }) {
  return (
    <section>
      <table aria-label={t("beats")}>
        <thead>
          <tr>
            <th colSpan={5} class="caption">
              {content.pair.id} · <Say word="beats" />
            </th>
          </tr>
          <tr>
            <th scope="col"><Say word="beat" /></th>
            <th scope="col">● <Say word="meetAt" /></th>
            <th scope="col">□ <Say word="partAt" /></th>
            <th scope="col"><Say word="walk" /></th>
            <th scope="col" class="number"><Say word="visits" /></th>
          </tr>
        </thead>
        <tbody>
          {content.beats.map((b) => (
            <tr key={b.number}>
              <th scope="row">{b.number}</th>
              <td>
                {b.name !== "" && <div>{b.name}</div>}
                <Spot at={b.beat.meet_at} />
              </td>
              <td>
                <Spot at={b.beat.part_at} />
              </td>
              <td>
                <Walked beat={b} />
              </td>
              <td class="number">{b.beat.visits}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Walked({ beat }: { beat: BeatOnSheet }) {
  return (
    <>
      <b>{t("walkAll", { km: km(beat.length_m), h: hoursAndMinutes(beat.beat.walk_h) })}</b>
      {beat.legs.map((leg) => (
        <div key={leg.to_m}>
          <Say word="leg" values={(l) => ({ km: km(leg.length_m), wind: windIn(l, leg.wind), to: km(leg.to_m) })} />
        </div>
      ))}
    </>
  );
}

function Absent({ content: { plan } }: { content: Content }) {
  return (
    <section class="absent">
      <h4>
        <Say word="absent" />
      </h4>
      <p>
        <Say word="wait" values={{ n: plan.protocol.tolerance_min }} />
      </p>
      <p>
        <Say word={plan.protocol.if_absent} />
      </p>
      <p>
        <b>
          <Say word="cross" />
        </b>
      </p>
    </section>
  );
}

function Neighbours({ neighbours }: { neighbours: readonly Neighbour[] }) {
  return (
    <section>
      <h4>
        <Say word="beside" />
      </h4>
      {neighbours.length === 0 && (
        <p>
          <Say word="besideNone" />
        </p>
      )}
      {neighbours.map((n) => (
        <p key={n.letter}>
          <b>
            {n.letter} · {n.pair}
          </b>
          : <Say word={n.touches ? "besideTouches" : "besideApart"} values={{ km: km(n.at_m) }} />; <Say word="besideMeets" /> {n.points.map((p) => `${p.name} ${gridReference(...p.at)}`.trim()).join("; ")}.
        </p>
      ))}
    </section>
  );
}

/** A time by the clock, and in small how many days from the meeting's; both on one line. */
function Hands({ hands, days }: { hands: string; days: string }) {
  return (
    <span class="hands">
      {hands}
      {days !== "" && <small> {days}</small>}
    </span>
  );
}

function Timetable({ content, apart }: { content: Content; apart: boolean }) {
  const { plan, pair, sorties, neighbours } = content;
  const changes = (plan.notes ?? []).filter((n) => n.code === "clock_change");
  return (
    <section class={apart ? "timetable apart" : "timetable"}>
      <table aria-label={`${t("sorties")}: ${pair.id}`}>
        <thead>
          <tr>
            <th colSpan={10 + neighbours.length} class="caption">
              {pair.id} · <Say word="sorties" />
            </th>
          </tr>
          <tr>
            <th scope="col"><Say word="number" /></th>
            <th scope="col"><Say word="date" /></th>
            <th scope="col"><Say word="beat" /></th>
            {plan.sides.map((side) => <th key={side} scope="col"><Say word="leaves" values={{ side }} /></th>)}
            <th scope="col"><Say word="meets" /></th>
            <th scope="col"><Say word="parts" /></th>
            {plan.sides.map((side) => <th key={side} scope="col"><Say word="back" values={{ side }} /></th>)}
            <th scope="col"><Say word="host" /></th>
            {neighbours.map(({ letter }) => <th key={letter} scope="col">{letter}</th>)}
          </tr>
        </thead>
        <tbody>
          {sorties.map(({ sortie: s, beat, near }) => {
            const day = clock(s.meet_h);
            const hands = (h: number) => <Hands {...handsBeside(clock(h), day)} />;
            return (
              <tr key={s.id}>
                <td>{s.number}</td>
                <th scope="row">
                  {dayIn(language.value, day)}
                  {both.value && <span class="other" lang={other()}>{dayIn(other(), day)}</span>}
                </th>
                <td>{beat}</td>
                {s.depart_h.map((h, i) => <td key={i}>{hands(h)}</td>)}
                <td><b>{hands(s.meet_h)}</b></td>
                <td>{hands(s.part_h)}</td>
                {s.return_h.map((h, i) => <td key={i}>{hands(h)}</td>)}
                <td>{s.host}</td>
                {near.map((h, i) => <td key={i}>{h === null ? "–" : hands(h)}</td>)}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p>
        <Say word="clock" values={{ zone: zone.value.replace("-", "−") }} /> <Say word="dayMark" /> {neighbours.length > 0 && <Say word="nearMark" values={{ n: nearH }} />}
      </p>
      {changes.map((n) => (
        <p key={n.subjects?.join()}>
          <b>
            <Say word="clockChange" values={(l) => ({ side: n.subjects?.[0] ?? "", day: writtenDayIn(l, n.subjects?.[1] ?? "") })} />
          </b>
        </p>
      ))}
    </section>
  );
}
