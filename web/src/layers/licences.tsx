import { useSignal } from "@preact/signals";
import { texts } from "../lang/language";

const t = texts({
  en: { title: "Licences of what the page is made of", failed: "They could not be fetched: the server does not answer." },
  es: { title: "Licencias de aquello de lo que está hecha la página", failed: "No se pudieron traer: el servidor no responde." },
});

/** The licences of libraries, font and far land, fetched when they are opened. */
export function Licences() {
  const all = useSignal<readonly { name: string; text: string }[] | "failed" | null>(null);
  const fetchThem = () => {
    if (all.value === null || all.value === "failed") void import("./licence-texts").then((found) => (all.value = found.licences), () => (all.value = "failed"));
  };
  return (
    <details onToggle={fetchThem}>
      <summary>{t("title")}</summary>
      {all.value === "failed" && <p role="alert">{t("failed")}</p>}
      {Array.isArray(all.value) &&
        all.value.map(({ name, text }) => (
          <details key={name}>
            <summary lang="en">{name}</summary>
            <pre class="licence" lang="en" tabIndex={0} aria-label={name}>
              {text}
            </pre>
          </details>
        ))}
    </details>
  );
}
