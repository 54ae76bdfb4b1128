import type { ComponentChild } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { shown } from "../state/shown";
import { part } from "../state/view";
import { announce } from "../ui/announce";
import { Controls } from "./controls";
import { resize, size, type Size } from "./dock";
import { Picture, PictureTools } from "./picture/picture";
import { keepTime } from "./play";
import { t } from "./words";
import "./time.css";

/** Time, below the map: what hour is shown, and the picture of the border and time. It can be made larger, smaller, and closed. */
export function Time() {
  const closed = useRef(size.value === "closed");
  const toOpen = useRef<HTMLButtonElement>(null);
  useEffect(() => keepTime(() => announce(t("ended"))), []);
  const dataset = shown.value;
  const lost = useRef(false); // the button that was pressed is gone: its counterpart gets the focus, once it is there
  useEffect(() => {
    const now = size.value === "closed";
    const pressed = now !== closed.current;
    closed.current = now;
    if (!pressed && !lost.current) return;
    const counterpart = now ? toOpen.current : document.querySelector<HTMLElement>(".time-sizes button:last-child");
    lost.current = !counterpart;
    if (pressed || document.activeElement === document.body) counterpart?.focus(); // who has gone on is not called back
  }, [size.value, dataset]);
  const open = size.value;
  const pictured = open === "picture" || open === "half";
  if (open === "closed") {
    return (
      <div class="time-bar">
        <button ref={toOpen} type="button" class="plain" aria-expanded="false" onClick={() => resize("picture")}>
          <span aria-hidden="true">▴</span> {t("time")}
        </button>
      </div>
    );
  }
  if (!dataset) return null;
  return (
    <div class={dataset.plan ? `time-dock size-${open}` : "time-dock"}>
      {dataset.plan ? (
        <>
          <Controls sizes={<Sizes />} tools={pictured && <PictureTools />} />
          {pictured && <Picture />}
        </>
      ) : (
        <Nothing rights={dataset.rights} sizes={<Sizes />} />
      )}
    </div>
  );
}

/** Where there are no times: why, and what to do. */
function Nothing({ rights, sizes }: { rights: "full" | "public"; sizes: ComponentChild }) {
  return (
    <div class="time-nothing">
      <div>
        <h2>{t(rights === "public" ? "noTimesTitle" : "noPlanTitle")}</h2>
        <p class="soft">{t(rights === "public" ? "noTimes" : "noPlan")}</p>
        {rights === "full" && (
          <button type="button" onClick={() => (part.value = "plans")}>
            {t("plan")}
          </button>
        )}
      </div>
      {sizes}
    </div>
  );
}

const order: readonly Size[] = ["closed", "controls", "picture", "half"];

/** Larger, smaller, closed. */
function Sizes() {
  const at = order.indexOf(size.value);
  const planned = shown.value?.plan !== null;
  const to = (i: number) => {
    const next = order[i];
    if (next) resize(next);
  };
  return (
    <span class="time-sizes" role="group" aria-label={t("size")}>
      {planned && (
        <>
          <button type="button" class="plain icon" aria-label={t("smaller")} title={t("smaller")} disabled={at <= 1} onClick={() => to(at - 1)}>
            ▾
          </button>
          <button type="button" class="plain icon" aria-label={t("larger")} title={t("larger")} disabled={at >= order.length - 1} onClick={() => to(at + 1)}>
            ▴
          </button>
        </>
      )}
      <button type="button" class="plain icon" aria-label={t("close")} title={t("close")} onClick={() => resize("closed")}>
        ✕
      </button>
    </span>
  );
}
