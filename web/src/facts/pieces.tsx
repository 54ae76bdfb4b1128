import type { ComponentChildren } from "preact";
import { gridReference } from "../geo/position";
import { km, number } from "../lang/format";
import { texts } from "../lang/language";
import type { Infeasible, Plan } from "../model/plan";
import type { Chosen, Sort } from "../state/selection";
import { gaps, shown } from "../state/shown";
import { openFacts } from "./under";
import { chainage, titleOf } from "./titles";
import { mendWords, whyInfeasible } from "./words";

const t = texts({
  en: { kmFromTo: "km {from}–{to}", and: "{n} more", mend: "What would mend it:", noMend: "No change of a single number would mend it." },
  es: { kmFromTo: "km {from}–{to}", and: "{n} más", mend: "Lo remediaría:", noMend: "Ningún cambio de un solo número lo remediaría." },
});

/** A fact: what it is, and how it is; nothing where there is nothing to say. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  if (children === null || children === undefined || children === "" || children === false) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Opens the facts of another thing. */
export function ThingLink({ sort, id, children }: Chosen & { children?: ComponentChildren }) {
  const dataset = shown.value;
  if (!dataset || id === "") return null;
  return (
    <button type="button" class="link" onClick={() => openFacts([{ sort, id }])}>
      {children ?? titleOf(dataset, gaps.peek(), { sort, id })}
    </button>
  );
}

/** A list of links to things of one sort; of many the first, and how many more. */
export function ThingLinks({ sort, ids, most = 12 }: { sort: Sort; ids: readonly string[]; most?: number }) {
  if (ids.length === 0) return null;
  return (
    <ul class="plain">
      {ids.slice(0, most).map((id) => (
        <li key={id}>
          <ThingLink sort={sort} id={id} />
        </li>
      ))}
      {ids.length > most && <More n={ids.length - most} />}
    </ul>
  );
}

/** Links to things of one sort as a fact; nothing where there are none. */
export function LinksFact({ name, sort, ids }: { name: string; sort: Sort; ids: readonly string[] }) {
  return ids.length === 0 ? null : (
    <Fact name={name}>
      <ThingLinks sort={sort} ids={ids} />
    </Fact>
  );
}

/** How many things a list leaves out, at its end. */
export function More({ n }: { n: number }) {
  return <li class="soft">{t("and", { n: number(n) })}</li>;
}

/** A span of chainage in words. */
export function spanWords(fromM: number, toM: number): string {
  return t("kmFromTo", { from: chainage(fromM), to: chainage(toM) });
}

/** Grid references of both ends of a line, or of a place. */
export function gridWords(...places: ([number, number] | undefined)[]): string {
  return places.flatMap((p) => (p ? [gridReference(p[0], p[1])] : [])).filter((w) => w !== "").join(" – ");
}

/** Stretches that cannot be visited as asked, why, and what would mend it. */
export function InfeasibleList({ plan, list }: { plan: Plan; list: readonly Infeasible[] }) {
  return (
    <ul class="plain stack">
      {list.slice(0, 8).map((x) => (
        <li key={`${x.layer} ${x.from_m} ${x.rule}`}>
          <strong>{spanWords(x.from_m, x.to_m)}</strong> ({km(x.length_m)}): {whyInfeasible(plan, x)}.{" "}
          {(x.mends ?? []).length === 0 ? (
            t("noMend")
          ) : (
            <>
              {t("mend")}
              <ul>
                {(x.mends ?? []).slice(0, 3).map((m) => (
                  <li key={`${m.field} ${m.patrol ?? ""} ${m.side ?? ""}`}>{mendWords(plan, m)}</li>
                ))}
              </ul>
            </>
          )}
        </li>
      ))}
      {list.length > 8 && <More n={list.length - 8} />}
    </ul>
  );
}
