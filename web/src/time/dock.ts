import { signal } from "@preact/signals";
import { keepText, keptText } from "../state/kept";

/** How much of the page time takes: a bar, the controls, the picture too, or half the page. */
export type Size = "closed" | "controls" | "picture" | "half";

const key = "lindero.time";
const sizes: readonly Size[] = ["closed", "controls", "picture", "half"];

/** The size of the part of the page that is about time; remembered. */
export const size = signal<Size>(kept());

/** Makes it larger or smaller. */
export function resize(to: Size): void {
  size.value = to;
  keepText(key, to);
}

function kept(): Size {
  const text = keptText(key);
  return sizes.find((s) => s === text) ?? "picture";
}
