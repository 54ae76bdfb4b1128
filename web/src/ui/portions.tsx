import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { number } from "../lang/format";
import { texts } from "../lang/language";

const t = texts({ en: { more: "Show {n} more" }, es: { more: "Mostrar {n} más" } });

/** A long list that is shown a portion at a time. */
export interface Portions<E extends HTMLElement> {
  most: number; // so many of the list are shown
  list: RefObject<E | null>; // the element that has one child for each
  more: JSX.Element | null; // the button for the next portion; null: all are shown
}

/** Shows a list of so many things a portion at a time. Who asks for more has the focus on the first that is new, as the button moves away. */
export function usePortions<E extends HTMLElement>(total: number, portion: number): Portions<E> {
  const [most, setMost] = useState(portion);
  const list = useRef<E>(null);
  const fresh = useRef(-1); // index of the first that is new
  useLayoutEffect(() => {
    const first = list.current?.children[fresh.current];
    fresh.current = -1;
    first?.querySelector<HTMLElement>("button, a[href]")?.focus();
  }, [most]);
  const ask = () => {
    fresh.current = most;
    setMost(most + portion);
  };
  const more =
    total <= most ? null : (
      <button type="button" onClick={ask}>
        {t("more", { n: number(Math.min(portion, total - most)) })}
      </button>
    );
  return { most, list, more };
}
