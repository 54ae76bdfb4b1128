import { computed, effect, signal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { dateTime, km, number } from "../../lang/format";
import { language } from "../../lang/language";
import { besideMap } from "../../map/map";
import { chosen, pick, pointed } from "../../state/selection";
import { gaps, shown } from "../../state/shown";
import { clock, goTo, hour, period_h } from "../../state/time";
import { dark, part } from "../../state/view";
import { midnightH } from "../midnight";
import { loadTrips, trips, tripsLoading, tripsProblem } from "../movement";
import { t } from "../words";
import { chainageAt, hourAt, yOf, xOf, type Frame, type View } from "./frame";
import { sortieAt } from "./hit";
import { Key } from "./key";
import { Painter, type Drawn } from "./painter";
import { pathsOf } from "./paths";
import { listen } from "./pointing";
import { readingAt, wordsOf } from "./readout";
import { sceneOf, type Scene } from "./scene";
import { gapShapes, type GapShape } from "./shapes";
import { look, shift, showHours, view, whole, zoom } from "./window";
import type { Top } from "./draw-top";

const scene = computed<Scene | null>(() => {
  const d = shown.value;
  return d?.plan ? sceneOf(d.plan, d.border, pathsOf(trips.value, d.plan), midnightH.value) : null;
});

const shapes = computed<readonly GapShape[]>(() => {
  const d = shown.value;
  return d?.plan ? gapShapes(gaps.value, d.border, d.plan.period_h) : [];
});

/** Where the reader is in the picture, by pointer or keys. */
const cursor = signal<{ m: number; h: number; byKeys: boolean } | null>(null);
const thinned = signal(false);

/** What is said of the place under the cursor. */
const said = computed(() => {
  const [c, s, d, v] = [cursor.value, scene.value, shown.value, view.value];
  if (!c || !s || !d || !v) return "";
  return wordsOf(readingAt(s, shapes.value, c.m, c.h, slackOf(v)), d);
});

/** A thin gap is hit within two pixels or so, whatever the size of the picture. */
function slackOf(v: View): { m: number; h: number } {
  return { m: (v.to_m - v.from_m) / 120, h: (v.to_h - v.from_h) / 300 };
}

/** The picture of the border and time. */
export function Picture() {
  const canvases = useRef<(HTMLCanvasElement | null)[]>([]);
  const stage = useRef<HTMLDivElement>(null);
  const painter = useRef<Painter | null>(null);
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const p = new Painter(canvases.current.filter((c) => c !== null), drawn);
    p.onDrawn = () => (thinned.value = p.thinned);
    painter.current = p;
    const fit = () => p.resize(element.clientWidth, element.clientHeight);
    const watcher = new ResizeObserver(fit);
    const begin = effect(() => {
      if (!besideMap.value) return;
      watcher.observe(element);
      fit();
    });
    const quiet = listen(element, { layout: () => p.layout(), view: () => view.peek(), look, zoom, hover: (x, y) => point(p.layout().frame, x, y), leave, tap: (x, y) => choose(p.layout().frame, x, y) });
    return () => {
      quiet();
      begin();
      watcher.disconnect();
      p.end();
      painter.current = null;
      leave();
    };
  }, []);
  useSignalEffect(() => {
    void [scene.value, view.value, language.value];
    painter.current?.ask("still");
  });
  useSignalEffect(() => {
    void shapes.value;
    painter.current?.ask("gaps");
  });
  useSignalEffect(() => {
    void [hour.value, cursor.value, pointed.value, chosen.value];
    painter.current?.ask("top");
  });
  useSignalEffect(() => {
    dark();
    queueMicrotask(() => painter.current?.recolour());
  });
  return (
    <figure class="picture">
      <div ref={stage} class="picture-stage" tabIndex={0} role="application" aria-label={t("pictureHelp")} aria-describedby="picture-caption" onKeyDown={keyed} onBlur={leave}>
        {[0, 1, 2, 3].map((i) => (
          <canvas key={i} aria-hidden="true" ref={(c) => { canvases.current[i] = c; }} />
        ))}
      </div>
      <Readout />
      <figcaption id="picture-caption" class="unseen">
        {t("caption", { km: km(shown.value?.border.length_m ?? 0), gaps: number(shapes.value.length) })}
      </figcaption>
    </figure>
  );
}

