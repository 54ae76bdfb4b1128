import type { Geometry } from "geojson";
import { features, type Dataset } from "../api/datasets";
import { noteName } from "../facts/seen";
import { numberOfPair, sortName, titleOf } from "../facts/titles";
import { km, letters, number } from "../lang/format";
import { texts } from "../lang/language";
import { degrees, gridReference } from "../geo/position";
import type { Chosen } from "../state/selection";
import { readChainages, readPlace, saysChainage } from "./search";

const t = texts({
  en: { chainage: "Place on the border", place: "Place", km: "km {n} of the border" },
  es: { chainage: "Lugar de la frontera", place: "Lugar", km: "km {n} de la frontera" },
});

/** Something that was found: a thing to choose, or a place to show. */
export interface Found {
  sort: string; // what it is, in words
  title: string;
  what: Chosen | null; // null: only a place
  at: [number, number] | null; // the place, where it is one
  border_m: number | null;
}

/** A thing with a name. */
export interface Named {
  what: Chosen;
  key: string; // what is looked for in it
  id: string; // as it is looked for
}

/** The most that is found. */
export const mostFound = 12;

/** A text without accents and capitals. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** All that has a name or id, in the order in which it is offered. Made once for a dataset. */
export function namesOf(dataset: Dataset): Named[] {
  const out: Named[] = [];
  const add = (sort: Chosen["sort"], id: string, ...words: (string | undefined)[]) => out.push({ what: { sort, id }, key: fold([...words, id].join(" ")), id: fold(id) });
  const { plan } = dataset;
  for (const p of dataset.posts.values()) add("post", p.id, p.name);
  for (const m of plan?.meeting_points ?? []) add("meeting-point", m.id, m.name);
  for (const p of plan?.pairs ?? []) add("pair", p.id, String(p.number));
  for (const s of plan?.sectors ?? []) add("sector", s.id, plan ? numberOfPair(plan, s.pair) : "");
  for (const p of dataset.patrols.values()) add("patrol", p.id, dataset.posts.get(p.post)?.name);
  for (const s of dataset.border.stretches) add("stretch", s.id, s.name);
  for (const r of dataset.routes.values()) if (r.name !== r.id || r.watched) add("route", r.id, r.name);
  return out;
}

/** Names of things that only the server knows of, in the public view: meeting points and sectors. */
export async function servedNames(dataset: Dataset, signal: AbortSignal): Promise<Named[]> {
  if (dataset.plan) return [];
  const of = async (sort: Chosen["sort"], collection: string) => {
    const found = await features<Geometry>(dataset.path, collection, dataset.collections, signal);
    return found.features.map((f): Named => {
      const [id, name] = [String(f.id), String(f.properties?.["name"] ?? "")];
      if (name !== "") noteName(sort, id, name);
      return { what: { sort, id }, key: fold(`${name} ${id}`), id: fold(id) };
    });
  };
  return (await Promise.all([of("meeting-point", "meeting-points"), of("sector", "sectors")])).flat();
}

/** What a text finds: places of the border, places on the earth, and things by name; the best first. */
export function find(dataset: Dataset, names: readonly Named[], text: string): Found[] {
  if (text.trim() === "") return [];
  const place = readPlace(text);
  if (place) return [foundPlace(dataset, place)];
  const chainages = readChainages(text).filter((m) => m >= 0 && m <= dataset.border.length_m).map((m) => foundChainage(dataset, m));
  if (saysChainage(text)) return chainages;
  const named = byName(names, text).map((n): Found => ({ sort: sortName(n.what.sort), title: titleOf(dataset, dataset.plan?.gaps ?? [], n.what), what: n.what, at: null, border_m: null }));
  return [...named.slice(0, mostFound - chainages.length), ...chainages];
}

/** Things whose name or id has all words of a text; the one of that id first, then whole words, beginnings, and the rest. */
export function byName<T extends { key: string; id: string }>(names: readonly T[], text: string): T[] {
  const words = fold(text).split(/\s+/).filter((w) => w !== "");
  const ranked: { thing: T; rank: number }[] = [];
  for (const thing of names) {
    if (!words.every((w) => has(thing.key, w))) continue;
    const first = words[0] ?? "";
    const parts = thing.key.split(/[\s·,()+]+/);
    ranked.push({ thing, rank: thing.id === fold(text.trim()) ? -1 : parts.includes(first) ? 0 : thing.key.startsWith(first) ? 1 : parts.some((p) => p.startsWith(first)) ? 2 : 3 });
  }
  return ranked.sort((a, b) => a.rank - b.rank).slice(0, mostFound).map((r) => r.thing);
}

/** Whether a key has a word; a number is meant as a whole, so that 5 finds no 15, but 05. */
function has(key: string, word: string): boolean {
  if (!key.includes(word)) return false;
  return !/^\d+$/.test(word) || key.split(/[^\p{L}\p{N}]+/u).some((part) => /^\d+$/.test(part) && Number(part) === Number(word));
}

function foundChainage(dataset: Dataset, m: number): Found {
  return { sort: t("chainage"), title: t("km", { n: km(m, 3).replace(/\s*km$/, "") }), what: null, at: dataset.border.at(m), border_m: m };
}

function foundPlace(dataset: Dataset, [x, y]: [number, number]): Found {
  const near = dataset.border.locate(x, y);
  const words = [degrees(x, y, letters(), (v) => number(v, 5)), gridReference(x, y)].filter((w) => w !== "").join(" · ");
  return { sort: t("place"), title: words, what: null, at: [x, y], border_m: near.offset_m <= 5000 ? near.at_m : null };
}
