// What of space and time the picture shows, and where: time runs across, the
// border down. Chainages in metres, hours from the plan's start, pixels of CSS.

/** A window of the border and of time. */
export interface View {
  from_m: number;
  to_m: number;
  from_h: number;
  to_h: number;
}

/** The rectangle of the canvas that the window fills. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The least that can be shown. */
export const least = { m: 500, h: 0.5 };

/** Pixels across of an hour. */
export const xOf = (v: View, f: Frame, h: number): number => f.left + ((h - v.from_h) / (v.to_h - v.from_h)) * f.width;

/** Pixels down of a chainage. */
export const yOf = (v: View, f: Frame, m: number): number => f.top + ((m - v.from_m) / (v.to_m - v.from_m)) * f.height;

/** The hour at a pixel. */
export const hourAt = (v: View, f: Frame, x: number): number => v.from_h + ((x - f.left) / f.width) * (v.to_h - v.from_h);

/** The chainage at a pixel. */
export const chainageAt = (v: View, f: Frame, y: number): number => v.from_m + ((y - f.top) / f.height) * (v.to_m - v.from_m);

/** The window of all: the border's whole length and the whole period. */
export function wholeOf(lengthM: number, periodH: number): View {
  return { from_m: 0, to_m: lengthM, from_h: 0, to_h: periodH };
}

/** A window within another, moved rather than made smaller. */
export function within(v: View, whole: View): View {
  const [from_m, to_m] = fit(v.from_m, v.to_m, whole.from_m, whole.to_m, least.m);
  const [from_h, to_h] = fit(v.from_h, v.to_h, whole.from_h, whole.to_h, least.h);
  return { from_m, to_m, from_h, to_h };
}

function fit(from: number, to: number, low: number, high: number, smallest: number): [number, number] {
  const size = Math.min(high - low, Math.max(to - from, Math.min(smallest, high - low)));
  const start = Math.min(Math.max((from + to - size) / 2, low), high - size);
  return [start, start + size];
}

/** Zooms by factors (above 1: nearer) about a place that stays where it is. */
export function zoomed(v: View, whole: View, about: { m: number; h: number }, byM: number, byH: number): View {
  const sizeM = clamp((v.to_m - v.from_m) / byM, Math.min(least.m, whole.to_m - whole.from_m), whole.to_m - whole.from_m);
  const sizeH = clamp((v.to_h - v.from_h) / byH, Math.min(least.h, whole.to_h - whole.from_h), whole.to_h - whole.from_h);
  const m = (about.m - v.from_m) / (v.to_m - v.from_m);
  const h = (about.h - v.from_h) / (v.to_h - v.from_h);
  const [from_m, from_h] = [about.m - m * sizeM, about.h - h * sizeH];
  return within({ from_m, to_m: from_m + sizeM, from_h, to_h: from_h + sizeH }, whole);
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}

/** Moves a window. */
export function moved(v: View, whole: View, byM: number, byH: number): View {
  return within({ from_m: v.from_m + byM, to_m: v.to_m + byM, from_h: v.from_h + byH, to_h: v.to_h + byH }, whole);
}

/** So many hours about an hour, of the same stretch of the border. */
export function ofHours(v: View, whole: View, hours: number, about: number): View {
  return within({ ...v, from_h: about - hours / 2, to_h: about + hours / 2 }, whole);
}

/** A window that shows an hour: the same where it does, else the next page of as many hours. */
export function showing(v: View, whole: View, h: number): View {
  if (h >= v.from_h && h <= v.to_h) return v;
  const size = v.to_h - v.from_h;
  return within({ ...v, from_h: h - size * 0.1, to_h: h + size * 0.9 }, whole);
}
