import type { Language } from "../lang/language";
import type { Chosen, Sort, Standing } from "../state/selection";
import type { Asked } from "../state/shown";
import type { Part } from "../state/view";

// The address of the page has in its fragment what the page shows, so that a link
// to it can be sent: #plan=ID&t=12.5&lang=es&at=9/15.64/-91.98&pick=gap:ID&part=tables&sheet=PAIR.
// What is left out is as usual; what is damaged or not known is passed over.

/** What an address says; undefined: nothing of it. */
export interface Address {
  asked?: Asked | undefined;
  hour?: number | undefined;
  language?: Language | undefined;
  at?: Standing | undefined;
  pick?: Chosen | undefined;
  part?: Part | undefined;
  sheet?: string | undefined; // the pair whose sector sheet is open
}

/** The longest fragment that is read, and the longest id in it. */
const longest = 4000;
const longestId = 200;

const sorts: Record<Sort, true> = { gap: true, pair: true, sector: true, beat: true, sortie: true, "meeting-point": true, post: true, patrol: true, stretch: true, route: true, coverage: true, boundary: true };
const parts: Record<Part, true> = { layers: true, facts: true, "what-if": true, tables: true, plans: true };

/** Reads a fragment, with its # or without. */
export function parse(fragment: string): Address {
  const out: Address = {};
  const text = fragment.replace(/^#/, "");
  if (text.length > longest) return out;
  for (const piece of text.split("&")) {
    const i = piece.indexOf("=");
    if (i > 0) read(out, piece.slice(0, i), decoded(piece.slice(i + 1)));
  }
  return out;
}

/** Sets what a piece of an address says, where it says something. */
function read(out: Address, name: string, value: string | undefined): void {
  if (value === undefined || value === "") return;
  switch (name) {
    case "plan":
    case "scenario":
      if (value.length <= longestId) out.asked = { kind: name === "plan" ? "plans" : "scenarios", name: value };
      return;
    case "t":
      out.hour = numberOf(value, 0, 1e6) ?? out.hour;
      return;
    case "lang":
      if (value === "en" || value === "es") out.language = value;
      return;
    case "at":
      out.at = standingOf(value) ?? out.at;
      return;
    case "pick":
      out.pick = chosenOf(value) ?? out.pick;
      return;
    case "part":
      if (Object.hasOwn(parts, value)) out.part = value as Part;
      return;
    case "sheet":
      if (value.length <= longestId) out.sheet = value;
  }
}

function numberOf(text: string, least: number, most: number): number | undefined {
  if (!/^-?\d{1,9}(\.\d{1,12})?$/.test(text)) return undefined;
  const n = Number(text);
  return n >= least && n <= most ? n : undefined;
}

function standingOf(text: string): Standing | undefined {
  const [z = "", y = "", x = "", ...more] = text.split("/");
  const [zoom, lat, lon] = [numberOf(z, 0, 24), numberOf(y, -85.06, 85.06), numberOf(x, -180, 180)];
  return zoom === undefined || lat === undefined || lon === undefined || more.length > 0 ? undefined : { zoom, lat, lon };
}

function chosenOf(text: string): Chosen | undefined {
  const i = text.indexOf(":");
  const [sort, id] = [text.slice(0, Math.max(0, i)), text.slice(i + 1)];
  return Object.hasOwn(sorts, sort) && id !== "" && id.length <= longestId ? { sort: sort as Sort, id } : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a % that stands alone
  }
}

/** Writes a fragment, with its #; empty where there is nothing to say. The current plan and the part that is open at first are not said. */
export function format(a: Address): string {
  const pieces: string[] = [];
  const say = (name: string, value: string) => pieces.push(`${name}=${encoded(value)}`);
  if (a.asked && !(a.asked.kind === "plans" && a.asked.name === "current")) say(a.asked.kind === "plans" ? "plan" : "scenario", a.asked.name);
  if (a.hour) say("t", rounded(a.hour, 3));
  if (a.language) say("lang", a.language);
  if (a.at) say("at", `${rounded(a.at.zoom, 2)}/${rounded(a.at.lat, 5)}/${rounded(a.at.lon, 5)}`);
  if (a.pick) say("pick", `${a.pick.sort}:${a.pick.id}`);
  if (a.part && a.part !== "layers") say("part", a.part);
  if (a.sheet) say("sheet", a.sheet);
  return pieces.length > 0 ? `#${pieces.join("&")}` : "";
}

/** Encoded for a fragment; what need not be stays as it reads. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/%(2F|3A|2C|40)/g, (c) => decodeURIComponent(c));
}

function rounded(x: number, decimals: number): string {
  return String(Number(x.toFixed(decimals)));
}

/** Whether going from one address to another is a step that people go back from: another plan, another thing chosen, or sheets opened and closed. */
export function isStep(from: Address, to: Address): boolean {
  return format({ asked: from.asked, pick: from.pick }) !== format({ asked: to.asked, pick: to.pick }) || !from.sheet !== !to.sheet;
}
