import { computed, useSignalEffect } from "@preact/signals";
import type { ComponentChild } from "preact";
import { useRef } from "preact/hooks";
import { dateTime, number } from "../lang/format";
import type { Opening } from "./openings";
import { pick } from "../state/selection";
import { gaps, shown } from "../state/shown";
import { clock, goTo, hour, pace, period_h, playing } from "../state/time";
import { announce } from "../ui/announce";
import { midnightH } from "./midnight";
import { openingFrom, openingsOf } from "./openings";
import { togglePlaying } from "./play";
import { hourTicks } from "./picture/ticks";
import { minute, now, When } from "./when";
import { t } from "./words";

const paces = [1, 3, 6, 12, 24, 48, 168];

const openings = computed(() => openingsOf(gaps.value));

/** What hour is shown: a slider, playing, steps, gaps that open, a date. */
export function Controls({ sizes, tools }: { sizes: ComponentChild; tools: ComponentChild }) {
  const end = period_h.value;
  return (
    <div class="time-controls">
      <div class="time-row">
        <button type="button" class="primary icon time-play" aria-label={t(playing.value ? "pause" : "play")} title={t(playing.value ? "pause" : "play")} onClick={play}>
          <span aria-hidden="true">{playing.value ? "❚❚" : "▶\ufe0e"}</span>
        </button>
        <label>
          <span class="unseen">{t("pace")}</span>
          <select value={pace.value} onChange={(e) => (pace.value = Number(e.currentTarget.value))}>
            {paces.map((n) => (
              <option key={n} value={n}>
                {t("paceOf", { n: number(n) })}
              </option>
            ))}
          </select>
        </label>
        <span class="time-steps">
          <Step by={-24} label={t("earlierDay")} text="−1 d" />
          <Step by={-1} label={t("earlierHour")} text="−1 h" />
          <Step by={1} label={t("laterHour")} text="+1 h" />
          <Step by={24} label={t("laterDay")} text="+1 d" />
        </span>
        <When />
        <Openings />
        <span class="spread" />
        {sizes}
      </div>
      <div class="time-row">
        <Slider end={end} />
        {tools}
      </div>
    </div>
  );
}

function play(): void {
  togglePlaying();
  if (!playing.value) announce(t("paused", { when: now.value }));
}

function Step({ by, label, text }: { by: number; label: string; text: string }) {
  return (
    <button type="button" class="icon" aria-label={`${text}, ${label}`} title={label} onClick={() => step(by)}>
      {text}
    </button>
  );
}

function step(by: number): void {
  goTo(Math.round((hour.peek() + by) * 60) / 60);
  announce(t("shows", { when: now.value }));
}

/** To the gap that opened last, or opens next. */
function Openings() {
  const none = openings.value.length === 0;
  return (
    <span class="time-steps">
      <button type="button" class="icon" aria-label={t("previousGap")} title={none ? t("noGap") : t("previousGap")} disabled={none} onClick={() => toOpening("previous")}>
        <span aria-hidden="true">◂</span> <Mark />
      </button>
      <button type="button" class="icon" aria-label={t("nextGap")} title={none ? t("noGap") : t("nextGap")} disabled={none} onClick={() => toOpening("next")}>
        <Mark /> <span aria-hidden="true">▸</span>
      </button>
    </span>
  );
}

function Mark() {
  return <span class="time-gap" aria-hidden="true" />;
}

function toOpening(way: "next" | "previous"): void {
  const list = openings.value;
  const found: Opening | undefined = openingFrom(list, hour.peek(), way) ?? (way === "next" ? list[0] : list.at(-1));
  if (!found) return;
  goTo(found.at_h);
  pick("gap", found.gap.id);
  const where = routeName(found.gap.route);
  const said = t("opens", { when: dateTime(clock(found.at_h), "short"), gap: found.gap.id, where, reason: t(found.gap.reason) });
  announce(found.more > 0 ? `${said} ${t("opensMore", { n: number(found.more) })}` : said);
}

function routeName(route: string): string {
  const d = shown.peek();
  return d?.border.stretches.find((s) => s.id === route)?.name ?? d?.routes.get(route)?.name ?? route;
}

/** Days are marked on the slider up to so many. */
const mostMarks = 120;

/** Minutes that keys go by on the slider; with Shift a page is a day. */
const stepsMin: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 60, PageDown: -60 };

/** The hour as a slider: a minute on arrow keys, an hour by Page keys, a day with Shift. */
function Slider({ end }: { end: number }) {
  const field = useRef<HTMLInputElement>(null);
  useSignalEffect(() => {
    const f = field.current;
    if (!f) return;
    f.max = String(Math.round(period_h.value * 60)); // before the value, which it bounds
    f.value = String(minute.value);
    f.setAttribute("aria-valuetext", now.value);
  });
  const days = hourTicks(0, end, end, 24, midnightH.value).at_h;
  return (
    <div class="time-slider">
      <input
        ref={field}
        type="range"
        min={0}
        max={Math.round(end * 60)}
        step={1}
        list="time-days"
        aria-label={t("slider")}
        onInput={(e) => goTo(Number(e.currentTarget.value) / 60)}
        onKeyDown={(e) => {
          const by = stepsMin[e.key]; // from the hour itself: what the field shows may be a frame behind
          if (by === undefined) return;
          e.preventDefault();
          goTo((minute.peek() + by * (e.shiftKey && Math.abs(by) > 1 ? 24 : 1)) / 60);
        }}
      />
      <datalist id="time-days">{days.length <= mostMarks && days.map((h) => <option key={h} value={Math.round(h * 60)} />)}</datalist>
    </div>
  );
}
