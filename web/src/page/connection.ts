import { effect } from "@preact/signals";
import { reached } from "../api/connection";
import { pause } from "../api/request";
import { base, refreshList } from "../state/shown";
import { chooseAgain } from "./navigation";

// The way to the server: while it is lost, the page asks again by itself, less and
// less often, and at once when the device says that it has a network.

/** Milliseconds to wait before the n-th try (from 0) to reach the server. */
export function retryMs(tries: number): number {
  return Math.min(15_000, 1000 * 2 ** Math.min(tries, 10));
}

/** Watches the way to the server; `back` is called when it is there again. Returns what ends it. */
export function watchConnection(back: () => void): () => void {
  let sooner = new AbortController();
  let trying = false;
  let over = false;
  const tryOn = async () => {
    if (trying) return;
    trying = true;
    for (let tries = 0; !reached.peek() && !over; tries++) {
      await pause(retryMs(tries), sooner.signal).catch(() => (sooner = new AbortController()));
      if (!reached.peek() && !over) await refreshList(); // asking sets `reached`
    }
    trying = false;
    if (over) return;
    back();
    const now = base.peek();
    if (now.state === "failed" && now.problem.trouble === "offline") await chooseAgain();
    else await refreshList();
  };
  const end = effect(() => {
    if (!reached.value) void tryOn();
  });
  const online = () => (reached.peek() ? undefined : sooner.abort());
  const offline = () => void refreshList(); // perhaps the server is on this very device
  window.addEventListener("online", online);
  window.addEventListener("offline", offline);
  return () => {
    over = true;
    end();
    sooner.abort();
    window.removeEventListener("online", online);
    window.removeEventListener("offline", offline);
  };
}
