import type { APIRequestContext, Page } from "@playwright/test";
import { expect, findings, full, test, visit } from "./person";
import { servePlan } from "./server";

// Plans are computed and kept in these tests, so they have a server to themselves.

let address: string;
let stop: () => Promise<void>;
test.beforeAll(async () => ({ address, stop } = await servePlan()));
test.afterAll(() => stop());

interface Gap {
  id: string;
  exposure_km_h: number;
}

interface Plan {
  gaps: Gap[];
  pairs: unknown[];
  sorties: unknown[];
}

/** What the server itself says of a plan. */
async function planOf(request: APIRequestContext, server: string, id: string): Promise<Plan> {
  return (await (await request.get(`${server}plans/${id}/plan`)).json()) as Plan;
}

/** Has the server compute a plan, not by the page; answers its id. */
async function compute(request: APIRequestContext, step_m: number): Promise<string> {
  const answer = await request.post(`${address}processes/plan/execution`, { data: { inputs: { scenario: "guatemala-mexico", step_m } } });
  const { plan } = (await answer.json()) as { plan: { href: string } };
  const id = /\/plans\/([0-9a-f]+)\/plan$/.exec(plan.href)?.[1];
  if (!id) throw new Error(`no plan in ${plan.href}`);
  return id;
}

const shown = (page: Page) => page.getByRole("combobox", { name: "Plan that is shown" });
const openPart = (page: Page, name: string) => page.getByRole("tab", { name, exact: true }).click();

/** Number of gaps that the table says it has. */
async function gapsInTable(page: Page): Promise<number> {
  await openPart(page, "Tables");
  await page.getByRole("combobox", { name: "Table", exact: true }).selectOption({ label: "Gaps" });
  const caption = await page.getByRole("tabpanel").locator("caption").innerText();
  return Number(/: ([\d,]+) of/.exec(caption)?.[1]?.replace(",", ""));
}

test("another plan is chosen in the head; back and forward go between them", async ({ page, request }) => {
  const [here, there] = await Promise.all([planOf(request, full(), "guatemala-mexico"), planOf(request, full(), "andorra")]);
  expect(there.gaps.length).not.toBe(here.gaps.length);
  await visit(page, full());
  await expect(page).toHaveTitle(/^Guatemala–Mexico –/);
  expect(await gapsInTable(page)).toBe(here.gaps.length);
  await shown(page).selectOption({ label: "Andorra (andorra)" });
  await expect(page).toHaveTitle(/^Andorra –/);
  await expect(page.locator(".unseen[role=status]")).toHaveText("Andorra (andorra) is shown");
  expect(await gapsInTable(page)).toBe(there.gaps.length);
  await expect(page).toHaveURL(/#plan=[0-9a-f]{16}/);
  await page.goBack();
  await expect(page).toHaveTitle(/^Guatemala–Mexico –/);
  await expect(shown(page)).toHaveValue(/^plans\//);
  await page.goForward();
  await expect(page).toHaveTitle(/^Andorra –/);
  await page.screenshot({ path: "e2e/results/plans-andorra.png" });
});

test("a scenario is planned to the end from the page, and the plan is shown", async ({ page, request }) => {
  await visit(page, address);
  await shown(page).selectOption({ label: "Guatemala–Mexico (guatemala-mexico)" });
  await expect(page.getByText("This is a scenario without a plan: nobody is on patrol yet.")).toBeVisible();
  await page.getByRole("button", { name: "Plan it" }).first().click();
  const form = page.getByRole("tabpanel").locator("form");
  await expect(form.getByLabel("Scenario")).toBeFocused();
  await form.getByLabel("Breakpoints every (m)").fill("900");
  await form.getByLabel("Anywhere on the border").check();
  expect(await findings(page)).toEqual([]);
  await page.screenshot({ path: "e2e/results/plans-order.png" });
  await form.getByRole("button", { name: "Compute", exact: true }).click();
  const jobs = page.getByRole("region", { name: "Plans being computed" });
  await expect(jobs).toContainText("breakpoints every 900 m, meeting anywhere");
  await expect(jobs.getByText("Ready")).toBeVisible();
  await expect(page.locator(".unseen[role=status]")).toHaveText("The plan of Guatemala–Mexico is ready");
  await jobs.getByRole("button", { name: "Show the plan" }).click();
  await expect(page).toHaveURL(/#plan=[0-9a-f]{16}/);

  const id = /plan=([0-9a-f]+)/.exec(page.url())?.[1] ?? "";
  const plan = await planOf(request, address, id);
  const { options } = (await (await request.get(`${address}plans/${id}/plan`)).json()) as { options: { step_m: number; meet: string } };
  expect(options).toMatchObject({ step_m: 900, meet: "anywhere" });
  const item = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: `Guatemala–Mexico ${id.slice(0, 8)}` }) });
  await expect(item).toContainText(`${plan.pairs.length} pairs, ${plan.sorties.length} sorties, ${plan.gaps.length} gaps`);
  await expect(item).toContainText("Shown");
  await page.screenshot({ path: "e2e/results/plans-computed.png" });
  expect(await gapsInTable(page)).toBe(plan.gaps.length);
});

