import type { Feature, FeatureCollection, Geometry, MultiLineString, Point } from "geojson";
import { Border, borderOf } from "../geo/border";
import { Line } from "../geo/line";
import type { Kind, Plan } from "../model/plan";
import { ask, Problem } from "./request";

/** A plan or scenario in the list of those that the server has. */
export interface Listed {
  id: string;
  names: string[];
  title: string;
  base?: string; // id of the plan that it is a change of
}

/** A post, as the collection posts has it. */
export interface Post {
  id: string;
  name: string;
  side: string;
  at: [number, number];
  watch_radius_m: number;
  mgrs: string;
}

/** A patrol, as the collection patrols has it. */
export interface Patrol {
  id: string;
  side: string;
  post: string;
  layer: string;
  speed_land_kmh: number | null;
  speed_river_kmh: number | null;
  speed_sea_kmh: number | null;
  watch_radius_m: number;
  shift_h: number;
  rest_h: number;
  shifts_per_week: number;
}

/** A route beside the border. */
export interface Route {
  id: string;
  name: string;
  kind: Kind;
  side: string;
  watched: boolean;
  line: Line; // chainages of the route
}

/** A source of the data, named wherever the data is. */
export interface Source {
  name: string;
  licence: string;
  attribution: string;
  url?: string;
}

/** A plan or scenario that is shown: all of the page is about one. Never changed once it is made. */
export interface Dataset {
  kind: "plans" | "scenarios";
  id: string;
  names: string[];
  title: string;
  path: string; // plans/{id}: where all of it is
  attribution: string;
  sources: Source[];
  note: string; // empty, or that lines and posts are an illustration
  bounds: [number, number, number, number]; // west, south, east, north
  land: [number, number, number, number] | null; // box of the scenario's own polygons; null: it has none
  collections: string[];
  border: Border;
  routes: Map<string, Route>; // the border's stretches are not among them
  posts: Map<string, Post>; // empty where a viewer may not see them
  patrols: Map<string, Patrol>;
  plan: Plan | null; // null: a scenario, or a viewer who may see places only
  rights: "full" | "public";
}

/** The plans and scenarios that the server has. */
export async function list(signal?: AbortSignal): Promise<{ plans: Listed[]; scenarios: Listed[] }> {
  const options = signal ? { signal } : {};
  const [plans, scenarios] = await Promise.all([ask<{ plans: Listed[] }>("plans", options), ask<{ scenarios: Listed[] }>("scenarios", options)]);
  return { plans: plans.value.plans.map(named), scenarios: scenarios.value.scenarios.map(named) };
}

function named(l: Listed): Listed {
  return { ...l, names: l.names ?? [] };
}

interface Landing {
  id: string;
  names?: string[] | null;
  title: string;
  attribution?: string;
  sources?: Source[] | null;
  note?: string;
  extent?: { spatial?: { bbox?: number[][] }; temporal?: { interval?: (string | null)[][] } };
  links: { rel: string; href: string }[];
}

