import { useCallback, useRef, useState } from "preact/hooks";
import { number } from "../lang/format";
import { texts } from "../lang/language";
import type { Comparison } from "../model/comparison";
import type { Plan } from "../model/plan";
import { show } from "../state/selection";
import { shown } from "../state/shown";
import { borderShape, boundsOf } from "../tables/places";
import { changeSpans, gapSpans, merged, onBorder, sectorBars, ticks, type Bar } from "./strip";
import type { Border } from "../geo/border";

const t = texts({
  en: {
    title: "The border laid out straight", text: "Above A, below B: sectors by layer with their gaps, and between them what B opens and closes. {a} of {length} km are open at times in A, {b} in B. The tables below say the same in numbers.",
    sectors: "sectors", never: "never watched", seldom: "watched too seldom", opened: "opened by B", closed: "closed by B", km: "km 0", other: "The plans are of another border than the one that is shown, so that it cannot be laid out here.",
    press: "Press a place to see it on the map.",
  },
  es: {
    title: "La frontera extendida en línea recta", text: "Arriba A, abajo B: sectores por capa con sus huecos, y entre ambos lo que B abre y cierra. {a} de {length} km quedan abiertos en algún momento en A, {b} en B. Las tablas de abajo dicen lo mismo en cifras.",
    sectors: "sectores", never: "nunca se vigila", seldom: "se vigila poco", opened: "lo abre B", closed: "lo cierra B", km: "km 0", other: "Los planes son de otra frontera que la que se muestra, así que no se puede extender aquí.",
    press: "Pulse un lugar para verlo en el mapa.",
  },
});

const barHeight = 9; // pixels
const gapHeight = 7;
const labelHeight = 16;
const changeHeight = 9;

