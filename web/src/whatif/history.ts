import type { Change } from "../model/change";

/** How many steps can be undone; older ones are forgotten. */
export const mostSteps = 200;

/** Changes after which everything was planned anew, and the plan that came of them. */
export interface Anew {
  changes: readonly Change[];
  plan: string; // id, where the server keeps it
}

/**
 * Where the changes of a plan have come to: first those after which all was
 * planned anew, each of the plan before it, then those that are made of the last.
 */
export interface Step {
  anew: readonly Anew[];
  changes: readonly Change[];
}

/** Changes with what was undone of them. Never changed: each step is a new one. */
export class History {
  private constructor(
    readonly steps: readonly Step[],
    readonly at: number,
  ) {}

  static readonly none = new History([{ anew: [], changes: [] }], 0);

  /** A history that comes to a step at once; one undo takes it back. */
  static of(step: Step): History {
    return isNothing(step) ? History.none : History.none.to(step);
  }

  /** Where it has come to. */
  get step(): Step {
    return this.steps[this.at] ?? { anew: [], changes: [] };
  }

  /** The changes that are made of the plan that was planned last. */
  get changes(): readonly Change[] {
    return this.step.changes;
  }

  get canUndo(): boolean {
    return this.at > 0;
  }

  get canRedo(): boolean {
    return this.at + 1 < this.steps.length;
  }

  /** The history after one more step; what was undone is forgotten. */
  to(step: Step): History {
    const steps = [...this.steps.slice(0, this.at + 1), step].slice(-mostSteps);
    return new History(steps, steps.length - 1);
  }

  /** The history after one more change. */
  with(change: Change): History {
    return this.to({ anew: this.step.anew, changes: joined(this.changes, change) });
  }

  /** The history without one of the changes, by its place in them. */
  without(at: number): History {
    return this.to({ anew: this.step.anew, changes: this.changes.filter((_, i) => i !== at) });
  }

  undone(): History {
    return this.canUndo ? new History(this.steps, this.at - 1) : this;
  }

  redone(): History {
    return this.canRedo ? new History(this.steps, this.at + 1) : this;
  }
}

/** Whether a step changes nothing. */
export function isNothing(step: Step): boolean {
  return step.anew.length === 0 && step.changes.length === 0;
}

/**
 * Changes and one more. What sets again what an earlier one has set stands for
 * both, so that dragging one thing about does not use up the changes there may be.
 * Boundaries depend on each other: of these only the last is joined.
 */
export function joined(made: readonly Change[], change: Change): readonly Change[] {
  const same = thing(change);
  const at = same === "" ? -1 : made.findLastIndex((c) => thing(c) === same);
  const before = made[at];
  if (!before || (change.change === "move_boundary" && at !== made.length - 1)) return [...made, change];
  const after = made.slice(at + 1);
  if (after.some((c) => undoes(c, change))) return [...made, change];
  const next = change.change === "change_patrol" && before.change === "change_patrol" ? { ...before, ...change } : change;
  return [...made.slice(0, at), ...after, next];
}

/** What a change sets, of those that set something to a value. */
function thing(c: Change): string {
  switch (c.change) {
    case "move_meeting_point":
      return `point ${c.meeting_point}`;
    case "move_boundary":
      return "pairs" in c ? `boundary ${c.pairs.join(" ")}` : `boundary ${c.sector} ${c.end}`;
    case "change_patrol":
      return `patrol ${c.patrol}`;
    case "change_rule":
      return `rule ${c.rule}`;
    default:
      return "";
  }
}

/** Whether a change adds or removes what another one sets. */
function undoes(c: Change, of: Change): boolean {
  if (of.change === "move_meeting_point") return (c.change === "add_meeting_point" || c.change === "remove_meeting_point") && c.meeting_point === of.meeting_point;
  if (of.change === "change_patrol") return (c.change === "add_patrol" || c.change === "remove_patrol") && c.patrol === of.patrol;
  return false;
}
