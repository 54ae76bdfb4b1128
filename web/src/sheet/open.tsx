import type { ComponentChildren } from "preact";
import { shown } from "../state/shown";
import { openSheet } from "../state/view";
import { sheetAddress } from "./address";

/** Closes the sheets. */
export function closeSheet(): void {
  openSheet.value = null;
}

/** A link to the sector sheet of a pair, or to those of allPairs, of the plan that is shown. */
export function SheetLink({ pair, children }: { pair: string; children: ComponentChildren }) {
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a page of its own
    event.preventDefault();
    openSheet.value = pair;
  };
  return (
    <a href={sheetAddress(pair, shown.value?.id)} onClick={open}>
      {children}
    </a>
  );
}
