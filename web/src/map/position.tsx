import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { degrees, gridReference } from "../geo/position";
import { km, letters, metres, number } from "../lang/format";
import { texts } from "../lang/language";
import { here, type Here } from "./pointing";

const t = texts({
  en: { position: "Position", middle: "Centre", pointer: "Pointer", border: "km {n} of the border", away: "km {n} of the border, {far} away" },
  es: { position: "Posición", middle: "Centro", pointer: "Puntero", border: "km {n} de la frontera", away: "km {n} de la frontera, a {far}" },
});

/** Where the pointer is, or the middle of the map: grid reference, degrees and, near it, chainage of the border. */
export function Position() {
  const text = useRef<HTMLParagraphElement>(null);
  // Written past the page's drawing: it changes with every frame.
  useSignalEffect(() => {
    if (text.current) text.current.textContent = here.value ? wordsOf(here.value) : "";
  });
  return (
    <div class="map-position" role="group" aria-label={t("position")}>
      <p ref={text} />
    </div>
  );
}

/** A position in words. */
export function wordsOf({ at: [x, y], border, middle }: Here): string {
  const words = [gridReference(x, y), degrees(x, y, letters(), (v) => number(v, 5))].filter((w) => w !== "");
  if (border) {
    const n = km(border.at_m, 2).replace(/\s*km$/, "");
    words.push(border.offset_m < 50 ? t("border", { n }) : t("away", { n, far: border.offset_m < 1000 ? metres(border.offset_m) : km(border.offset_m) }));
  }
  return `${middle ? t("middle") : t("pointer")}: ${words.join(" · ")}`;
}
