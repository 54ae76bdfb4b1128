import { effect, signal } from "@preact/signals";
import { isAbort, type Problem } from "../api/request";
import { problemOf, shown } from "../state/shown";
import { fetchLegs, tripsOf, type Trip } from "./trips";

// The trips of the dataset that is shown. After a what-if only beats that are not
// as before are asked for.

/** The trips of what is shown; their legs come by and by. */
export const trips = signal<readonly Trip[]>([]);

/** Whether legs are still being fetched. */
export const tripsLoading = signal(false);

/** Why legs could not be fetched; null: they were. */
export const tripsProblem = signal<Problem | null>(null);

/** Legs that arrive are shown so often at most. */
const everyMs = 300;

let loading = new AbortController();

/** Takes the trips of the dataset that is shown, and fetches what is missing of them. */
export async function loadTrips(): Promise<void> {
  loading.abort();
  loading = new AbortController();
  const { signal: mine } = loading;
  const dataset = shown.peek();
  tripsProblem.value = null;
  if (!dataset?.plan) {
    trips.value = [];
    tripsLoading.value = false;
    return;
  }
  const first = tripsOf(dataset);
  trips.value = first;
  tripsLoading.value = true;
  let last = performance.now();
  try {
    await fetchLegs(dataset, first, () => {
      if (performance.now() - last < everyMs || mine.aborted) return;
      last = performance.now();
      trips.value = tripsOf(dataset);
    }, mine);
  } catch (error) {
    if (!isAbort(error) && !mine.aborted) tripsProblem.value = problemOf(error);
  }
  if (mine.aborted) return;
  if (first.some((t) => t.legs.length === 0)) trips.value = tripsOf(dataset);
  tripsLoading.value = false;
}

effect(() => {
  void shown.value;
  void loadTrips();
});
