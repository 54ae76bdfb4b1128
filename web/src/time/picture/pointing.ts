import type { View, Frame } from "./frame";
import { chainageAt, hourAt } from "./frame";

/** What a drag, a pinch, a wheel or a tap on the picture asks for. */
export interface Gestures {
  layout: () => { frame: Frame };
  view: () => View | null;
  look: (v: View) => void;
  zoom: (byM: number, byH: number, about: { m: number; h: number }) => void;
  hover: (x: number, y: number) => void;
  leave: () => void;
  tap: (x: number, y: number) => void;
}

/** A press that moves less than this is a tap. */
const tapPx = 5;

/** Has an element tell of gestures; answers what ends that. */
export function listen(element: HTMLElement, g: Gestures): () => void {
  const hand = new Hand(element, g);
  const heard: [keyof HTMLElementEventMap, (e: never) => void][] = [
    ["pointerdown", (e: PointerEvent) => hand.down(e)],
    ["pointermove", (e: PointerEvent) => hand.move(e)],
    ["pointerup", (e: PointerEvent) => hand.up(e)],
    ["pointercancel", (e: PointerEvent) => hand.up(e)],
    ["pointerleave", (e: PointerEvent) => hand.leave(e)],
    ["wheel", (e: WheelEvent) => hand.wheel(e)],
  ];
  for (const [type, hear] of heard) element.addEventListener(type, hear as EventListener, { passive: type !== "wheel" });
  return () => {
    for (const [type, hear] of heard) element.removeEventListener(type, hear as EventListener);
  };
}

interface Pixel {
  x: number;
  y: number;
}

/** One pointer or two on the picture, and what they have done so far. */
class Hand {
  readonly #held = new Map<number, Pixel>();
  #pressed: (Pixel & { view: View }) | null = null;
  #dragged = false;

  constructor(
    readonly element: HTMLElement,
    readonly g: Gestures,
  ) {}

  down(e: PointerEvent): void {
    if (e.button !== 0) return;
    this.#held.set(e.pointerId, this.#at(e));
    const view = this.g.view();
    if (!view) return;
    if (this.#held.size === 1) {
      this.#pressed = { ...this.#at(e), view };
      this.#dragged = false;
    } else {
      this.#dragged = true; // a pinch
    }
  }

  move(e: PointerEvent): void {
    const now = this.#at(e);
    if (e.buttons === 0) this.#letGo(e.pointerId); // outside, where nobody told of it
    const before = this.#held.get(e.pointerId);
    if (!before) {
      if (e.pointerType !== "touch") this.g.hover(now.x, now.y);
      return;
    }
    if (this.#held.size === 2) this.#pinch(e.pointerId, before, now);
    this.#held.set(e.pointerId, now);
    const pressed = this.#pressed;
    if (this.#held.size !== 1 || !pressed) return;
    if (!this.#dragged && Math.hypot(now.x - pressed.x, now.y - pressed.y) < tapPx) return;
    if (!this.#dragged) this.element.setPointerCapture(e.pointerId);
    this.#dragged = true;
    this.#pan(pressed, now);
  }

  up(e: PointerEvent): void {
    if (this.#letGo(e.pointerId) && this.#held.size === 0 && !this.#dragged && e.type === "pointerup") this.g.tap(this.#at(e).x, this.#at(e).y);
  }

  leave(e: PointerEvent): void {
    if (e.pointerType !== "touch") this.g.leave(); // a finger that was lifted has left what it read
  }

  wheel(e: WheelEvent): void {
    const v = this.g.view();
    if (!v) return;
    e.preventDefault();
    const scale = e.deltaMode === 1 ? 16 : e.deltaMode === 2 ? 200 : 1;
    const by = Math.exp(-(e.deltaY || e.deltaX) * scale * 0.0018);
    this.g.zoom(e.shiftKey ? 1 : by, e.altKey ? 1 : by, this.#placeAt(v, this.#at(e)));
  }

  #at(e: { clientX: number; clientY: number }): Pixel {
    const box = this.element.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top };
  }

  #placeAt(v: View, { x, y }: Pixel): { m: number; h: number } {
    const { frame } = this.g.layout();
    return { m: chainageAt(v, frame, y), h: hourAt(v, frame, x) };
  }

  #pan(from: Pixel & { view: View }, to: Pixel): void {
    const { frame } = this.g.layout();
    const v = from.view;
    const h = ((to.x - from.x) / frame.width) * (v.to_h - v.from_h);
    const m = ((to.y - from.y) / frame.height) * (v.to_m - v.from_m);
    this.g.look({ from_m: v.from_m - m, to_m: v.to_m - m, from_h: v.from_h - h, to_h: v.to_h - h });
  }

  #pinch(id: number, before: Pixel, now: Pixel): void {
    const other = [...this.#held.entries()].find(([k]) => k !== id)?.[1];
    const v = this.g.view();
    if (!other || !v) return;
    const was = { x: (before.x + other.x) / 2, y: (before.y + other.y) / 2 };
    const by = ratio(Math.hypot(now.x - other.x, now.y - other.y), Math.hypot(before.x - other.x, before.y - other.y));
    this.g.zoom(by, by, this.#placeAt(v, was));
    const nearer = this.g.view();
    if (nearer) this.#pan({ ...was, view: nearer }, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    this.#pressed = null;
  }

  /** Holds a pointer no more; answers whether it did. */
  #letGo(id: number): boolean {
    const was = this.#held.delete(id);
    if (this.#held.size === 0) this.#pressed = null;
    return was;
  }
}

function ratio(a: number, b: number): number {
  return b > 1 && a > 1 ? a / b : 1;
}
