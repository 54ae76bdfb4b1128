import { useEffect } from "preact/hooks";
import { texts } from "../lang/language";
import { history } from "../state/draft";
import { listenToKeys } from "./keys";
import { redoAndTell, undoAndTell } from "./said";

const t = texts({
  en: { group: "Changes of the plan", undo: "Undo", redo: "Redo" },
  es: { group: "Cambios del plan", undo: "Deshacer", redo: "Rehacer" },
});

/** Undo and redo, as words or as signs. Where there is nothing left to undo the button keeps the focus, which `disabled` would take from it. */
export function HistoryButtons({ signs = false }: { signs?: boolean }) {
  return (
    <span class="row" role="group" aria-label={t("group")}>
      <button type="button" aria-label={t("undo")} title={t("undo")} aria-keyshortcuts="Control+Z" aria-disabled={!history.value.canUndo} onClick={() => void (history.value.canUndo && undoAndTell())}>
        {signs ? "↶" : t("undo")}
      </button>
      <button type="button" aria-label={t("redo")} title={t("redo")} aria-keyshortcuts="Control+Shift+Z Control+Y" aria-disabled={!history.value.canRedo} onClick={() => void (history.value.canRedo && redoAndTell())}>
        {signs ? "↷" : t("redo")}
      </button>
    </span>
  );
}

/** Undo and redo in the page's head, once there is something to undo; their keys work on the whole page. */
export function HeadHistory() {
  useEffect(listenToKeys, []);
  return history.value.canUndo || history.value.canRedo ? <HistoryButtons signs /> : null;
}
