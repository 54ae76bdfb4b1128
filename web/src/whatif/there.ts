import { computed, signal } from "@preact/signals";
import { base, shown } from "../state/shown";
import { boundaries, meetingPoints, type Movable } from "./movables";

// What there is to be changed in the plan that is shown.

/** The dataset whose plan can be changed; null where there is none, or no right to. */
export const changeable = computed(() => (shown.value?.rights === "full" && shown.value.plan ? shown.value : null));

/** The meeting points of the plan that is shown, along the border. */
export const points = computed<readonly Movable[]>(() => (changeable.value ? meetingPoints(changeable.value) : []));

/** The ends of its sectors, layer by layer. */
export const ends = computed<readonly Movable[]>(() => (changeable.value ? boundaries(changeable.value) : []));

/** The plan that was chosen, which changes are of; null where there is none. */
export const chosenPlan = computed(() => (base.value.state === "there" ? base.value.value.plan : null));

/** How many handles are not on the map, as they would lie on others. */
export const leftOut = signal(0);

/** What takes the next place of the border that is clicked on the map; null: nothing does. */
export const placing = signal<((toM: number) => void) | null>(null);
