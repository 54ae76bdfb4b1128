import type { JSX } from "preact";
import { number } from "../lang/format";
import type { Drawing, Mark } from "./drawing";
import { Say, t } from "./words";

/** The map of a sheet, black on white: forms tell things apart. */
export function SectorMap({ drawing, id, title }: { drawing: Drawing; id: string; title: string }) {
  const { width, height, others, border, marks, labels, sides, bar } = drawing;
  return (
    <svg class="sector-map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      <defs>
        <clipPath id={`${id}-frame`}>
          <rect width={width} height={height} />
        </clipPath>
      </defs>
      <g clip-path={`url(#${id}-frame)`}>
        {others.map((o, i) => (
          <path key={i} class={`way ${o.kind}`} d={o.path} />
        ))}
        {border.map((b, i) => (
          <path key={i} class={`border ${b.kind} ${b.inside ? "inside" : "outside"}`} d={b.path} />
        ))}
        {border.map((b, i) => b.inside && b.kind === "river" && <path key={i} class="water" d={b.path} />)}
        {sides.map((s) => (
          <text key={s.text} class="side" x={s.at[0]} y={s.at[1] + 2.5}>
            {s.text}
          </text>
        ))}
        {marks.map((m, i) => (
          <Sign key={i} mark={m} />
        ))}
        {labels.map((l, i) => (
          <text key={i} class="label" x={l.x} y={l.y} font-size={l.size}>
            {l.text}
          </text>
        ))}
      </g>
      <rect class="clear" x={width - 10.5} y={1.5} width={9} height={15.5} />
      <path class="north" d={`M${width - 6} 3 l2.6 8 l-2.6 -2 l-2.6 2 z`} />
      <text class="label" x={width - 6} y={15.5} font-size={3.9}>
        N
      </text>
      <path class="bar" d={`M4 ${height - 6} v2 h${bar.width} v-2`} />
      <text class="label start" x={5.5} y={height - 5.2} font-size={3.9}>
        {bar.length_m >= 1000 ? `${number(bar.length_m / 1000)} km` : `${number(bar.length_m)} m`}
      </text>
      <rect class="frame" x={0.2} y={0.2} width={width - 0.4} height={height - 0.4} />
    </svg>
  );
}

/** The sign of a mark, at its place. */
function Sign({ mark: { form, at } }: { mark: Mark }): JSX.Element {
  const [x, y] = at;
  switch (form) {
    case "meet":
      return <circle class="filled" cx={x} cy={y} r={1.7} />;
    case "part":
      return <rect class="hollow" x={x - 1.7} y={y - 1.7} width={3.4} height={3.4} />;
    case "beside":
      return <circle class="hollow" cx={x} cy={y} r={2.4} />;
    case "end":
      return <path class="cross" d={`M${x - 1.8} ${y - 1.8}l3.6 3.6m0 -3.6l-3.6 3.6`} />;
    default:
      return <path class={form === "post-a" ? "filled" : "hollow"} d={`M${x} ${y - 2.2}l2.1 3.8h-4.2z`} />;
  }
}

/** What the signs mean, of those that the map has. */
export function Legend({ drawing, sides }: { drawing: Drawing; sides: readonly string[] }) {
  const forms = new Set(drawing.marks.map((m) => m.form));
  const kinds = new Set(drawing.border.filter((b) => b.inside).map((b) => b.kind));
  const sign = (form: Mark["form"], text: JSX.Element) =>
    forms.has(form) && (
      <li>
        <svg viewBox="0 0 6 6" aria-hidden="true">
          <Sign mark={{ form, at: [3, 3] }} />
        </svg>
        {text}
      </li>
    );
  const line = (kind: "land" | "river" | "sea") =>
    kinds.has(kind) && (
      <li>
        <svg viewBox="0 0 12 6" class="long" aria-hidden="true">
          <path class={`border ${kind} inside`} d="M0 3h12" />
          {kind === "river" && <path class="water" d="M0 3h12" />}
        </svg>
        <Say word={kind} />
      </li>
    );
  return (
    <ul class="legend plain" aria-label={t("map")}>
      {sign("meet", <Say word="meeting" />)}
      {sign("part", <Say word="parting" />)}
      {sign("end", <Say word="beatEnd" />)}
      {sign("beside", <Say word="otherPair" />)}
      {sign("post-a", <Say word="postOf" values={{ side: sides[0] ?? "" }} />)}
      {sign("post-b", <Say word="postOf" values={{ side: sides[1] ?? "" }} />)}
      {line("land")}
      {line("river")}
      {line("sea")}
      {drawing.others.length > 0 && (
        <li>
          <svg viewBox="0 0 12 6" class="long" aria-hidden="true">
            <path class="way land" d="M0 3h12" />
          </svg>
          <Say word="ways" />
        </li>
      )}
    </ul>
  );
}
