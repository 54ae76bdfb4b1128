// Colours of the map are those of the page's tokens (style/tokens.css), read anew
// when the page turns light or dark.

const names = [
  "ground", "line", "text", "text-soft", "accent", "side-a", "side-b", "gap", "gap-glow", "good", "bad", "sea", "land", "land-other", "country-a", "country-b",
  "border", "border-casing", "route", "route-water", "sector-odd", "sector-even", "cover-6h", "cover-24h", "cover-48h", "cover-7d", "cover-14d",
  "cover-more", "cover-always", "cover-casing", "now-watched", "now-within", "world-line", "halo", "mark",
] as const;

/** Name of a colour that the map draws with. */
export type Colour = (typeof names)[number];

/** The colours of the map, by the names of their tokens. */
export type Colours = Readonly<Record<Colour, string>>;

/** Reads the colours as the page has them now. */
export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((n) => [n, style.getPropertyValue(`--${n}`).trim() || "#808080"])) as Record<Colour, string>;
}

/** Steps of coverage by the longest time between two watches: up to so many hours, this colour. */
export const coverageSteps: readonly { upTo_h: number; colour: Colour }[] = [
  { upTo_h: 6, colour: "cover-6h" },
  { upTo_h: 24, colour: "cover-24h" },
  { upTo_h: 48, colour: "cover-48h" },
  { upTo_h: 168, colour: "cover-7d" },
  { upTo_h: 336, colour: "cover-14d" },
  { upTo_h: Infinity, colour: "cover-more" },
];
