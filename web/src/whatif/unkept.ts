import { effect, signal } from "@preact/signals";
import { keepText, keptText } from "../state/kept";
import { history } from "../state/draft";
import { base } from "../state/shown";
import { draftText, readDraft, type Draft } from "./drafts";
import { isNothing } from "./history";

// The last changes, where they are there no more: the page was closed or loaded
// anew, or another plan was chosen. They are offered once more.

const key = "lindero.changes";

/** Changes that were made last and are not there now; null: there are none. */
export const unkept = signal<Draft | null>(readDraft(keptText(key) ?? ""));

effect(() => {
  const { step } = history.value;
  if (base.value.state !== "there" || isNothing(step)) return;
  const { id, title, plan } = base.value.value;
  const now: Draft = { id: "last", name: title, plan: { id, title, scenario: plan?.scenario ?? "" }, saved: "", exposure_km_h: [0, 0], step };
  unkept.value = now;
  keepText(key, draftText(now));
});

/** Forgets them. */
export function forgetUnkept(): void {
  unkept.value = null;
  keepText(key, "");
}
