import { untracked } from "@preact/signals";
import type { Map as MapLibreMap, Marker } from "maplibre-gl";
import type { Border } from "../geo/border";
import { pixelOf } from "../map/near";
import { EdgePan, seenOf, shiftTo, type Pixel } from "./edge-pan";
import { follow } from "./follow";
import type { Movable } from "./movables";
import { letGo, moveTo, moving, placeOf, stepOf, takeBack } from "./moving";
import { chainage, movableName } from "./words";

/** How far the pointer goes before a press is a drag, in pixels. */
const dragPx = 3;

/** How far above the border the handle of a boundary stands, as meeting points often lie where sectors end. */
export const boundaryPx = 22;

/** The map goes after what is held, which goes on as it does: so often for one frame. */
const mostTries = 4;

/** A press that is a drag once it has gone far enough; in pixels of the window. */
interface Drag {
  pointer: number;
  start: Pixel;
  at: Pixel; // the pointer
  off: Pixel; // from the pointer to the place that it holds
  begun: boolean;
  frame: number; // in which it is followed; 0: in none
  edge: EdgePan;
}

/** A handle on the map: a button that is dragged along the border, or moved by keys as a slider is. */
export class Handle {
  readonly #button = document.createElement("button");
  readonly #marker: Marker;
  #movable: Movable | null = null;
  #border: Border | null = null;
  #drag: Drag | null = null;

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
    b.addEventListener("pointerup", (e) => this.#up(e, chosen));
    b.addEventListener("pointercancel", (e) => (e.pointerId === this.#drag?.pointer ? this.#putBack() : undefined));
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
    if (this.#drag) this.#putBack();
    this.#marker.remove();
  }

  #down(e: PointerEvent): void {
    if (e.button !== 0 || this.#drag || !this.#border || !this.#movable) return;
    const held = this.#held();
    this.#button.setPointerCapture(e.pointerId);
    this.#button.focus({ preventScroll: true }); // the map keeps a press from doing so, and Escape is to reach it
    const at = { x: e.clientX, y: e.clientY };
    this.#drag = { pointer: e.pointerId, start: at, at, off: { x: held.x - at.x, y: held.y - at.y }, begun: false, frame: 0, edge: new EdgePan(this.map) };
  }

  #move(e: PointerEvent): void {
    const drag = this.#drag;
    if (e.pointerId !== drag?.pointer) return;
    drag.at = { x: e.clientX, y: e.clientY };
    drag.begun ||= Math.hypot(e.clientX - drag.start.x, e.clientY - drag.start.y) > dragPx;
    if (drag.begun) drag.frame ||= requestAnimationFrame((now) => this.#frame(drag, now));
  }

  /** Follows the pointer; at the edge of the map from frame to frame, as the map goes along. */
  #frame(drag: Drag, now: number): void {
    drag.frame = 0;
    const goesOn = drag.edge.go(drag.at, now);
    this.#follow(drag);
    for (let tries = 0; goesOn && tries < mostTries && drag.edge.bring(this.#held()); tries++) this.#follow(drag);
    if (goesOn && this.#drag === drag) drag.frame = requestAnimationFrame((next) => this.#frame(drag, next));
  }

  /** Where the thing is, in pixels of the window. */
  #held(): Pixel {
    const box = this.map.getContainer().getBoundingClientRect(); // anew each time: what is around the map may have moved it
    const place = this.#movable && this.#border?.at(this.#at(this.#movable));
    const { x, y } = place ? pixelOf(this.map, place) : { x: 0, y: 0 };
    return { x: box.left + x, y: box.top + y };
  }

  #follow({ at, off }: Drag): void {
    const [m, border] = [this.#movable, this.#border];
    if (!m || !border) return;
    const box = this.map.getContainer().getBoundingClientRect();
    const { lng, lat } = this.map.unproject([at.x + off.x - box.left, at.y + off.y - box.top]);
    moveTo(m, follow(border, this.#at(m), m.low_m, m.high_m, lng, lat));
  }

  #up(e: PointerEvent, chosen: () => void): void {
    const drag = this.#drag;
    if (e.pointerId !== drag?.pointer) return;
    this.#end(drag);
    if (!this.#movable) return;
    if (drag.begun) {
      drag.at = { x: e.clientX, y: e.clientY };
      this.#follow(drag); // the last move may not have been followed yet
      void letGo(this.#movable);
    } else chosen();
    this.#button.focus();
  }

  #end(drag: Drag): void {
    cancelAnimationFrame(drag.frame);
    this.#drag = null;
  }

  #putBack(): void {
    const begun = this.#drag?.begun ?? true; // moved by keys
    if (this.#drag) this.#end(this.#drag);
    if (begun) takeBack();
  }

  #key(e: KeyboardEvent): void {
    const m = this.#movable;
    if (!m || e.ctrlKey || e.metaKey || e.altKey) return;
    const step = stepOf(e);
    const mine = moving.peek()?.id === m.id;
    if (step !== undefined) this.#step(m, step);
    else if (e.key === "Escape" && mine) this.#putBack();
    else if (e.key === "Enter" && mine) void letGo(m);
    else return;
    e.preventDefault();
    e.stopPropagation();
  }

  /** Moves the thing along the border, and the map so that it is seen. */
  #step(m: Movable, by: number): void {
    moveTo(m, this.#at(m) + by);
    if (this.#drag) return;
    const { x, y } = this.#held();
    const [right, down] = shiftTo(x, y, seenOf(this.map));
    if (right !== 0 || down !== 0) this.map.panBy([right, down], { duration: 0 });
  }
}