test("a plan that takes long shows how far it is, and is stopped", async ({ page, request }) => {
  await visit(page, address, "#part=plans");
  await page.getByRole("button", { name: "Compute a plan …" }).click();
  await page.getByLabel("Breakpoints every (m)").fill("14"); // as fine as the server takes
  await page.getByRole("button", { name: "Compute", exact: true }).click();
  const jobs = page.getByRole("region", { name: "Plans being computed" });
  await expect(jobs.getByRole("progressbar", { name: "Plan of Guatemala–Mexico" })).toBeVisible();
  await expect(jobs).toContainText("Dividing, meeting and scheduling – 5 %");
  await page.screenshot({ path: "e2e/results/plans-running.png" });
  const running = (await (await request.get(`${address}jobs`)).json()) as { jobs: { jobID: string; status: string }[] };
  const mine = running.jobs.find((j) => j.status === "running");
  expect(mine, "the server is at it").toBeDefined();
  await jobs.getByRole("button", { name: "Stop computing the plan of Guatemala–Mexico" }).click();
  await expect(jobs.getByText("Stopped")).toBeVisible();
  await expect.poll(async () => (await request.get(`${address}jobs/${mine?.jobID}`)).status() === 200 ? ((await (await request.get(`${address}jobs/${mine?.jobID}`)).json()) as { status: string }).status : "gone").toMatch(/dismissed|gone/);
  await expect(jobs.getByRole("button", { name: "Order it again" })).toBeVisible();
  await jobs.getByRole("button", { name: /^Remove the plan/ }).click();
  await expect(jobs).toBeHidden();
});

test("what the server refuses is said at the field, in its own words", async ({ page, watched }) => {
  watched.expected.push(/status of 400/);
  await visit(page, address, "#part=plans");
  await page.getByRole("button", { name: "Compute a plan …" }).click();
  const step = page.getByLabel("Breakpoints every (m)");
  await step.fill("0");
  await expect(page.getByText("Give 1 m or more.")).toBeVisible();
  await step.fill("5");
  await page.getByRole("button", { name: "Compute", exact: true }).click();
  await expect(page.getByText("more breakpoints than the server takes; give 14 m or more")).toBeVisible();
  await expect(step).toHaveAttribute("aria-invalid", "true");
  await page.screenshot({ path: "e2e/results/plans-refused.png" });
});

