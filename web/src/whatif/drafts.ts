import { signal } from "@preact/signals";
import { mostChanges, type Change } from "../model/change";
import type { Anew, Step } from "./history";

// Drafts: changes that are kept in this browser under a name. Nothing of them is
// on the server but what it keeps of changed plans.

/** Changes that were kept under a name. */
export interface Draft {
  id: string;
  name: string;
  plan: { id: string; title: string; scenario: string }; // that the changes are of; scenario is its hash
  saved: string; // RFC 3339
  exposure_km_h: [number, number]; // of the plan, and with the changes
  step: Step;
}

/** What is wrong with drafts that were to be kept or read. */
export type DraftTrouble = "full" | "none" | "not-json" | "not-draft" | "too-large";

const key = "lindero.drafts";

/** The most drafts that are kept; the page says so where there are more. */
export const mostDrafts = 100;

/** The largest file that is read, in characters. */
const mostText = 2_000_000;

/** Fields of changes, and what they are; the server says which go together. */
const fields: Record<string, "text" | "number" | "two"> = {
  change: "text", meeting_point: "text", name: "text", room: "number", to_m: "number", pairs: "two", sector: "text", end: "text", patrol: "text", side: "text", post: "text", layer: "text",
  shift_h: "number", rest_h: "number", shifts_per_week: "number", speed_land_kmh: "number", speed_river_kmh: "number", speed_sea_kmh: "number", watch_radius_m: "number", rule: "text", value: "number",
};

/** What each change cannot be without, so that it can be said in words. */
const needs: Record<string, readonly string[]> = {
  move_meeting_point: ["meeting_point", "to_m"], add_meeting_point: ["meeting_point", "to_m"], remove_meeting_point: ["meeting_point"], move_boundary: ["to_m"], change_patrol: ["patrol"], remove_patrol: ["patrol"],
  add_patrol: ["patrol", "side", "post", "shift_h", "shifts_per_week"], change_rule: ["rule", "value"],
};

/** The drafts of this browser, the last kept first. */
export const drafts = signal<readonly Draft[]>(read());

addEventListener("storage", (e) => {
  if (e.key === key || e.key === null) drafts.value = read();
});

/** Keeps a draft; one of its id is replaced. */
export function keepDraft(d: Draft): DraftTrouble | undefined {
  const others = drafts.value.filter((o) => o.id !== d.id);
  if (others.length >= mostDrafts) return "full";
  return write([d, ...others]);
}

/** Gives a draft another name. */
export function renameDraft(id: string, name: string): DraftTrouble | undefined {
  return write(drafts.value.map((d) => (d.id === id ? { ...d, name } : d)));
}

/** Deletes a draft; answers what puts it back. */
export function deleteDraft(id: string): () => void {
  const before = drafts.value;
  const gone = before.find((d) => d.id === id);
  write(before.filter((d) => d.id !== id));
  return () => {
    if (gone && !drafts.value.some((d) => d.id === id)) write([...drafts.value, gone].sort((a, b) => before.indexOf(a) - before.indexOf(b)));
  };
}

/** An id that no draft has. */
export function newId(): string {
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (x) => x.toString(16).padStart(2, "0")).join("");
}

/** A draft as a file. */
export function writeFile(d: Draft): string {
  return `${JSON.stringify({ format: "lindero-draft", version: 1, name: d.name, plan: d.plan, saved: d.saved, exposure_km_h: d.exposure_km_h, anew: d.step.anew, changes: d.step.changes }, null, 2)}\n`;
}

/** Reads a draft of a file; a new id is given to it. */
export function readFile(text: string): Draft | DraftTrouble {
  if (text.length > mostText) return "too-large";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "not-json";
  }
  if (!isObject(value) || value["format"] !== "lindero-draft" || value["version"] !== 1) return "not-draft";
  return draftOf({ ...value, id: newId(), step: { anew: value["anew"], changes: value["changes"] } }) ?? "not-draft";
}

/** A draft as the browser keeps it. */
export function draftText(d: Draft): string {
  return JSON.stringify(d);
}

/** A draft of such a text; null where it is none. */
export function readDraft(text: string): Draft | null {
  try {
    return draftOf(JSON.parse(text)) ?? null;
  } catch {
    return null;
  }
}

function read(): Draft[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(value) ? value.map(draftOf).filter((d) => d !== undefined) : [];
  } catch {
    return []; // nothing kept, or by something else
  }
}

function write(list: readonly Draft[]): DraftTrouble | undefined {
  try {
    localStorage.setItem(key, JSON.stringify(list));
  } catch (error) {
    return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "none";
  }
  drafts.value = list;
  return undefined;
}

function isObject(x: unknown): x is Record<string, unknown> {
  return typeof x === "object" && x !== null && !Array.isArray(x);
}

function textOf(x: unknown, most = 200): string {
  return typeof x === "string" ? x.slice(0, most) : "";
}

/** A draft of what was read, or undefined where it is none. */
function draftOf(x: unknown): Draft | undefined {
  if (!isObject(x) || !isObject(x["plan"]) || !isObject(x["step"])) return undefined;
  const { plan, step } = x;
  const of = plan as Record<string, unknown>;
  const changes = changesOf((step as Record<string, unknown>)["changes"]);
  const anew = anewOf((step as Record<string, unknown>)["anew"]);
  const id = textOf(x["id"]);
  const planId = textOf(of["id"]);
  if (!changes || !anew || id === "" || planId === "") return undefined;
  const [was, is] = Array.isArray(x["exposure_km_h"]) ? x["exposure_km_h"] : [];
  return {
    id,
    name: textOf(x["name"]),
    plan: { id: planId, title: textOf(of["title"]), scenario: textOf(of["scenario"]) },
    saved: Number.isFinite(Date.parse(textOf(x["saved"]))) ? textOf(x["saved"]) : "",
    exposure_km_h: [finite(was), finite(is)],
    step: { anew, changes },
  };
}

function finite(x: unknown): number {
  return typeof x === "number" && Number.isFinite(x) ? x : 0;
}

function anewOf(x: unknown): Anew[] | undefined {
  if (!Array.isArray(x) || x.length > 50) return undefined;
  const out: Anew[] = [];
  for (const a of x) {
    const changes = isObject(a) ? changesOf(a["changes"]) : undefined;
    if (!changes || !isObject(a)) return undefined;
    out.push({ changes, plan: textOf(a["plan"]) || "gone" });
  }
  return out;
}

function changesOf(x: unknown): Change[] | undefined {
  if (!Array.isArray(x) || x.length > mostChanges) return undefined;
  return x.every(isChange) ? x : undefined;
}

function isChange(x: unknown): x is Change {
  if (!isObject(x)) return false;
  const needed = Object.hasOwn(needs, String(x["change"])) ? needs[String(x["change"])] : undefined;
  if (!needed || needed.some((f) => x[f] === undefined)) return false;
  if (x["change"] === "move_boundary" && x["pairs"] === undefined && (x["sector"] === undefined || x["end"] === undefined)) return false;
  return Object.entries(x).every(([name, value]) => {
    const sort = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (sort === "text") return typeof value === "string" && value.length <= 200;
    if (sort === "number") return typeof value === "number" && Number.isFinite(value);
    return sort === "two" && Array.isArray(value) && value.length === 2 && value.every((v) => typeof v === "string");
  });
}
