import { forward, toPoint } from "mgrs";

/** The grid reference of a place to 10 m, spaced for reading; empty near the poles, where there is none. */
export function gridReference(x: number, y: number): string {
  return spaced(fullReference(x, y));
}

/** The grid reference of a place to the metre, as the API writes it; empty near the poles, where there is none. */
export function fullReference(x: number, y: number): string {
  return y < -80 || y > 84 ? "" : forward([x, y], 5);
}

/** A grid reference of the API as people read it: to 10 m, spaced; anything else as it is. */
export function spaced(reference: string): string {
  return reference.replace(/^(\d{1,2}[A-Z])([A-Z]{2})(\d{4})\d(\d{4})\d$/, "$1 $2 $3 $4");
}

/** The place that a grid reference names (the middle of its square), or undefined. */
export function readGridReference(text: string): [number, number] | undefined {
  const plain = text.replace(/\s+/g, "").toUpperCase();
  if (!/^\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z][A-HJ-NP-V](\d\d){0,5}$/.test(plain)) return undefined;
  try {
    const [x, y] = toPoint(plain);
    return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined;
  } catch {
    return undefined;
  }
}

/** Degrees with the letters of the language, as 15.64370° N 91.98540° W. */
export function degrees(x: number, y: number, letters: { north: string; south: string; east: string; west: string }, number: (v: number) => string): string {
  return `${number(Math.abs(y))}° ${y < 0 ? letters.south : letters.north} ${number(Math.abs(x))}° ${x < 0 ? letters.west : letters.east}`;
}
