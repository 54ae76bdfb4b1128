import type { Map as MapLibreMap } from "maplibre-gl";

// What is dragged to the edge of the map takes the map along, slowly at first, so
// that it can be dragged farther than is seen.

/** So near the edge the map begins to go along, in pixels. */
export const edgePx = 36;

/** Pixels a second that it goes at the edge, and beyond. */
const fastest = 400;

/** A longer time between two frames than this is not made up for. */
const longestMs = 100;

/** Who asks for less motion gets so long a step at a time in place of a glide. */
const stepMs = 500;

/** A place of the window. */
export interface Pixel {
  x: number;
  y: number;
}

/** A box of the window, in its pixels. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Pixels a second that the map goes right and down for a pointer at x, y, which may be outside of the box that is seen of it. */
export function speedAt(x: number, y: number, { left, top, right, bottom }: Box): [number, number] {
  return [speed(x - left, right - x), speed(y - top, bottom - y)];
}

/** Speed along an axis, by how far both ends of it are. */
function speed(fromLow: number, fromHigh: number): number {
  const edge = Math.min(edgePx, Math.max(1, (fromLow + fromHigh) / 6)); // of a small map most is no edge
  const share = (far: number) => Math.min(1, Math.max(0, 1 - far / edge)) ** 2;
  return fastest * (share(fromHigh) - share(fromLow));
}

/** By how many pixels a box has to go so that a point is within it, and not at its edge. */
export function shiftTo(x: number, y: number, { left, top, right, bottom }: Box): [number, number] {
  return [outside(x, left, right), outside(y, top, bottom)];
}

function outside(at: number, low: number, high: number): number {
  if (high - low < 3 * edgePx) return 0; // next to nothing of it is seen: it cannot be shown there
  return Math.min(0, at - low - edgePx) + Math.max(0, at - high + edgePx);
}

/** What is seen of a map: where it is, as far as the window goes. */
export function seenOf(map: MapLibreMap): Box {
  const { left, top, right, bottom } = map.getContainer().getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  return { left: Math.max(0, left), top: Math.max(0, top), right: Math.min(clientWidth, right), bottom: Math.min(clientHeight, bottom) };
}

/** Takes a map along, frame by frame, while a pointer is at its edge. */
export class EdgePan {
  #last = 0;
  #gone_s = 0; // for how long the map went on last

  constructor(
    readonly map: MapLibreMap,
    readonly steps = matchMedia("(prefers-reduced-motion: reduce)").matches,
  ) {}

  /** Moves the map on for a pointer, in pixels of the window, at a time in milliseconds; answers whether it is at the edge. */
  go({ x, y }: Pixel, now: number): boolean {
    this.#gone_s = 0;
    const [right, down] = speedAt(x, y, seenOf(this.map));
    if (right === 0 && down === 0) {
      this.#last = 0;
      return false;
    }
    if (this.#last === 0) this.#last = now;
    const ms = now - this.#last;
    if (ms <= 0 || (this.steps && ms < stepMs)) return true;
    this.#last = now;
    this.#gone_s = Math.min(ms, this.steps ? stepMs : longestMs) / 1000;
    this.map.panBy([right * this.#gone_s, down * this.#gone_s], { duration: 0 });
    return true;
  }

  /**
   * Moves the map after what the pointer holds, where that has left it along the
   * border as the map went on: no faster than a pointer at the very edge does.
   * Answers whether it did.
   */
  bring({ x, y }: Pixel): boolean {
    const most = fastest * this.#gone_s;
    const [right, down] = shiftTo(x, y, seenOf(this.map)).map((v) => Math.min(most, Math.max(-most, v))) as [number, number];
    if (right === 0 && down === 0) return false;
    this.map.panBy([right, down], { duration: 0 });
    return true;
  }
}
