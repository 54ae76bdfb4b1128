import { signal } from "@preact/signals";
import { chosen, pick, type Chosen } from "../state/selection";
import { part } from "../state/view";

/** What lay under the pointer when the map was clicked; one of it is chosen. */
export const under = signal<readonly Chosen[]>([]);

/** Opens the facts of things, those of the first; with several there is a list to choose from. */
export function openFacts(things: readonly Chosen[]): void {
  const [first] = things;
  under.value = things.length > 1 ? things : [];
  if (!first) {
    if (chosen.peek()) pick(null);
    return;
  }
  pick(first.sort, first.id);
  if (part.peek() !== "what-if") part.value = "facts"; // who changes the plan stays there
}