/** What the picture shows, its key, and how far it has come. */
export function PictureTools() {
  return (
    <>
      <span role="group" aria-label={t("window")} class="time-steps">
        <button type="button" onClick={() => showHours(null)}>{t("whole")}</button>
        <button type="button" onClick={() => showHours(168)}>{t("week")}</button>
        <button type="button" onClick={() => showHours(24)}>{t("day")}</button>
        <button type="button" class="icon" aria-label={t("zoomIn")} title={t("zoomIn")} onClick={() => zoom(1.6, 1.6)}>+</button>
        <button type="button" class="icon" aria-label={t("zoomOut")} title={t("zoomOut")} onClick={() => zoom(1 / 1.6, 1 / 1.6)}>−</button>
      </span>
      <Key />
    </>
  );
}

/** What is under the cursor, in words; read out where it is moved by keys. */
function Readout() {
  return (
    <p class="picture-readout">
      <span aria-live={cursor.value?.byKeys ? "polite" : "off"}>{said.value === "" ? <span class="soft">{t("hint")}</span> : said.value}</span>{" "}
      <State />
      <button type="button" class="plain" aria-label={t("tablesOf")} title={t("tablesOf")} onClick={() => (part.value = "tables")}>
        {t("tables")}
      </button>
    </p>
  );
}

function State() {
  if (tripsProblem.value) {
    return (
      <span role="alert">
        {t("failed")} <button type="button" onClick={() => void loadTrips()}>{t("again")}</button>
      </span>
    );
  }
  if (tripsLoading.value) return <span class="soft">{t("loading")}</span>;
  return thinned.value ? <span class="soft">{t("thinned")}</span> : null;
}

function drawn(): Drawn {
  return {
    scene: scene.peek(),
    shapes: shapes.peek(),
    view: view.peek(),
    words: {
      day: (h) => dateTime(clock(h), "day"),
      hour: (h) => dateTime(clock(h), "hour"),
      km: (m, stepM) => number(m / 1000, stepM < 1000 ? (stepM < 100 ? 2 : 1) : 0),
    },
    top: topNow(),
  };
}

function topNow(): Top {
  const c = chosen.peek();
  const p = pointed.peek();
  const plan = shown.peek()?.plan;
  const span = c?.sort === "sector" ? plan?.sectors.find((s) => s.id === c.id) : c?.sort === "beat" ? plan?.beats.find((b) => b.id === c.id) : c?.sort === "pair" ? plan?.sectors.find((s) => s.pair === c.id) : undefined;
  return {
    hour: hour.peek(),
    cursor: cursor.peek(),
    pointed_m: p && p.from !== "picture" ? p.border_m : null,
    gap: c?.sort === "gap" ? (shapes.peek().find((s) => s.gap.id === c.id) ?? null) : null,
    anyChosen: c !== null && ["sortie", "beat", "pair"].includes(c.sort),
    chosen: (path, sortie) => (c?.sort === "sortie" ? sortie === c.id : c?.sort === "beat" ? path.trip.beat.id === c.id : c?.sort === "pair" && path.pair === c.id),
    chosenSpan: span ?? null,
  };
}

function point(frame: Frame, x: number, y: number): void {
  const [v, s] = [view.peek(), scene.peek()];
  if (!v || !s || x < frame.left - 60 || x > frame.left + frame.width || y < frame.top || y > frame.top + frame.height) return leave();
  put({ m: chainageAt(v, frame, y), h: Math.min(v.to_h, Math.max(v.from_h, hourAt(v, frame, x))), byKeys: false });
}

