import type { Gap } from "../../model/plan";
import { gridReference } from "../../geo/position";
import { dateTime, number } from "../../lang/format";
import type { Dataset } from "../../api/datasets";
import { clock } from "../../state/time";
import { t } from "../words";
import { gapAt, watchesAt } from "./hit";
import type { Scene } from "./scene";
import type { GapShape } from "./shapes";

/** What is at a place and hour of the picture. */
export interface Reading {
  m: number;
  h: number;
  at: [number, number];
  gap: Gap | null;
  watched: { sortie: string; passing: boolean }[];
  always: boolean;
}

/** Reads a place and hour; slack: how far off a thin gap may be. */
export function readingAt(scene: Scene, shapes: readonly GapShape[], m: number, h: number, slack: { m: number; h: number }): Reading {
  const { always, by } = watchesAt(scene.watched, scene.periodH, m, h, (id) => scene.sorties.get(id));
  return { m, h, at: scene.border.at(m), gap: gapAt(shapes, m, h, slack.m, slack.h)?.gap ?? null, watched: by, always };
}

/** So many sorties are named. */
const mostNamed = 2;

/** A reading in words of the page's language. */
export function wordsOf(r: Reading, dataset: Dataset): string {
  const stretch = dataset.border.stretchAt(r.m);
  const where = `${t("place", { km: number(r.m / 1000, 1) })}, ${stretch ? `${stretch.name} (${t(stretch.kind)})` : ""}`;
  const said = [where, gridReference(r.at[0], r.at[1]), dateTime(clock(r.h), "short")];
  if (r.gap) said.push(gapWords(r.gap));
  if (r.always) said.push(t("always"));
  for (const passing of [false, true]) {
    const who = r.watched.filter((w) => w.passing === passing).map((w) => w.sortie);
    if (who.length > 0) said.push(t(passing ? "seenPassing" : "seenBy", { who: named(who) }));
  }
  if (!r.gap && !r.always && r.watched.length === 0) said.push(t("nobody"));
  return said.filter((x) => x !== "").join(" · ");
}

function named(ids: readonly string[]): string {
  const first = ids.slice(0, mostNamed).join(", ");
  return ids.length > mostNamed ? `${first} ${t("andMore", { n: ids.length - mostNamed })}` : first;
}

function gapWords(g: Gap): string {
  if (g.reason !== "revisit_exceeded") return t("neverUntil", { gap: g.id, reason: t(g.reason) });
  return t("gapHere", { gap: g.id, reason: t(g.reason), from: dateTime(clock(g.from_h), "short"), to: dateTime(clock(g.to_h), "short") });
}
