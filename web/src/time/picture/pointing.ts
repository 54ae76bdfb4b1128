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
  const held = new Map<number, { x: number; y: number }>();
  let pressed: { x: number; y: number; view: View } | null = null;
  let dragged = false;
  const at = (e: { clientX: number; clientY: number }) => {
    const box = element.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top };
  };
  const down = (e: PointerEvent) => {
    if (e.button !== 0) return;
    held.set(e.pointerId, at(e));
    const view = g.view();
    if (!view) return;
    if (held.size === 1) {
      pressed = { ...at(e), view };
      dragged = false;
    } else {
      dragged = true; // a pinch
    }
  };
  const move = (e: PointerEvent) => {
    const now = at(e);
    if (e.buttons === 0) letGo(e.pointerId); // outside, where nobody told of it
    const before = held.get(e.pointerId);
    if (!before) {
      if (e.pointerType !== "touch") g.hover(now.x, now.y);
      return;
    }
    if (held.size === 2) pinch(e.pointerId, before, now);
    held.set(e.pointerId, now);
    if (held.size !== 1 || !pressed) return;
    if (!dragged && Math.hypot(now.x - pressed.x, now.y - pressed.y) < tapPx) return;
    if (!dragged) element.setPointerCapture(e.pointerId);
    dragged = true;
    pan(pressed, now);
  };
  const pan = (from: { x: number; y: number; view: View }, to: { x: number; y: number }) => {
    const { frame } = g.layout();
    const v = from.view;
    const h = ((to.x - from.x) / frame.width) * (v.to_h - v.from_h);
    const m = ((to.y - from.y) / frame.height) * (v.to_m - v.from_m);
    g.look({ from_m: v.from_m - m, to_m: v.to_m - m, from_h: v.from_h - h, to_h: v.to_h - h });
  };
  const pinch = (id: number, before: { x: number; y: number }, now: { x: number; y: number }) => {
    const other = [...held.entries()].find(([k]) => k !== id)?.[1];
    const v = g.view();
    if (!other || !v) return;
    const { frame } = g.layout();
    const was = { x: (before.x + other.x) / 2, y: (before.y + other.y) / 2 };
    const by = ratio(Math.hypot(now.x - other.x, now.y - other.y), Math.hypot(before.x - other.x, before.y - other.y));
    g.zoom(by, by, { m: chainageAt(v, frame, was.y), h: hourAt(v, frame, was.x) });
    const nearer = g.view();
    if (nearer) pan({ ...was, view: nearer }, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    pressed = null;
  };
  const up = (e: PointerEvent) => {
    if (letGo(e.pointerId) && held.size === 0 && !dragged && e.type === "pointerup") g.tap(at(e).x, at(e).y);
  };
  const letGo = (id: number): boolean => {
    const was = held.delete(id);
    if (held.size === 0) pressed = null;
    return was;
  };
  const wheel = (e: WheelEvent) => {
    const v = g.view();
    if (!v) return;
    e.preventDefault();
    const { frame } = g.layout();
    const { x, y } = at(e);
    const scale = e.deltaMode === 1 ? 16 : e.deltaMode === 2 ? 200 : 1;
    const by = Math.exp(-(e.deltaY || e.deltaX) * scale * 0.0018);
    g.zoom(e.shiftKey ? 1 : by, e.altKey ? 1 : by, { m: chainageAt(v, frame, y), h: hourAt(v, frame, x) });
  };
  const leave = (e: PointerEvent) => {
    if (e.pointerType !== "touch") g.leave(); // a finger that was lifted has left what it read
  };
  element.addEventListener("pointerdown", down);
  element.addEventListener("pointermove", move);
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("pointerleave", leave);
  element.addEventListener("wheel", wheel, { passive: false });
  return () => {
    element.removeEventListener("pointerdown", down);
    element.removeEventListener("pointermove", move);
    element.removeEventListener("pointerup", up);
    element.removeEventListener("pointercancel", up);
    element.removeEventListener("pointerleave", leave);
    element.removeEventListener("wheel", wheel);
  };
}

function ratio(a: number, b: number): number {
  return b > 1 && a > 1 ? a / b : 1;
}
