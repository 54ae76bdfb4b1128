import { computed, effect, signal } from "@preact/signals";
import { keepText, keptText } from "./kept";

/** The parts of the page beside the map. */
export type Part = "layers" | "facts" | "what-if" | "tables" | "plans";

/** The part that is open beside the map. */
export const part = signal<Part>("layers");

/** The pair whose sector sheet lies over the page, "*" for those of all pairs; null: none. */
export const openSheet = signal<string | null>(null);

const wideParts = signal<ReadonlySet<Part>>(new Set(["tables"]));

/** Whether the part that is open takes more room than the map; tables do unless told otherwise. */
export const wide = computed(() => wideParts.value.has(part.value));

/** Gives the part that is open more room than the map, or less. */
export function widen(on: boolean): void {
  const others = [...wideParts.value].filter((p) => p !== part.value);
  wideParts.value = new Set(on ? [...others, part.value] : others);
}

/** Light, dark, or as the system has it. */
export type Theme = "auto" | "light" | "dark";

const themeKey = "lindero.theme";
const keptTheme = keptText(themeKey);

/** The theme of the page: what was chosen here before, else the system's. */
export const theme = signal<Theme>(keptTheme === "light" || keptTheme === "dark" ? keptTheme : "auto");

/** Chooses a theme, and remembers it. */
export function dress(t: Theme): void {
  theme.value = t;
  keepText(themeKey, t);
}

/** Layers of the map that can be turned off, and whether they are on. */
export const layers = signal<Record<Layer, boolean>>({
  countries: true, border: true, routes: true, posts: true, sectors: true, beats: false, ways: false, "meeting-points": true, patrols: true, coverage: true, gaps: true,
});

export type Layer = "countries" | "border" | "routes" | "posts" | "sectors" | "beats" | "ways" | "meeting-points" | "patrols" | "coverage" | "gaps";

/** What coverage is coloured by: the longest time between two watches, or the time since the last at the hour shown. */
export const colouring = signal<"worst" | "now">("worst");

/** Whether the system asks for dark. */
export const systemDark = signal(false);

const media = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
if (media) {
  systemDark.value = media.matches;
  media.addEventListener("change", (e) => (systemDark.value = e.matches));
}

/** Whether the page is dark. */
export function dark(): boolean {
  return theme.value === "dark" || (theme.value === "auto" && systemDark.value);
}

effect(() => {
  document.documentElement.dataset.theme = dark() ? "dark" : "light";
});