/** Loads a plan or scenario. Border, routes and posts are those of another dataset where it is a changed plan of that one. */
export async function load(kind: "plans" | "scenarios", name: string, signal?: AbortSignal, of?: Dataset): Promise<Dataset> {
  const options = signal ? { signal } : {};
  const path = `${kind}/${encodeURIComponent(name)}`;
  // A changed plan may have been dropped while the browser still has it: then its tables and files could not be had.
  const [landing, collections] = await Promise.all([ask<Landing>(path, of ? { ...options, cache: "no-cache" } : options), ask<{ collections: { id: string; extent?: { spatial?: { bbox?: number[][] } } }[] }>(`${path}/collections`, options)]);
  const has = collections.value.collections.map((c) => c.id);
  const wholePlan = landing.value.links.some((l) => l.rel === "enclosure" && l.href.endsWith("/plan"));
  const [border, routes, posts, patrols, plan] = await Promise.all([
    of ? null : features<MultiLineString>(path, "border", has, signal),
    of ? null : features<MultiLineString>(path, "routes", has, signal),
    of ? null : features<Point>(path, "posts", has, signal),
    features<Point>(path, "patrols", has, signal),
    wholePlan ? ask<Plan>(`${path}/plan`, options).then((a) => withLocalStart(a.value, landing.value)) : null,
  ]);
  const polygons = collections.value.collections.find((c) => c.id === "countries") ?? collections.value.collections.find((c) => c.id === "land");
  return {
    kind,
    id: landing.value.id,
    names: landing.value.names ?? [],
    title: landing.value.title,
    path: `${kind}/${landing.value.id}`,
    attribution: landing.value.attribution ?? "",
    sources: landing.value.sources ?? [],
    note: landing.value.note ?? "",
    bounds: boxOf(landing.value.extent?.spatial?.bbox?.[0]),
    land: polygons ? boxOf(polygons.extent?.spatial?.bbox?.[0]) : null,
    collections: has,
    border: border ? borderOf(border as Parameters<typeof borderOf>[0]) : (of?.border ?? new Border([])),
    routes: routes ? new Map(routes.features.map((f) => [String(f.id), routeOf(f)])) : (of?.routes ?? new Map()),
    posts: posts ? new Map(posts.features.map((f) => [String(f.id), postOf(f)])) : (of?.posts ?? new Map()),
    patrols: new Map(patrols.features.map((f) => [String(f.id), { ...(f.properties as Omit<Patrol, "id">), id: String(f.id) }])),
    plan,
    rights: has.includes("posts") ? "full" : "public",
  };
}

/** A plan whose start is written by the clocks of the first side, as the landing page has it: plan.json has the same instant in UTC. */
function withLocalStart(plan: Plan, landing: Landing): Plan {
  const start = landing.extent?.temporal?.interval?.[0]?.[0] ?? "";
  return Date.parse(start) === Date.parse(plan.start) ? { ...plan, start } : plan;
}

/** All features of a collection, page after page; none where the dataset has no such collection. */
export async function features<G extends Geometry>(path: string, collection: string, has: readonly string[], signal?: AbortSignal, query = ""): Promise<FeatureCollection<G>> {
  const out: FeatureCollection<G> = { type: "FeatureCollection", features: [] };
  if (!has.includes(collection)) return out;
  for (let offset = 0; ; ) {
    const page = await ask<FeatureCollection<G> & { numberMatched: number }>(`${path}/collections/${collection}/items?limit=10000&offset=${offset}${query}`, signal ? { signal } : {});
    out.features.push(...page.value.features);
    offset += page.value.features.length;
    if (page.value.features.length === 0 || offset >= page.value.numberMatched) return out;
    if (offset > 200_000) throw new Problem("wrong", `${collection}: more than 200000 features`);
  }
}

function boxOf([west = -180, south = -80, east = 180, north = 80]: readonly number[] = []): [number, number, number, number] {
  return [west, south, east < west ? east + 360 : east, north];
}

function routeOf(f: Feature<MultiLineString>): Route {
  const p = (f.properties ?? {}) as { name?: string | null; kind?: Kind; side?: string | null; watched?: boolean; length_m?: number };
  return { id: String(f.id), name: p.name ?? String(f.id), kind: p.kind ?? "land", side: p.side ?? "", watched: p.watched ?? false, line: new Line(f.geometry, 0, p.length_m ?? 0) };
}

function postOf(f: Feature<Point>): Post {
  const p = (f.properties ?? {}) as { name?: string | null; side?: string | null; watch_radius_m?: number; mgrs?: string };
  const [x = 0, y = 0] = f.geometry.coordinates;
  return { id: String(f.id), name: p.name ?? String(f.id), side: p.side ?? "", at: [x, y], watch_radius_m: p.watch_radius_m ?? 0, mgrs: p.mgrs ?? "" };
}
