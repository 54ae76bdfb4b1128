import { effect } from "@preact/signals";
import { goTo, hour, pace, period_h, playing } from "../state/time";

// Time that goes on by itself, up to the period's end. Who asks for less motion
// gets a step a second in place of a glide; a page that nobody sees stands still.

/** The hour after so many milliseconds, and whether the end is reached. */
export function advanced(from: number, ms: number, paceH: number, end: number): { hour: number; ended: boolean } {
  const to = from + (ms / 1000) * paceH;
  return to >= end ? { hour: end, ended: true } : { hour: to, ended: false };
}

/** A longer time between two frames than this is not made up for. */
const longestMs = 250;
const stepMs = 1000;

/** Begins again from the start where the end has been reached. */
export function togglePlaying(): void {
  if (!playing.value && hour.value >= period_h.value) goTo(0);
  playing.value = !playing.value;
}

/** Has time go on while `playing`, and calls `ended` at the period's end; answers what ends that. */
export function keepTime(ended: () => void, reduced: () => boolean = () => matchMedia("(prefers-reduced-motion: reduce)").matches): () => void {
  let stop: (() => void) | null = null;
  const end = effect(() => {
    stop?.();
    stop = playing.value ? run(reduced(), ended) : null;
  });
  const hide = () => {
    if (document.hidden) playing.value = false;
  };
  document.addEventListener("visibilitychange", hide);
  return () => {
    end();
    stop?.();
    document.removeEventListener("visibilitychange", hide);
  };
}

function run(steps: boolean, ended: () => void): () => void {
  const go = (ms: number) => {
    const next = advanced(hour.peek(), ms, pace.peek(), period_h.peek());
    goTo(next.hour);
    if (!next.ended) return;
    playing.value = false;
    ended();
  };
  if (steps) {
    const timer = setInterval(() => go(stepMs), stepMs);
    return () => clearInterval(timer);
  }
  let last = performance.now();
  let frame = requestAnimationFrame(function next(now) {
    const ms = Math.min(longestMs, Math.max(0, now - last));
    last = now;
    frame = requestAnimationFrame(next);
    go(ms);
  });
  return () => cancelAnimationFrame(frame);
}
