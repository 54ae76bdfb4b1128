import { dashes } from "../map/patterns";
import type { Colour } from "../map/colours";
import type { Kind } from "../model/plan";

/** A line or band as the map draws it. */
export type Swatch =
  | { of: "line"; colour: Colour; kind?: Kind; dash?: string; wide?: number; casing?: Colour }
  | { of: "fill"; colour: Colour }
  | { of: "shape"; shape: "circle" | "square" | "diamond" | "triangle"; colour: Colour; edge: Colour; dot?: boolean };

/** Draws a piece of what a colour and pattern of the map look like. */
export function SwatchOf({ swatch: s }: { swatch: Swatch }) {
  return (
    <svg width="34" height="18" viewBox="0 0 34 18" aria-hidden="true">
      {s.of === "fill" && <rect x="2" y="2" width="30" height="14" fill={`var(--${s.colour})`} stroke="var(--line-strong)" />}
      {s.of === "line" && s.casing && <path d="M1 9H33" stroke={`var(--${s.casing})`} stroke-width={(s.wide ?? 2) + 3} />}
      {s.of === "line" && <path d="M1 9H33" stroke={`var(--${s.colour})`} stroke-width={s.wide ?? 2} stroke-dasharray={s.dash ?? dashOf(s.kind, s.wide ?? 2)} fill="none" />}
      {s.of === "shape" && shape(s.shape, `var(--${s.colour})`, `var(--${s.edge})`)}
      {s.of === "shape" && s.dot && <circle cx="17" cy="9" r="2" fill={`var(--${s.edge})`} />}
    </svg>
  );
}

function dashOf(kind: Kind | undefined, wide: number): string {
  return kind && kind !== "land" ? dashes[kind].map((d) => d * wide).join(" ") : "none";
}

function shape(name: "circle" | "square" | "diamond" | "triangle", fill: string, edge: string) {
  const style = { fill, stroke: edge, "stroke-width": 2 };
  if (name === "circle") return <circle cx="17" cy="9" r="6" {...style} />;
  if (name === "square") return <rect x="11.5" y="3.5" width="11" height="11" {...style} />;
  return <path d={name === "diamond" ? "M17 2l7 7-7 7-7-7z" : "M17 2l7 12H10z"} {...style} />;
}
