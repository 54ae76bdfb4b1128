import { language, speak, texts } from "../lang/language";
import { Picker } from "../plans/picker";
import { HeadHistory } from "../whatif/history-buttons";
import { dress, theme, type Theme } from "../state/view";

const t = texts({
  en: { skipMap: "Skip to the map", skipParts: "Skip to tables and facts", language: "Language", theme: "Colours", auto: "As the system", light: "Light", dark: "Dark", data: "Data and API" },
  es: { skipMap: "Ir al mapa", skipParts: "Ir a tablas y datos", language: "Idioma", theme: "Colores", auto: "Del sistema", light: "Claro", dark: "Oscuro", data: "Datos y API" },
});

/** Ids of the places that the skip links go to. */
export const mapPlace = "map";
export const partsPlace = "parts";

/** The head of the page: which plan it is about, language and colours. */
export function Head() {
  return (
    <header>
      <button type="button" class="skip" onClick={() => goToPlace(mapPlace)}>
        {t("skipMap")}
      </button>
      <button type="button" class="skip" onClick={() => goToPlace(partsPlace)}>
        {t("skipParts")}
      </button>
      <h1 translate={false}>Lindero</h1>
      <Picker />
      <span class="history-slot">
        <HeadHistory />
      </span>
      <span class="spread" />
      <label class="themes">
        <span class="unseen">{t("theme")}</span>
        <select value={theme.value} onChange={(e) => dress(e.currentTarget.value as Theme)}>
          <option value="auto">{t("auto")}</option>
          <option value="light">{t("light")}</option>
          <option value="dark">{t("dark")}</option>
        </select>
      </label>
      <span class="languages" role="group" aria-label={t("language")}>
        <button type="button" lang="es" aria-pressed={language.value === "es"} onClick={() => speak("es")}>
          <span class="long">Español</span>
          <abbr class="short" title="Español">
            ES
          </abbr>
        </button>
        <button type="button" lang="en" aria-pressed={language.value === "en"} onClick={() => speak("en")}>
          <span class="long">English</span>
          <abbr class="short" title="English">
            EN
          </abbr>
        </button>
      </span>
      <a href={`./?f=html&lang=${language.value}`}>{t("data")}</a>
    </header>
  );
}

/** Moves the focus to a place of the page: as a link would, but for the address, which says other things. */
function goToPlace(id: string): void {
  const place = document.getElementById(id);
  place?.focus();
  place?.scrollIntoView({ block: "start" });
}
