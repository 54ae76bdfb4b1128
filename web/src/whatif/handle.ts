import { untracked } from "@preact/signals";
import type { Map as MapLibreMap, Marker } from "maplibre-gl";
import type { Border } from "../geo/border";
import { follow } from "./follow";
import type { Movable } from "./movables";
import { letGo, moveTo, moving, placeOf, stepOf, takeBack } from "./moving";
import { chainage, movableName } from "./words";

/** How far the pointer goes before a press is a drag, in pixels. */
const dragPx = 3;

/** How far above the border the handle of a boundary stands, as meeting points often lie where sectors end. */
export const boundaryPx = 22;

/** A handle on the map: a button that is dragged along the border, or moved by keys as a slider is. */
export class Handle {
  readonly #button = document.createElement("button");
  readonly #marker: Marker;
  #movable: Movable | null = null;
  #border: Border | null = null;
  #drag: { startX: number; startY: number; offX: number; offY: number; begun: boolean; frame: number } | null = null;

  constructor(
    readonly map: MapLibreMap,
    marker: typeof Marker,
    offset_px: number,
    chosen: () => void,
  ) {
    const b = this.#button;
    b.type = "button";
    b.setAttribute("role", "slider");
    b.addEventListener("pointerdown", (e) => this.#down(e));
    b.addEventListener("pointermove", (e) => this.#move(e));
    b.addEventListener("pointerup", () => this.#up(chosen));
    b.addEventListener("pointercancel", () => this.#cancel());
    b.addEventListener("keydown", (e) => this.#key(e));
    b.addEventListener("blur", () => void (this.#movable && !this.#drag && letGo(this.#movable)));
    b.addEventListener("click", (e) => (e.detail === 0 ? chosen() : undefined)); // by keys and by those who read the page aloud
    for (const type of ["mousedown", "touchstart", "touchmove", "click", "dblclick"]) b.addEventListener(type, (e) => e.stopPropagation(), { passive: true }); // not the map's
    this.#marker = new marker({ element: b, offset: [0, offset_px] });
  }

  /** Shows a thing where it is, with its name. */
  show(m: Movable, border: Border, isChosen: boolean): void {
    this.#movable = m;
    this.#border = border;
    const { classList } = this.#button; // the map has classes of its own on it
    classList.add("handle", m.sort);
    classList.toggle("chosen", isChosen);
    classList.toggle("unused", m.sort === "meeting-point" && m.pairs.length === 0);
    this.#button.setAttribute("aria-valuemin", (m.low_m / 1000).toFixed(3));
    this.#button.setAttribute("aria-valuemax", (m.high_m / 1000).toFixed(3));
    this.#button.setAttribute("aria-label", movableName(m));
    this.place();
    if (!this.#button.isConnected) this.#marker.addTo(this.map);
  }

  /** Puts it where the thing is now, or has been moved to. */
  place(): void {
    if (!this.#movable || !this.#border) return;
    const at = this.#at(this.#movable);
    this.#marker.setLngLat(this.#border.at(at));
    const said = chainage(this.#border.wrap(at));
    this.#button.setAttribute("aria-valuenow", (at / 1000).toFixed(3));
    this.#button.setAttribute("aria-valuetext", said);
    this.#button.title = `${movableName(this.#movable)}, ${said}`;
    this.#button.classList.toggle("moving", moving.peek()?.id === this.#movable.id);
  }

  /** Where a thing is drawn; whoever asks is not drawn again as it moves. */
  #at(m: Movable): number {
    return untracked(() => placeOf(m));
  }

  remove(): void {
    if (this.#drag) cancelAnimationFrame(this.#drag.frame);
    this.#marker.remove();
  }

  #down(e: PointerEvent): void {
    if (e.button !== 0 || !this.#border || !this.#movable) return;
    const at = this.map.project(this.#border.at(this.#at(this.#movable)));
    this.#button.setPointerCapture(e.pointerId);
    this.#button.focus({ preventScroll: true }); // the map keeps a press from doing so, and Escape is to reach it
    this.#drag = { startX: e.clientX, startY: e.clientY, offX: at.x - e.clientX, offY: at.y - e.clientY, begun: false, frame: 0 };
  }

  #move(e: PointerEvent): void {
    const drag = this.#drag;
    if (!drag) return;
    drag.begun ||= Math.hypot(e.clientX - drag.startX, e.clientY - drag.startY) > dragPx;
    if (!drag.begun) return;
    cancelAnimationFrame(drag.frame);
    const [x, y] = [e.clientX + drag.offX, e.clientY + drag.offY];
    drag.frame = requestAnimationFrame(() => this.#follow(x, y));
  }

  #follow(x: number, y: number): void {
    const [m, border] = [this.#movable, this.#border];
    if (!m || !border) return;
    const { lng, lat } = this.map.unproject([x, y]);
    moveTo(m, follow(border, this.#at(m), m.low_m, m.high_m, lng, lat));
  }

  #up(chosen: () => void): void {
    const drag = this.#drag;
    this.#drag = null;
    if (!drag || !this.#movable) return;
    cancelAnimationFrame(drag.frame);
    if (drag.begun) void letGo(this.#movable);
    else chosen();
    this.#button.focus();
  }

  #cancel(): void {
    if (this.#drag?.begun) takeBack();
    this.#drag = null;
  }

  #key(e: KeyboardEvent): void {
    const m = this.#movable;
    if (!m || e.ctrlKey || e.metaKey || e.altKey) return;
    const step = stepOf(e);
    const mine = moving.peek()?.id === m.id;
    if (step !== undefined) moveTo(m, this.#at(m) + step);
    else if (e.key === "Escape" && mine) this.#escape();
    else if (e.key === "Enter" && mine) void letGo(m);
    else return;
    e.preventDefault();
    e.stopPropagation();
  }

  #escape(): void {
    if (this.#drag) cancelAnimationFrame(this.#drag.frame);
    this.#drag = null;
    takeBack();
  }
}
