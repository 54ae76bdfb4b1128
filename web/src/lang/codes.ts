import type { Kind, Reason } from "../model/plan";
import { texts } from "./language";

// Codes of the API in words, the same wherever the page has them, and as the
// program itself says them (lang/picture_texts.go).

const kinds = texts({ en: { land: "land", river: "river", sea: "sea" }, es: { land: "tierra", river: "río", sea: "mar" } });
const layers = texts({ en: { surface: "surface", air: "air" }, es: { surface: "superficie", air: "aire" } });
const reasons = texts({
  en: { beyond_reach: "beyond reach", no_patrol_for_kind: "no patrol for this kind", no_sector: "in no sector", not_scheduled: "its sorties have no place in the calendar", revisit_exceeded: "seen too seldom" },
  es: { beyond_reach: "fuera de alcance", no_patrol_for_kind: "sin patrulla para este tipo", no_sector: "en ningún sector", not_scheduled: "sus salidas no caben en el calendario", revisit_exceeded: "se ve poco" },
});

/** A kind, in the page's language. */
export function kindName(kind: Kind): string {
  return kinds(kind);
}

/** Name of a layer: the usual ones in the page's language, others as they are called. */
export function layerName(layer: string): string {
  return layer === "surface" || layer === "air" ? layers(layer) : layer;
}

/** Why something is a gap, in a few words. */
export function reasonName(reason: Reason): string {
  return reasons(reason);
}

/** The words of a kind, a layer or a reason; a code that is not known stands for itself. */
export function codeName(code: string): string {
  return isKind(code) ? kinds(code) : isReason(code) ? reasons(code) : layerName(code);
}

function isKind(code: string): code is Kind {
  return code === "land" || code === "river" || code === "sea";
}

const allReasons: Readonly<Record<Reason, true>> = { beyond_reach: true, no_patrol_for_kind: true, no_sector: true, not_scheduled: true, revisit_exceeded: true };

function isReason(code: string): code is Reason {
  return Object.hasOwn(allReasons, code);
}
