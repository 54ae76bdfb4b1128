import type { Border } from "../geo/border";
import { lengthM } from "../geo/line";

// How a handle follows the pointer along the border: not to the nearest place of
// the whole border, which on a winding line may be far along it, but on from where
// it is.

/** How much longer than the straight way to the pointer a handle may go along the border. */
const winding = 3;

/** What it may always go, so that it gets out of bends. */
const leastM = 500;

/**
 * The chainage at which a handle at at_m comes to stand when the pointer is at x, y:
 * the nearest place on from there, between two chainages. On a ring chainages count
 * round and round, and at_m lies between the two.
 */
export function follow(border: Border, atM: number, lowM: number, highM: number, x: number, y: number): number {
  let at = atM;
  for (let tries = 0; tries < 8; tries++) {
    const far = lengthM(border.at(at), [x, y]);
    const reach = leastM + winding * far;
    const next = border.locateBetween(x, y, Math.max(lowM, at - reach), Math.min(highM, at + reach));
    if (!(next.offset_m < far - 0.01)) return at;
    at = next.at_m;
  }
  return at;
}