/** Both plans along the border, one above the other, and what opens and closes in between. */
export function ComparisonStrip({ a, b, names, differences }: { a: Plan; b: Plan; names: { a: string; b: string }; differences: Comparison }) {
  const border = shown.value?.border;
  const [width, hold] = useWidth();
  if (!border || Math.abs(border.length_m - a.length_m) > 1) return <p class="soft">{t("other")}</p>;
  const x = (m: number) => (m / border.length_m) * width;
  const apart_m = width > 0 ? border.length_m / width : 0;
  const open = { a: openOf(a, border), b: openOf(b, border) };
  const changes = { opened: onBorder(changeSpans(differences.opened), border), closed: onBorder(changeSpans(differences.closed), border) };
  const rows = layout(a, b, border);
  const press = (event: MouseEvent & { currentTarget: SVGSVGElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const m = ((event.clientX - box.left) / box.width) * border.length_m;
    const bounds = boundsOf(borderShape({ border }, Math.max(0, m - border.length_m / 40), Math.min(border.length_m, m + border.length_m / 40)));
    if (bounds) show(bounds);
  };
  return (
    <figure class="strip" ref={hold}>
      <svg role="img" aria-label={t("title")} width={width} height={rows.height} onClick={press}>
        <Kinds border={border} x={x} />
        <text x={0} y={rows.a.label}>{names.a}</text>
        <Sectors rows={rows.a.layers} x={x} />
        <Gaps of={open.a} apart_m={apart_m} x={x} y={rows.a.gaps} />
        <Spans class="opened" spans={merged(changes.opened, apart_m)} x={x} y={rows.opened} height={changeHeight} />
        <Spans class="closed" spans={merged(changes.closed, apart_m)} x={x} y={rows.closed} height={changeHeight} />
        <Gaps of={open.b} apart_m={apart_m} x={x} y={rows.b.gaps} />
        <Sectors rows={rows.b.layers} x={x} />
        <text x={0} y={rows.b.label}>{names.b}</text>
        {ticks(border.length_m, Math.max(2, Math.floor(width / 70))).map((km) => (
          <g key={km} class="tick">
            <line x1={x(km * 1000)} x2={x(km * 1000)} y1={rows.axis} y2={rows.axis + 5} />
            <text x={x(km * 1000)} y={rows.axis + 18} text-anchor={km === 0 ? "start" : x(km * 1000) > width - 24 ? "end" : "middle"}>
              {km === 0 ? t("km") : number(km, 3, 0)}
            </text>
          </g>
        ))}
      </svg>
      <figcaption class="soft">
        <ul class="plain row legend">
          <li><span class="key sector" />{t("sectors")}</li>
          <li><span class="key never" />{t("never")}</li>
          <li><span class="key seldom" />{t("seldom")}</li>
          <li><span class="key opened" />{t("opened")}</li>
          <li><span class="key closed" />{t("closed")}</li>
        </ul>
        <p class="unseen">{t("text", { a: number(lengthOf(open.a.all) / 1000, 1), b: number(lengthOf(open.b.all) / 1000, 1), length: number(border.length_m / 1000, 0) })}</p>
        <p>{t("press")}</p>
      </figcaption>
    </figure>
  );
}

/** Where the rows stand, from above: kinds, A, what opens and closes, B, the axis. */
function layout(a: Plan, b: Plan, border: Border) {
  let y = 8;
  const step = (height: number) => {
    const at = y;
    y += height;
    return at;
  };
  const sectors = (plan: Plan) => sectorBars(plan, border).map((l) => ({ ...l, y: step(barHeight + 2) }));
  const labelA = step(labelHeight) + 12;
  const layersA = sectors(a);
  const gapsA = step(gapHeight + 4);
  const opened = step(changeHeight + 2);
  const closed = step(changeHeight + 4);
  const gapsB = step(gapHeight + 2);
  const layersB = sectors(b);
  const labelB = step(labelHeight) + 11;
  return { a: { label: labelA, layers: layersA, gaps: gapsA }, b: { label: labelB, layers: layersB, gaps: gapsB }, opened, closed, axis: step(22), height: y };
}

/** The kinds of the border's stretches, told apart by pattern. */
function Kinds({ border, x }: { border: Border; x: (m: number) => number }) {
  return (
    <g class="kinds">
      {border.stretches.map((s) => (
        <line key={s.id} class={s.kind} x1={x(s.line.from_m)} x2={x(s.line.to_m)} y1={3} y2={3}>
          <title>{s.name}</title>
        </line>
      ))}
    </g>
  );
}

function Sectors({ rows, x }: { rows: readonly { layer: string; bars: readonly Bar[]; y: number }[]; x: (m: number) => number }) {
  return (
    <>
      {rows.map((r) => (
        <g key={r.layer} class="sectors">
          {r.bars.map((s) => (
            <rect key={`${s.label} ${s.from_m}`} class={s.tone === 0 ? "even" : "odd"} x={x(s.from_m)} y={r.y} width={Math.max(1, x(s.to_m) - x(s.from_m))} height={barHeight}>
              <title>{s.label}</title>
            </rect>
          ))}
        </g>
      ))}
    </>
  );
}

/** The gaps of a plan on the border. */
function openOf(plan: Plan, border: Border) {
  const spans = gapSpans(plan);
  const [never, seldom] = [onBorder(spans.never, border), onBorder(spans.seldom, border)];
  return { never, seldom, all: merged([...never, ...seldom], 0) };
}

function Gaps({ of, apart_m, x, y }: { of: ReturnType<typeof openOf>; apart_m: number; x: (m: number) => number; y: number }) {
  return (
    <>
      <Spans class="seldom" spans={merged(of.seldom, apart_m)} x={x} y={y} height={gapHeight} />
      <Spans class="never" spans={merged(of.never, apart_m)} x={x} y={y} height={gapHeight} />
    </>
  );
}

function Spans({ class: kind, spans, x, y, height }: { class: string; spans: readonly { from_m: number; to_m: number }[]; x: (m: number) => number; y: number; height: number }) {
  return (
    <g class={kind}>
      {spans.map((s) => (
        <rect key={s.from_m} x={x(s.from_m)} y={y} width={Math.max(2, x(s.to_m) - x(s.from_m))} height={height} />
      ))}
    </g>
  );
}

function lengthOf(spans: readonly { from_m: number; to_m: number }[]): number {
  return spans.reduce((sum, s) => sum + s.to_m - s.from_m, 0);
}

/** The width of an element in pixels, as it changes, whenever it is there. */
function useWidth(): [number, (element: HTMLElement | null) => void] {
  const [width, setWidth] = useState(320);
  const watch = useRef<ResizeObserver | null>(null);
  const hold = useCallback((element: HTMLElement | null) => {
    watch.current?.disconnect();
    watch.current = null;
    if (!element || typeof ResizeObserver === "undefined") return;
    watch.current = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    watch.current.observe(element);
  }, []);
  return [width, hold];
}