test("two plans are compared as the process compare has it", async ({ page, request }) => {
  const other = await compute(request, 2000);
  const [a, b] = await Promise.all([planOf(request, address, "current"), planOf(request, address, other)]);
  const answer = await request.post(`${address}processes/compare/execution`, { data: { inputs: { a: "current", b: other } } });
  const { comparison } = (await answer.json()) as { comparison: { value: Record<"sectors" | "meetings" | "opened" | "closed", { pair: string; length_m: number; b_exposure_km_h: number; a_exposure_km_h: number }[] | null> } };
  const differ = comparison.value;
  expect(differ.sectors?.length).toBeGreaterThan(0);

  await visit(page, address, "#part=plans");
  await page.getByRole("button", { name: `Compare what is shown with Guatemala–Mexico ${other.slice(0, 8)}` }).click();
  const panel = page.getByRole("tabpanel");
  await expect(panel.getByRole("heading", { name: "What differs" })).toBeVisible();
  const row = (name: string) => panel.getByRole("row", { name: new RegExp(`^${name}`) }).first().getByRole("cell");
  await expect(row("Gaps ").nth(0)).toHaveText(String(a.gaps.length));
  await expect(row("Gaps ").nth(1)).toHaveText(String(b.gaps.length));
  const sum = (p: Plan) => p.gaps.reduce((s, g) => s + g.exposure_km_h, 0);
  const number = (text: string | null) => Number(text?.replace(/[^\d.−-]/g, "").replace("−", "-"));
  const verdict = await panel.getByText(/^B leaves /).textContent();
  expect(verdict).toContain(sum(b) < sum(a) ? "less overdue than A" : "more overdue than A");
  expect(number(verdict)).toBeCloseTo(Math.abs(sum(b) - sum(a)), -1);
  // The sum of all gaps is that of all kinds, to the roundings of plan.json.
  expect(number(await row("Overdue ").nth(0).textContent())).toBeCloseTo(sum(a), -1);
  expect(number(await row("Overdue ").nth(1).textContent())).toBeCloseTo(sum(b), -1);
  await expect(panel.getByRole("heading", { name: `Sectors that moved: ${differ.sectors?.length}` })).toBeVisible();
  await expect(panel.getByRole("heading", { name: `Gaps that B opens: ${differ.opened?.length}` })).toBeVisible();
  await expect(panel.getByRole("heading", { name: `Gaps that B closes: ${differ.closed?.length}` })).toBeVisible();
  const worst = [...(differ.opened ?? [])].sort((x, y) => y.b_exposure_km_h - y.a_exposure_km_h - (x.b_exposure_km_h - x.a_exposure_km_h))[0];
  const first = panel.getByRole("region", { name: "Gaps that B opens" }).getByRole("row").nth(1).getByRole("cell");
  await expect(first.nth(1)).toHaveText(`${((worst?.length_m ?? 0) / 1000).toFixed(1)} km`);
  expect(await findings(page)).toEqual([]);
  await page.screenshot({ path: "e2e/results/plans-compared.png" });

  await first.nth(0).getByRole("button").click(); // the map goes there
  await expect(page.locator(".unseen[role=status]")).toHaveText(/^The map shows /);
  await page.getByRole("button", { name: "Swap A and B" }).click();
  await expect(panel.getByRole("heading", { name: `Gaps that B closes: ${differ.opened?.length}` })).toBeVisible();
  await page.getByRole("button", { name: "Close the comparison" }).click();
  await expect(panel.getByRole("heading", { name: "What differs" })).toBeHidden();
});

