import type { Feature, MultiLineString } from "geojson";
import { features, type Dataset } from "../api/datasets";
import { Line } from "../geo/line";
import type { Beat, Sortie } from "../model/plan";

// How the sorties of a plan go. All sorties of one beat have the same legs at the
// same hours from their meeting (the server's tests hold that), so the legs of
// one sortie of each beat are asked for, and stand for all of them.

/** Together, or on the way of one side alone to the meeting or home from the parting. */
export type LegKind = "out" | "joint" | "home";

/** A leg of all sorties of a beat; hours from their meeting. */
export interface Leg {
  leg: LegKind;
  side: string; // empty: both together
  from_h: number;
  to_h: number;
  line: Line; // measured from 0
  border_from_m: number | null; // where along the border it begins; null: it does not go along it
  border_to_m: number | null;
  radius_m: number; // how far it watches
}

/** What the sorties of a beat have in common, and when each of them meets. */
export interface Trip {
  beat: Beat;
  layer: string;
  legs: readonly Leg[]; // in order of time; empty until they have been fetched
  sorties: readonly Sortie[]; // in order of meeting
  meets_h: Float64Array; // of the sorties
  from_h: number; // when the first side leaves, from the meeting
  to_h: number; // when the last is home
}

/** Of so many sorties the legs are asked for at once: the address stays short. */
const mostAsked = 40;

/** So many questions are out at a time. */
const mostOpen = 3;

/** Legs that are at hand, by what makes them: those used last come last. */
const known = new Map<string, readonly Leg[]>();

/** Legs of so many beats are kept beside those that are shown. */
const spare = 20;

/** The trips of a plan's beats that have sorties, with the legs that are at hand. */
export function tripsOf(dataset: Dataset): Trip[] {
  const plan = dataset.plan;
  if (!plan) return [];
  const layers = new Map(plan.pairs.map((p) => [p.id, p.layer]));
  const byBeat = new Map<string, Sortie[]>();
  for (const s of plan.sorties) {
    const list = byBeat.get(s.beat);
    if (list) list.push(s);
    else byBeat.set(s.beat, [s]);
  }
  const out: Trip[] = [];
  for (const beat of plan.beats) {
    const sorties = byBeat.get(beat.id);
    if (!sorties) continue;
    sorties.sort((a, b) => a.meet_h - b.meet_h);
    const legs = known.get(contentOf(dataset, beat, sorties)) ?? [];
    out.push({ beat, layer: layers.get(beat.pair) ?? "", legs, sorties, meets_h: Float64Array.from(sorties, (s) => s.meet_h), ...extent(sorties) });
  }
  return out;
}

function extent(sorties: readonly Sortie[]): { from_h: number; to_h: number } {
  let [from_h, to_h] = [0, 0];
  for (const s of sorties) {
    from_h = Math.min(from_h, s.depart_h[0] - s.meet_h, s.depart_h[1] - s.meet_h);
    to_h = Math.max(to_h, s.return_h[0] - s.meet_h, s.return_h[1] - s.meet_h, s.part_h - s.meet_h);
  }
  return { from_h, to_h };
}

/** Fetches the legs that are missing; `arrived` is called whenever more are at hand. */
export async function fetchLegs(dataset: Dataset, trips: readonly Trip[], arrived: () => void, signal: AbortSignal): Promise<void> {
  const missing = trips.filter((t) => t.legs.length === 0);
  const chunks: Trip[][] = [];
  for (let i = 0; i < missing.length; i += mostAsked) chunks.push(missing.slice(i, i + mostAsked));
  const work = async () => {
    for (let chunk = chunks.shift(); chunk && !signal.aborted; chunk = chunks.shift()) {
      keep(dataset, chunk, await ask(dataset, chunk, signal));
      arrived();
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostOpen, chunks.length) }, work));
  forget(trips.length + spare);
}

async function ask(dataset: Dataset, trips: readonly Trip[], signal: AbortSignal): Promise<Feature<MultiLineString>[]> {
  const ids = trips.map((t) => `'${(t.sorties[0]?.id ?? "").replace(/'/g, "''")}'`);
  const filter = encodeURIComponent(`sortie IN (${ids.join(",")})`);
  return (await features<MultiLineString>(dataset.path, "sorties", dataset.collections, signal, `&filter=${filter}`)).features;
}

function keep(dataset: Dataset, trips: readonly Trip[], found: readonly Feature<MultiLineString>[]): void {
  const bySortie = new Map<string, Leg[]>();
  const meets = new Map(trips.map((t) => [t.sorties[0]?.id ?? "", t.sorties[0]?.meet_h ?? 0]));
  for (const f of found) {
    const sortie = String(f.properties?.sortie ?? "");
    const meet = meets.get(sortie);
    if (meet === undefined) continue;
    const legs = bySortie.get(sortie) ?? [];
    bySortie.set(sortie, legs);
    legs.push(legOf(f, meet));
  }
  for (const t of trips) {
    const legs = bySortie.get(t.sorties[0]?.id ?? "");
    if (!legs) continue;
    legs.sort((a, b) => a.from_h - b.from_h || a.to_h - b.to_h);
    known.set(contentOf(dataset, t.beat, t.sorties), legs);
  }
}

interface LegProperties {
  leg?: LegKind;
  side?: string;
  from_h?: number;
  to_h?: number;
  length_m?: number;
  watch_radius_m?: number | null;
  border_from_m?: number | null;
  border_to_m?: number | null;
}

/** A leg of a feature of the collection sorties, whose sortie meets at meet_h. */
export function legOf(f: Feature<MultiLineString>, meet_h: number): Leg {
  const p = (f.properties ?? {}) as LegProperties;
  return {
    leg: p.leg ?? "joint",
    side: p.side ?? "",
    from_h: (p.from_h ?? meet_h) - meet_h,
    to_h: (p.to_h ?? meet_h) - meet_h,
    line: new Line(f.geometry, 0, p.length_m ?? 0),
    border_from_m: p.border_from_m ?? null,
    border_to_m: p.border_to_m ?? null,
    radius_m: p.watch_radius_m ?? 0,
  };
}

function forget(most: number): void {
  for (const key of known.keys()) {
    if (known.size <= most) return;
    known.delete(key);
  }
}

/** What the legs of a beat follow from: two plans in which it is the same have the same legs. */
function contentOf(dataset: Dataset, b: Beat, sorties: readonly Sortie[]): string {
  const pair = pairsOf(dataset).get(b.pair);
  const posts = pair?.posts.map((id) => dataset.posts.get(id)?.at) ?? [];
  const patrols = pair?.patrols.map((id) => dataset.patrols.get(id) ?? id) ?? [];
  const first = sorties[0];
  const hours = first ? [...first.depart_h, ...first.return_h, first.part_h].map((h) => Math.round((h - first.meet_h) * 1e5)) : [];
  const key = JSON.stringify([dataset.border.length_m, b.id, b.from_m, b.to_m, b.meet_m, b.meet_at, b.part_m, b.part_at, b.out_m, b.back_m, posts, patrols, hours]);
  const legs = known.get(key);
  if (legs) {
    known.delete(key);
    known.set(key, legs); // used last
  }
  return key;
}

const pairsByDataset = new WeakMap<Dataset, Map<string, NonNullable<Dataset["plan"]>["pairs"][number]>>();

function pairsOf(dataset: Dataset) {
  let pairs = pairsByDataset.get(dataset);
  if (!pairs) {
    pairs = new Map((dataset.plan?.pairs ?? []).map((p) => [p.id, p]));
    pairsByDataset.set(dataset, pairs);
  }
  return pairs;
}
