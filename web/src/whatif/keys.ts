import { history } from "../state/draft";
import { redoAndTell, undoAndTell } from "./said";

/** What keys ask for: Ctrl+Z undoes, Ctrl+Shift+Z and Ctrl+Y make again; on a Mac with its own key. */
export function wishOf(e: { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }): "undo" | "redo" | undefined {
  if (!(e.ctrlKey || e.metaKey) || e.altKey) return undefined;
  const key = e.key.toLowerCase();
  if (key === "z") return e.shiftKey ? "redo" : "undo";
  return key === "y" && !e.shiftKey ? "redo" : undefined;
}

/** Whether a key is for what is being written in. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !["checkbox", "radio", "range", "button", "submit"].includes(target.type));
}

/** Has the keys undo and redo on the whole page, but for fields that are written in; answers what ends it. */
export function listenToKeys(): () => void {
  const press = (e: KeyboardEvent) => {
    const wish = wishOf(e);
    if (!wish || isWriting(e.target)) return;
    if (!(wish === "undo" ? history.peek().canUndo : history.peek().canRedo)) return;
    e.preventDefault();
    void (wish === "undo" ? undoAndTell() : redoAndTell());
  };
  addEventListener("keydown", press);
  return () => removeEventListener("keydown", press);
}