function put(to: { m: number; h: number; byKeys: boolean }): void {
  const d = shown.peek();
  if (!d) return;
  cursor.value = to;
  pointed.value = { from: "picture", border_m: to.m, at: d.border.at(to.m), hour: to.h };
}

function leave(): void {
  cursor.value = null;
  if (pointed.peek()?.from === "picture") pointed.value = null;
}

function choose(frame: Frame, x: number, y: number): void {
  const v = view.peek();
  if (!v || x > frame.left + frame.width || y < frame.top || y > frame.top + frame.height) return;
  const [m, h] = [chainageAt(v, frame, y), hourAt(v, frame, Math.max(x, frame.left))];
  put({ m, h, byKeys: false });
  if (x >= frame.left) goTo(h);
  chooseAt(frame, v, m, h);
}

/** Chooses the sortie whose line is there, else the gap. */
function chooseAt(frame: Frame, v: View, m: number, h: number): void {
  const s = scene.peek();
  if (!s) return;
  const near = sortieAt(s.paths, s.border, s.periodH, v, frame, xOf(v, frame, h), yOf(v, frame, m), 6);
  const slack = slackOf(v);
  const { gap } = readingAt(s, shapes.peek(), m, h, slack);
  if (near && (near.off_px < 4 || !gap)) pick("sortie", near.sortie.id);
  else if (gap) pick("gap", gap.id);
}

/** A frame as large as the picture is about: by keys a line is as near as by pointer. */
const keyFrame: Frame = { left: 0, top: 0, width: 800, height: 240 };

function keyed(e: KeyboardEvent): void {
  const [v, all] = [view.peek(), whole()];
  if (!v || !all || e.ctrlKey || e.metaKey) return;
  const c = cursor.peek() ?? { m: (v.from_m + v.to_m) / 2, h: Math.min(v.to_h, Math.max(v.from_h, hour.peek())) };
  const far = e.shiftKey ? 10 : 1;
  const [stepM, stepH] = [((v.to_m - v.from_m) / 120) * far, ((v.to_h - v.from_h) / 168) * far];
  const to = { ArrowLeft: { ...c, h: c.h - stepH }, ArrowRight: { ...c, h: c.h + stepH }, ArrowUp: { ...c, m: c.m - stepM }, ArrowDown: { ...c, m: c.m + stepM }, Home: { ...c, h: v.from_h }, End: { ...c, h: v.to_h } }[e.key];
  if (to) {
    put({ m: Math.min(all.to_m, Math.max(0, to.m)), h: Math.min(period_h.peek(), Math.max(0, to.h)), byKeys: true });
    reveal();
  } else if (e.key === "+" || e.key === "=") zoom(1.6, 1.6, c);
  else if (e.key === "-") zoom(1 / 1.6, 1 / 1.6, c);
  else if (e.key === "0") showHours(null);
  else if (e.key === "PageDown") shift(0, 0.9);
  else if (e.key === "PageUp") shift(0, -0.9);
  else if (e.key === "Escape") leave();
  else if (e.key === "Enter" || e.key === " ") {
    put({ ...c, byKeys: true });
    goTo(c.h);
    chooseAt(keyFrame, v, c.m, c.h);
  } else return;
  e.preventDefault();
}

/** Moves the window to where the cursor is. */
function reveal(): void {
  const [v, c] = [view.peek(), cursor.peek()];
  if (!v || !c) return;
  const m = Math.min(c.m - v.from_m, 0) + Math.max(c.m - v.to_m, 0);
  const h = Math.min(c.h - v.from_h, 0) + Math.max(c.h - v.to_h, 0);
  if (m !== 0 || h !== 0) look({ from_m: v.from_m + m, to_m: v.to_m + m, from_h: v.from_h + h, to_h: v.to_h + h });
}
