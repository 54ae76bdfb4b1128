import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { language } from "../lang/language";
import { drawnDataset, drawnGap, drawnPlan } from "../map/drawn.fixture";
import { base, listed } from "../state/shown";
import type { Job } from "./job";
import { jobs } from "./jobs";
import { Plans } from "./plans";

const place = document.createElement("div");
document.body.append(place);
const buttons = () => [...place.querySelectorAll("button")];
const button = (name: string) => buttons().find((b) => b.textContent === name || b.getAttribute("aria-label") === name);
const press = (name: string) => act(async () => {
  const b = button(name);
  if (!b) throw new Error(`no button ${name} among ${buttons().map((x) => x.getAttribute("aria-label") ?? x.textContent).join("|")}`);
  b.focus();
  b.click();
  await Promise.resolve();
});

const job = (id: string): Job => ({ id, title: `The ${id}`, order: { scenario: "s", step_m: 100, meet: "designated", handover: false, keep: "" }, stage: "failed", progress: 0, message: "no", unanswered: 0, steps: 0, plan: "" });

beforeEach(async () => {
  language.value = "en";
  const plans = [{ id: "drawn", names: ["current"], title: "Drawn" }];
  const scenarios = [{ id: "s", names: [], title: "Drawn" }];
  vi.stubGlobal("fetch", async (input: string | URL) => new Response(JSON.stringify(String(input).endsWith("/plans") ? { plans } : { scenarios })));
  listed.value = { state: "there", value: { plans, scenarios } };
  base.value = { state: "there", value: drawnDataset({ plan: drawnPlan({ gaps: [drawnGap("g", "road", 0, 10)] }) }) };
  jobs.value = [];
  await act(() => render(<Plans />, place));
});
afterEach(async () => {
  await act(() => render(null, place));
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("one gap is one gap", () => expect(place.textContent).toContain("0 pairs, 0 sorties, 1 gap0.0 km·h overdue"));

test("a link that is copied is told to all; one that the browser does not let be copied is there to be followed", async () => {
  const written: string[] = [];
  let lets = true;
  vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText: async (text: string) => (lets ? void written.push(text) : Promise.reject(new DOMException("no", "NotAllowedError"))) } });
  await press("Copy link: Drawn in force");
  await vi.waitFor(() => expect(place.textContent).toContain("The link is copied"));
  expect(written[0]).toContain("#plan=drawn");
  lets = false;
  await press("Copy link: Drawn in force");
  await vi.waitFor(() => expect(place.querySelector<HTMLAnchorElement>('a[href*="#plan=drawn"]')?.textContent).toBe(written[0]));
});

test("who has another plan shown keeps the focus at that plan", async () => {
  const plans = [{ id: "drawn", names: [], title: "Drawn" }, { id: "other", names: [], title: "Other" }];
  await act(() => void (listed.value = { state: "there", value: { plans, scenarios: [] } }));
  button("Show Other other")?.focus();
  await act(() => void (base.value = { state: "there", value: drawnDataset({ id: "other", title: "Other", plan: drawnPlan() }) }));
  expect(document.activeElement?.textContent).toBe("Shown");
  expect(document.activeElement?.closest("li")?.textContent).toContain("Other");
});

test("jobs are taken off the list by keys without losing the focus", async () => {
  await act(() => void (jobs.value = [job("a"), job("b")]));
  await press("Remove the plan of The a from this list");
  expect(document.activeElement?.closest("section")?.textContent).toContain("The b");
  await press("Remove the plan of The b from this list");
  expect(document.activeElement).toBe(button("Compute a plan …"));
});
