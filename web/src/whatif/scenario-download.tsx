import { useSignal } from "@preact/signals";
import { address, send, type Problem } from "../api/request";
import { texts } from "../lang/language";
import { isDropped, keepShown } from "../state/draft";
import { problemOf, shown } from "../state/shown";
import { Failed } from "../ui/state";
import { fileName, saveFile } from "../ui/save-file";

const t = texts({
  en: {
    download: "Download as a scenario",
    downloadWhy: "A folder with all that the changed plan is made of, as a ZIP file, for lindero plan.",
  },
  es: {
    download: "Descargar como escenario",
    downloadWhy: "Una carpeta con todo de lo que está hecho el plan cambiado, como archivo ZIP, para lindero plan.",
  },
});

/** The changed plan, or the plan, as the folder of its scenario. Where the server has dropped it, it is made again first. */
export function ScenarioDownload() {
  const trouble = useSignal<Problem | null>(null);
  const path = shown.value?.path;
  if (!path) return null;
  const get = async () => {
    trouble.value = null;
    try {
      const answer = await send(`${path}/scenario.zip`, { headers: { Accept: "application/zip" } }).catch(async (error: unknown) => {
        if (!isDropped(error)) throw error;
        return send(`plans/${await keepShown()}/scenario.zip`, { headers: { Accept: "application/zip" } });
      });
      saveFile(await answer.blob(), fileName("zip", shown.peek()?.title ?? "scenario"));
    } catch (error) {
      trouble.value = problemOf(error);
    }
  };
  return (
    <div class="stack">
      <div class="row">
        <a
          class="button"
          href={address(`${path}/scenario.zip`)}
          aria-describedby="download-why"
          onClick={(e) => {
            e.preventDefault();
            void get();
          }}
        >
          {t("download")}
        </a>
      </div>
      <p class="soft" id="download-why">{t("downloadWhy")}</p>
      {trouble.value && <Failed problem={trouble.value} retry={() => void get()} />}
    </div>
  );
}

