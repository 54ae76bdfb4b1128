import type { Change } from "../model/change";

/** How many steps can be undone; older ones are forgotten. */
export const mostSteps = 200;

/** Changes with what was undone of them. Never changed: each step is a new one. */
export class History {
  private constructor(
    readonly steps: readonly (readonly Change[])[],
    readonly at: number,
  ) {}

  static readonly none = new History([[]], 0);

  /** A history that begins with a list of changes made at once. */
  static of(changes: readonly Change[]): History {
    return changes.length === 0 ? new History([[]], 0) : new History([[], changes], 1);
  }

  /** The changes that are made. */
  get changes(): readonly Change[] {
    return this.steps[this.at] ?? [];
  }

  get canUndo(): boolean {
    return this.at > 0;
  }

  get canRedo(): boolean {
    return this.at + 1 < this.steps.length;
  }

  /** The history after one more change. One that moves again what the last has moved takes its place. */
  with(change: Change): History {
    const made = this.changes;
    const last = made.at(-1);
    const next = last && sameThing(last, change) ? [...made.slice(0, -1), change] : [...made, change];
    const steps = [...this.steps.slice(0, this.at + 1), next].slice(-mostSteps);
    return new History(steps, steps.length - 1);
  }

  undone(): History {
    return this.canUndo ? new History(this.steps, this.at - 1) : this;
  }

  redone(): History {
    return this.canRedo ? new History(this.steps, this.at + 1) : this;
  }
}

/** Whether a change sets again what another has set. */
function sameThing(a: Change, b: Change): boolean {
  return thing(a) !== "" && thing(a) === thing(b);
}

function thing(c: Change): string {
  switch (c.change) {
    case "move_meeting_point":
      return `point ${c.meeting_point}`;
    case "move_boundary":
      return "pairs" in c ? `boundary ${c.pairs.join(" ")}` : `boundary ${c.sector} ${c.end}`;
    case "change_rule":
      return `rule ${c.rule}`;
    default:
      return "";
  }
}
