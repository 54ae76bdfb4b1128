import { afterEach, expect, test, vi } from "vitest";
import { wholeOf, within, zoomed, type View } from "./frame";
import { listen } from "./pointing";

const frame = { left: 0, top: 0, width: 100, height: 100 };
const whole = wholeOf(100_000, 100);
let end = () => {};
afterEach(() => end());

function start(from: View) {
  const element = document.createElement("div");
  element.setPointerCapture = () => {};
  element.getBoundingClientRect = () => ({ left: 10, top: 20 }) as DOMRect;
  const state = { view: from, hover: vi.fn(), leave: vi.fn(), tap: vi.fn() };
  end = listen(element, { layout: () => ({ frame }), view: () => state.view, look: (v) => (state.view = within(v, whole)), zoom: (m, h, about) => (state.view = zoomed(state.view, whole, about, m, h)), hover: state.hover, leave: state.leave, tap: state.tap });
  const send = (type: string, x: number, y: number, id = 1, pointerType = "mouse", buttons = type === "pointerup" ? 0 : 1) => element.dispatchEvent(new PointerEvent(type, { clientX: x + 10, clientY: y + 20, pointerId: id, pointerType, button: 0, buttons }));
  return { element, state, send };
}

test("a press that hardly moves is a tap, one that moves drags the window", () => {
  const { state, send } = start({ from_m: 40_000, to_m: 60_000, from_h: 40, to_h: 60 });
  send("pointermove", 50, 50, 1, "mouse", 0);
  expect(state.hover).toHaveBeenLastCalledWith(50, 50);
  send("pointerdown", 50, 50);
  send("pointermove", 52, 51);
  send("pointerup", 52, 51);
  expect(state.tap).toHaveBeenCalledExactlyOnceWith(52, 51);
  send("pointerdown", 50, 50);
  send("pointermove", 60, 30);
  send("pointerup", 60, 30);
  expect(state.tap).toHaveBeenCalledOnce();
  // 10 of 100 px to the right are 2 of 20 h earlier; 20 px up are 4 of 20 km later.
  expect(state.view).toEqual({ from_m: 44_000, to_m: 64_000, from_h: 38, to_h: 58 });
});

test("a press that was let go outside drags nothing when the pointer comes back", () => {
  const { state, send } = start({ from_m: 40_000, to_m: 60_000, from_h: 40, to_h: 60 });
  const before = state.view;
  send("pointerdown", 98, 50);
  send("pointermove", 99, 50);
  send("pointermove", 60, 30, 1, "mouse", 0);
  expect(state.view).toEqual(before);
  expect(state.hover).toHaveBeenLastCalledWith(60, 30);
});

test("two fingers that part zoom about their middle", () => {
  const { state, send } = start({ from_m: 0, to_m: 100_000, from_h: 0, to_h: 100 });
  send("pointerdown", 40, 50, 1, "touch");
  send("pointerdown", 60, 50, 2, "touch");
  send("pointermove", 20, 50, 1, "touch");
  send("pointermove", 80, 50, 2, "touch");
  send("pointerup", 80, 50, 2, "touch");
  send("pointerup", 20, 50, 1, "touch");
  expect(state.view.to_h - state.view.from_h).toBeCloseTo(100 / 3, 6); // 20 px became 60
  expect((state.view.from_h + state.view.to_h) / 2).toBeCloseTo(50, 6);
  expect(state.tap).not.toHaveBeenCalled();
});

test("the wheel zooms both ways, with Shift time alone, with Alt the border alone", () => {
  const { element, state } = start({ from_m: 0, to_m: 100_000, from_h: 0, to_h: 100 });
  const turn = (keys: MouseEventInit) => {
    state.view = whole;
    element.dispatchEvent(Object.assign(new MouseEvent("wheel", { clientX: 60, clientY: 70, cancelable: true, ...keys }), { deltaY: -300, deltaMode: 0 }));
    return [state.view.to_m - state.view.from_m < 100_000, state.view.to_h - state.view.from_h < 100];
  };
  expect(turn({})).toEqual([true, true]);
  expect(turn({ shiftKey: true })).toEqual([false, true]);
  expect(turn({ altKey: true })).toEqual([true, false]);
});

test("what a finger has tapped stays when it is lifted, what a mouse reads goes with it", () => {
  const { state, send } = start(whole);
  send("pointerdown", 50, 50, 1, "touch");
  send("pointerup", 50, 50, 1, "touch");
  send("pointerleave", 50, 50, 1, "touch");
  expect([state.tap.mock.calls.length, state.leave.mock.calls.length]).toEqual([1, 0]);
  send("pointerleave", 50, 50);
  expect(state.leave).toHaveBeenCalledOnce();
});
