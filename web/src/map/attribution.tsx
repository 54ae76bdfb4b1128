import { texts } from "../lang/language";
import { shown } from "../state/shown";

const t = texts({
  en: { about: "Where the map is from", sources: "Data:", world: "Natural Earth (land far off)", note: "Lines and posts are an illustration and imply no legal position." },
  es: { about: "De dónde es el mapa", sources: "Datos:", world: "Natural Earth (tierra lejana)", note: "Las líneas y los puestos son ilustrativos y no implican ninguna posición jurídica." },
});

/** Where the map is from, and what it is not: always to be seen. */
export function Attribution() {
  const dataset = shown.value;
  if (!dataset) return null;
  return (
    <p class="map-attribution" role="note" aria-label={t("about")} tabIndex={0}>
      {dataset.note !== "" && <strong>{t("note")} </strong>}
      {t("sources")} {dataset.attribution !== "" && <span lang="en">{dataset.attribution}; </span>}
      {t("world")}
    </p>
  );
}
