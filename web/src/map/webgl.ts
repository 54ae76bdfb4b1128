import { signal } from "@preact/signals";

/**
 * Whether this browser draws maps: they need WebGL 2. Taken for granted where the
 * browser knows of it, as to try takes time that the first map needs; the map says
 * so where it cannot be drawn after all.
 */
export const drawsMaps = signal(typeof WebGL2RenderingContext === "function");
