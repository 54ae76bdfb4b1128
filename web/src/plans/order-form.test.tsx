import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { language } from "../lang/language";
import { jobs } from "./jobs";
import { ordering } from "./order";
import { OrderForm } from "./order-form";

const place = document.createElement("div");
document.body.append(place);
const scenarios = [{ id: "s1", names: [], title: "One" }, { id: "s2", names: [], title: "Two" }];
const button = (text: string) => [...place.querySelectorAll("button")].find((b) => b.textContent === text);
const press = (text: string) => act(() => {
  button(text)?.focus();
  button(text)?.click();
});
const step = () => place.querySelector<HTMLInputElement>("#order-step");
const write = (value: string) => act(() => {
  const field = step();
  if (field) field.value = value;
  field?.dispatchEvent(new Event("input", { bubbles: true }));
});
const bad = () => [...place.querySelectorAll('.bad, [role="alert"]')].map((e) => e.textContent?.trim());

let refusal: object[];

beforeEach(async () => {
  language.value = "en";
  ordering.value = null;
  jobs.value = [];
  refusal = [{ pointer: "#/inputs/step_m", detail: "is too fine for this border" }];
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ detail: "not so", errors: refusal }), { status: 422 }));
  await act(() => render(<OrderForm plans={[]} scenarios={scenarios} />, place));
});
afterEach(async () => {
  await act(() => render(null, place));
  vi.unstubAllGlobals();
});

async function refused() {
  await press("Compute a plan …");
  await press("Compute");
  await vi.waitFor(() => expect(bad().length).toBeGreaterThan(0));
}

test("what the server refuses stands at its field, until the order is another", async () => {
  await refused();
  expect(bad()).toEqual(["is too fine for this border"]);
  expect(step()?.getAttribute("aria-invalid")).toBe("true");
  await write("250");
  expect(bad()).toEqual([]);
  expect(step()?.getAttribute("aria-invalid")).toBe("false");
});

test("a form that is opened anew says nothing of what was refused before", async () => {
  await refused();
  await press("Close");
  expect(document.activeElement).toBe(button("Compute a plan …"));
  await press("Compute a plan …");
  expect(bad()).toEqual([]);
  expect(document.activeElement?.tagName).toBe("SELECT");
});

test("what no field is of is told too", async () => {
  refusal = [...refusal, { pointer: "#/inputs/meet", detail: "there are no meeting points" }];
  await refused();
  expect(bad()[0]).toBe("is too fine for this border");
  expect(bad()[1]).toContain("there are no meeting points");
});
