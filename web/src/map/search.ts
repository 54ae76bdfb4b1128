import { readGridReference } from "../geo/position";

// What people type to find a place: a chainage, a grid reference, degrees. Names
// are looked up in finding.ts.

/** Chainages in metres that a text may mean, the likeliest first: "km 412", "412.5 km", "412,5", "12+500", "1,234 km". */
export function readChainages(text: string): number[] {
  const plain = text.trim().replace(/^km\b\.?\s*/i, "").replace(/\s*km\.?$/i, "").trim();
  const plus = /^(\d{1,5})\+(\d{1,3}(?:[.,]\d+)?)$/.exec(plain);
  if (plus) return [Number(plus[1]) * 1000 + Number(plus[2]?.replace(",", "."))];
  const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? [Number(plain.replaceAll(",", ""))] : [];
  const decimal = /^\d{1,6}([.,]\d+)?$/.test(plain) ? [Number(plain.replace(",", "."))] : [];
  return [...grouped, ...decimal].map((km) => km * 1000);
}

/** Whether a text says that it is a chainage, so that a number in it is none of a name. */
export function saysChainage(text: string): boolean {
  return /^\s*km\b|km\.?\s*$|^\s*\d+\+\d/i.test(text);
}

/** The place that a text names, as a grid reference or as degrees; undefined: none. */
export function readPlace(text: string): [number, number] | undefined {
  return readGridReference(text) ?? readDegrees(text);
}

const value = String.raw`([+\-−–]?\d{1,3}(?:[.,]\d+)?)\s*[°º]?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:"|″|”|''|′′)\s*)?)?`;
const before = String.raw`(?:([NSEWO])\s*${value})`;
const after = String.raw`(?:${value}([NSEWO])?)`;
const two = new RegExp(String.raw`^\s*(?:${before}|${after})\s*[,;]?\s+?(?:${before}|${after})\s*$`, "i");
const tight = new RegExp(String.raw`^\s*(?:${before}|${after})\s*[,;]\s*(?:${before}|${after})\s*$`, "i");
const letters = new RegExp(String.raw`^\s*(?:${before}|${after})\s*(?:${before}|${after})\s*$`, "i");

interface Angle {
  degrees: number;
  axis: "y" | "x" | null; // null: no letter says
}

/** Longitude and latitude of degrees such as 15.64 -91.98 or 15°38'37"N 91°59'7"O; latitude first, unless letters say otherwise. */
export function readDegrees(text: string): [number, number] | undefined {
  const found = two.exec(text) ?? tight.exec(text) ?? (/[NSEWO]/i.test(text) ? letters.exec(text) : null);
  if (!found) return undefined;
  const [a, b] = [angle(found.slice(1, 9)), angle(found.slice(9, 17))];
  if (!a || !b) return undefined;
  const swapped = a.axis === "x" || b.axis === "y" || (a.axis === null && b.axis === null && Math.abs(a.degrees) > 90);
  const [y, x] = swapped ? [b, a] : [a, b];
  if (y.axis === "x" || x.axis === "y" || Math.abs(y.degrees) > 90 || Math.abs(x.degrees) > 180) return undefined;
  return [x.degrees, y.degrees];
}

/** An angle of the eight groups of a match: letter, degrees, minutes, seconds; or degrees, minutes, seconds, letter. */
function angle(groups: (string | undefined)[]): Angle | undefined {
  const [letterBefore, d1, m1, s1, d2, m2, s2, letterAfter] = groups;
  const number = (t: string | undefined) => (t === undefined ? 0 : Number(t.replace(",", ".").replace(/[−–]/, "-")));
  const degrees = d1 ?? d2;
  if (degrees === undefined) return undefined;
  const [minutes, seconds] = [number(m1 ?? m2), number(s1 ?? s2)];
  const whole = number(degrees);
  if (!(Number.isFinite(whole) && minutes < 60 && seconds < 60)) return undefined;
  const letter = (letterBefore ?? letterAfter)?.toUpperCase();
  const size = Math.abs(whole) + minutes / 60 + seconds / 3600;
  const negative = /^[-−–]/.test(degrees) !== (letter === "S" || letter === "W" || letter === "O");
  return { degrees: negative ? -size : size, axis: letter === undefined ? null : letter === "N" || letter === "S" ? "y" : "x" };
}
