import { language, speak, texts } from "../lang/language";
import { shown } from "../state/shown";
import { theme } from "../state/view";

const t = texts({
  en: { language: "Language", theme: "Colours", auto: "As the system", light: "Light", dark: "Dark", data: "Data and API" },
  es: { language: "Idioma", theme: "Colores", auto: "Como el sistema", light: "Claro", dark: "Oscuro", data: "Datos y API" },
});

/** The head of the page: what it is about, language and colours. */
export function Head() {
  return (
    <header>
      <h1>{shown.value?.title ?? "Lindero"}</h1>
      <span class="spread" />
      <label class="row">
        <span class="unseen">{t("theme")}</span>
        <select value={theme.value} onChange={(e) => (theme.value = e.currentTarget.value as typeof theme.value)}>
          <option value="auto">{t("auto")}</option>
          <option value="light">{t("light")}</option>
          <option value="dark">{t("dark")}</option>
        </select>
      </label>
      <span class="row" role="group" aria-label={t("language")}>
        <button type="button" lang="es" aria-pressed={language.value === "es"} onClick={() => speak("es")}>
          Español
        </button>
        <button type="button" lang="en" aria-pressed={language.value === "en"} onClick={() => speak("en")}>
          English
        </button>
      </span>
      <a href={`./?f=html&lang=${language.value}`}>{t("data")}</a>
    </header>
  );
}
