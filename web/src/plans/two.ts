import { signal } from "@preact/signals";
import { shown } from "../state/shown";

// Which two plans are compared.

/** Ids of the plans that are chosen to be compared; empty: the first that fits. */
export const two = signal({ a: "", b: "" });

/** Whether they are compared. */
export const comparing = signal(false);

/** Counts the wishes to see the comparison, which comes into view then. */
export const wishes = signal(0);

/** Compares what is shown with a plan. */
export function compareWithShown(id: string): void {
  const is = shown.peek();
  if (!is) return;
  two.value = { a: is.id, b: id };
  comparing.value = true;
  wishes.value++;
}
