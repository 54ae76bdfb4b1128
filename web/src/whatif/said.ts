import { exposure, exposureChange } from "../lang/format";
import { texts } from "../lang/language";
import type { Change } from "../model/change";
import { asked, asking, commit, redo, trouble, undo } from "../state/draft";
import { base, shown } from "../state/shown";
import { announce } from "../ui/announce";
import { sayProblem } from "../ui/state";
import { exposureOf } from "./gap-changes";
import { faultsOf, sayFault } from "./refusal";

const t = texts({
  en: {
    after: "Exposure {after}: {change} against the plan, {word}.",
    same: "Exposure {after}, as in the plan.",
    more: "more open",
    less: "less open",
    undone: "Undone. {outcome}",
    redone: "Made again. {outcome}",
    refused: "The change was not made. {why}",
  },
  es: {
    after: "Exposición {after}: {change} frente al plan, {word}.",
    same: "Exposición {after}, igual que en el plan.",
    more: "más abierto",
    less: "menos abierto",
    undone: "Deshecho. {outcome}",
    redone: "Hecho de nuevo. {outcome}",
    refused: "No se hizo el cambio. {why}",
  },
});

/** Exposure below which a difference is none: the places of sums in the server's numbers. */
export const leastKmH = 0.05;

/** Whether a difference leaves more or less open, in words; empty: neither. */
export function openness(changeKmH: number): string {
  if (Math.abs(changeKmH) < leastKmH) return "";
  return t(changeKmH > 0 ? "more" : "less");
}

/** What the shown plan comes to against the one that was chosen, in a sentence. */
export function sayOutcome(): string {
  const was = exposureOf(base.value.state === "there" ? (base.value.value.plan?.gaps ?? []) : []);
  const after = exposureOf(shown.value?.plan?.gaps ?? []);
  const word = openness(after - was);
  return word === "" ? t("same", { after: exposure(after) }) : t("after", { after: exposure(after), change: exposureChange(after - was), word });
}

/** Tells people who listen how a step came out; waits for one that was overtaken by nothing. */
export async function tell(step: Promise<boolean>, how?: "undone" | "redone"): Promise<boolean> {
  const made = await step;
  if (made) announce(how ? t(how, { outcome: sayOutcome() }) : sayOutcome());
  else if (!asking.peek() && trouble.peek()) announce(t("refused", { why: why() }));
  return made;
}

/** Why the last change was not made: in the page's words where it has some. */
function why(): string {
  const problem = trouble.peek();
  if (!problem) return "";
  const faults = faultsOf(problem);
  return faults.length > 0 ? faults.map((f) => sayFault(f, asked.peek())).join(" ") : sayProblem(problem);
}

/** Makes a change, and tells what came of it. */
export const make = (change: Change): Promise<boolean> => tell(commit(change));

/** Undoes, and tells. */
export const undoAndTell = (): Promise<boolean> => tell(undo(), "undone");

/** Makes again what was undone, and tells. */
export const redoAndTell = (): Promise<boolean> => tell(redo(), "redone");
