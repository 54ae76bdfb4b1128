import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Keeps the focus in a part of the page when what had it goes away as `of` changes:
 * it goes to the first thing there that one of the selectors finds.
 */
export function useFocusKept<E extends HTMLElement>(of: unknown, ...selectors: readonly string[]) {
  const part = useRef<E>(null);
  const had = part.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    const held = part.current;
    if (!had || !held || held.contains(document.activeElement)) return;
    for (const selector of selectors) {
      const found = held.querySelector<HTMLElement>(selector);
      if (found) return found.focus();
    }
  }, [of]);
  return part;
}