test("a link shows the plan, hour, thing and place that it names, and nothing of it is lost", async ({ page, request, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { gaps } = await planOf(request, address, "current");
  const gap = gaps[3];
  if (!gap) throw new Error("too few gaps");
  await visit(page, address, `#t=250.5&lang=en&at=9/15.3/-92.2&pick=gap:${encodeURIComponent(gap.id)}&part=facts`);
  const facts = page.getByRole("tabpanel");
  await expect(facts).toContainText(`${gap.exposure_km_h.toLocaleString("en-GB", { maximumFractionDigits: gap.exposure_km_h < 100 ? 1 : 0 })}`);
  // 250.5 h after Monday 4 January 2027, 0:00 by Guatemala's clocks.
  await expect(page.getByRole("region", { name: "Time" }).getByRole("slider")).toHaveAttribute("aria-valuetext", "Thu 14 Jan, 10:30");
  await openPart(page, "Plans");
  await page.getByRole("button", { name: /^Copy link/ }).first().click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#plan=[0-9a-f]{16}&t=250\.5&lang=en&at=9\/15\.\d+\/-92\.\d+&pick=gap:/);

  const again = await context.newPage();
  await again.goto(link);
  await expect(again).toHaveTitle(/^Guatemala–Mexico –/);
  await openPart(again, "Facts");
  await expect(again.getByRole("tabpanel").getByRole("heading", { level: 2 })).toHaveText(/km/);
  await expect(again.getByRole("region", { name: "Time" }).getByRole("slider")).toHaveAttribute("aria-valuetext", "Thu 14 Jan, 10:30");
  await expect(again).toHaveURL(/at=9\/15\.\d+\/-92\.\d+/);
  await again.screenshot({ path: "e2e/results/plans-link.png" });
  await again.close();
});

test("a plan that is not there is named, with what the server has instead", async ({ page, watched }) => {
  watched.expected.push(/status of 404/);
  await page.goto(`${address}#plan=last-year`);
  await expect(page.getByRole("heading", { name: "The server has no plan “last-year”" })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.screenshot({ path: "e2e/results/plans-not-there.png" });
  await page.getByRole("navigation", { name: "The server has" }).getByRole("button", { name: "Guatemala–Mexico (in force)" }).click();
  await expect(page).toHaveTitle(/^Guatemala–Mexico –/);
  await page.goBack();
  await expect(page.getByText("last-year").first()).toBeVisible();
});

test("each plan leads to its report, in the language of the page", async ({ page, request }) => {
  const plan = await planOf(request, address, "current");
  await visit(page, address, "#part=plans");
  for (const [language, report] of [["English", "Report of"], ["Español", "Informe de"]] as const) {
    await page.getByRole("button", { name: language }).click();
    for (const [form, type] of [["HTML", "text/html"], ["PDF", "application/pdf"], ["XLSX", "spreadsheetml"], ["CSV", "text/csv"]] as const) {
      const href = await page.getByRole("link", { name: new RegExp(`^${report} Guatemala–Mexico .*, ${form}$`) }).first().getAttribute("href");
      const answer = await request.get(new URL(href ?? "", page.url()).href);
      expect([form, answer.status(), answer.headers()["content-language"]]).toEqual([form, 200, language === "English" ? "en" : "es"]);
      expect(answer.headers()["content-type"]).toContain(type);
      if (form === "CSV") expect((await answer.text()).trim().split("\n")).toHaveLength(plan.gaps.length + 1);
    }
  }
  const opens = page.context().waitForEvent("page");
  await page.getByRole("link", { name: /^Informe de Guatemala–Mexico .*, HTML$/ }).first().click();
  const report = await opens;
  await expect(report.getByRole("heading", { level: 1 })).toHaveText("Cobertura y huecos: Guatemala–Mexico");
  expect(await findings(report)).toEqual([]);
  await report.screenshot({ path: "e2e/results/plans-report.png" });
});

test.describe("in Spanish on a phone", () => {
  test.use({ locale: "es-GT", viewport: { width: 390, height: 844 } });

  test("a plan is ordered and compared without sideways scrolling", async ({ page, request }) => {
    const other = await compute(request, 2000); // the same as before: the server has it already
    await visit(page, address, "#part=plans");
    await page.getByRole("button", { name: "Calcular un plan …" }).click();
    await page.getByLabel("Puntos de corte cada (m)").fill("2000");
    await page.screenshot({ path: "e2e/results/plans-order-narrow-es.png", fullPage: true });
    await page.getByRole("button", { name: "Calcular", exact: true }).click();
    const jobs = page.getByRole("region", { name: "Planes que se calculan" });
    await expect(jobs.getByRole("heading", { name: "Plan de Guatemala–Mexico" })).toBeVisible();
    await expect(jobs).toContainText(/puntos de corte cada 2,?000 m/);
    await expect(jobs.getByText("Listo", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: `Comparar lo que se muestra con Guatemala–Mexico ${other.slice(0, 8)}` }).click();
    await expect(page.getByRole("heading", { name: "En qué difieren" })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    expect(await findings(page)).toEqual([]);
    await page.screenshot({ path: "e2e/results/plans-compared-narrow-es.png", fullPage: true });
  });
});
