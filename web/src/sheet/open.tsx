import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { sheetAddress, sheetOf, withoutSheet } from "./address";

/** The pair whose sector sheet is open, allPairs, or null. */
export const openSheet = signal<string | null>(sheetOf(location.hash));

addEventListener("hashchange", (event) => {
  const pair = sheetOf(new URL(event.newURL).hash); // by now the page may have written an address of its own
  if (pair !== null) openSheet.value = pair;
});

/** Closes the sheets; the address asks for them no longer. */
export function closeSheet(): void {
  openSheet.value = null;
  if (sheetOf(location.hash) === null) return;
  const left = withoutSheet(location.hash);
  history.replaceState(history.state, "", `${location.pathname}${location.search}${left === "" ? "" : `#${left}`}`);
}

/** A link to the sector sheet of a pair, or to those of allPairs. */
export function SheetLink({ pair, children }: { pair: string; children: ComponentChildren }) {
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a page of its own
    event.preventDefault();
    openSheet.value = pair;
  };
  return (
    <a href={sheetAddress(pair)} onClick={open}>
      {children}
    </a>
  );
}
