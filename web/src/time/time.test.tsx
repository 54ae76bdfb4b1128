import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Dataset } from "../api/datasets";
import { base } from "../state/shown";
import { resize } from "./dock";
import { Time } from "./time";

// Without a plan time has its buttons and nothing else, which is enough here.
const there = { state: "there", value: { plan: null, rights: "full" } as Dataset } as const;

const come = () => act(() => void (base.value = there));
const button = (name: string) => [...document.querySelectorAll("button")].find((b) => (b.getAttribute("aria-label") ?? b.textContent ?? "").includes(name));

let place: HTMLElement;

beforeEach(async () => {
  localStorage.clear();
  document.body.innerHTML = '<input id="other"><div id="place"></div>';
  place = document.getElementById("place") as HTMLElement;
  base.value = { state: "loading" };
  resize("closed");
  await act(() => render(<Time />, place));
});

afterEach(() => {
  render(null, place);
});

/** Presses a button by keyboard: it has the focus, and loses it when it goes. */
async function press(name: string): Promise<void> {
  button(name)?.focus();
  await act(() => button(name)?.click());
}

test("the focus goes from the button that opens time to the one that closes it, and back", async () => {
  await come();
  await press("Time");
  expect(document.activeElement).toBe(button("Close time"));
  await press("Close time");
  expect(document.activeElement).toBe(button("Time"));
});

test("whoever opens time before the plan is there has the focus in it once it is", async () => {
  await press("Time");
  expect(button("Close time")).toBeUndefined();
  await come();
  expect(document.activeElement).toBe(button("Close time"));
});

test("whoever has gone on meanwhile is not called back", async () => {
  await press("Time");
  document.getElementById("other")?.focus();
  await come();
  expect(button("Close time")).toBeDefined();
  expect(document.activeElement?.id).toBe("other");
});
