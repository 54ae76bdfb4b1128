import { execFileSync } from "node:child_process";
import type { APIRequestContext } from "@playwright/test";

// What the server says of itself, and GeoConvert of places: what tests hold the page to.

/** A gap of plan.json, as far as tests read it. */
export interface Gap {
  id: string;
  route: string;
  from_m: number;
  to_m: number;
  from_h: number;
  to_h: number;
  reason: string;
  outline?: { at_m: number; from_h: number; to_h: number }[];
}

/** A plan.json, as far as tests read it. */
export interface Plan {
  start: string;
  period_h: number;
  length_m: number;
  gaps: Gap[];
  beats: { id: string; pair: string; meet_m: number; meet_at: [number, number] }[];
  pairs: { id: string; number: number }[];
  sorties: { id: string; pair: string; number: number; meet_h: number; part_h: number }[];
}

/** A feature of a collection. */
export interface Feature {
  id: string | number;
  geometry: { type: string; coordinates: unknown };
  properties: Record<string, unknown>;
}

/** The plan of a dataset. */
export async function planOf(request: APIRequestContext, address: string, name = "current"): Promise<Plan> {
  return (await (await request.get(`${address}plans/${name}/plan`)).json()) as Plan;
}

/** Features of a collection of a plan. */
export async function featuresOf(request: APIRequestContext, address: string, collection: string, query = "limit=1000", name = "current"): Promise<Feature[]> {
  const answer = await request.get(`${address}plans/${name}/collections/${collection}/items?${query}`);
  if (!answer.ok()) throw new Error(`${answer.url()}: ${answer.status()} ${await answer.text()}`);
  return ((await answer.json()) as { features: Feature[] }).features;
}

/** The lines of a feature. */
export function linesOf(f: Feature): [number, number][][] {
  return f.geometry.type === "LineString" ? [f.geometry.coordinates as [number, number][]] : (f.geometry.coordinates as [number, number][][]);
}

/** The place of a feature that is one. */
export function pointOf(f: Feature): [number, number] {
  return f.geometry.coordinates as [number, number];
}

/** A place on lines, at a share of their length from the start; on the sphere, for lines of some 100 km. */
export function along(lines: [number, number][][], share: number): [number, number] {
  const pieces = lines.flatMap((line) => line.slice(1).map((to, i) => ({ from: line[i] as [number, number], to })));
  const lengths = pieces.map(({ from, to }) => far(from, to));
  let left = share * lengths.reduce((a, b) => a + b, 0);
  for (const [i, { from, to }] of pieces.entries()) {
    const length = lengths[i] ?? 0;
    if (left <= length || i === pieces.length - 1) {
      const part = length > 0 ? left / length : 0;
      return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
    }
    left -= length;
  }
  throw new Error("a line of nothing");
}

/** Metres between two places, on the sphere. */
export function far(a: [number, number], b: [number, number]): number {
  const rad = Math.PI / 180;
  const h = Math.sin(((b[1] - a[1]) * rad) / 2) ** 2 + Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * Math.sin(((b[0] - a[0]) * rad) / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.sqrt(h));
}

/** The grid reference of a place to 10 m, of GeographicLib's GeoConvert, spaced for reading. */
export function gridReference([lon, lat]: [number, number]): string {
  const text = execFileSync("GeoConvert", ["-m", "-p", "-1", "--input-string", `${lat} ${lon}`], { encoding: "utf8" }).trim();
  const found = /^(\d{1,2}[A-Z])([A-Z]{2})(\d{4})(\d{4})$/.exec(text);
  if (!found) throw new Error(`GeoConvert says ${text}`);
  return found.slice(1).join(" ");
}

/** The clock of Guatemala at an hour of a plan, to the minute, as the language writes it. */
export function clockAt(plan: Plan, h: number, locale: "en-GB" | "es-GT"): string {
  const at = new Date(Date.parse(plan.start) + Math.round(h * 60) * 60_000);
  return new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "America/Guatemala" }).format(at);
}
