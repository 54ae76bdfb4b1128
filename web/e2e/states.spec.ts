import { chromium, type APIRequestContext, type Page } from "@playwright/test";
import { complaintsOf, expect, findings, full, open, overhang, said, test, visit } from "./person";
import { servePlan } from "./server";

// The states in which the page has not what was asked for: each says what is so,
// why, and what to do next.

const openPart = (page: Page, name: string) => page.getByRole("tab", { name, exact: true }).click();
const panel = (page: Page) => page.getByRole("tabpanel");
const picture = (page: Page, name: string) => page.screenshot({ path: `e2e/results/state-${name}.png` });

test("loading is said while the plan is on its way", async ({ page }) => {
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/plans/*/plan", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(full());
  await expect(page.getByRole("main").getByText("Loading the plan …")).toBeInViewport();
  await expect(panel(page)).toContainText("Loading the plan …");
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "true");
  expect(await findings(page)).toEqual([]);
  await picture(page, "loading");
  go();
  await expect(page.getByText("Loading the plan …")).toHaveCount(0);
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
});

test("a scenario without a plan says so on each part, and how to plan it", async ({ page }) => {
  await visit(page, full(), "#scenario=guatemala-mexico");
  const notice = page.getByRole("region", { name: "What to know" });
  await expect(notice).toContainText("This is a scenario without a plan: nobody is on patrol yet.");
  await expect(panel(page)).toContainText("Compute a plan under “Plans” to see sectors, times and gaps.");
  await picture(page, "empty-scenario");
  const words: Record<string, string> = { Facts: "Nothing is chosen", "What if": "there is none of this scenario yet", Tables: "This scenario has not been planned" };
  for (const [part, text] of Object.entries(words)) {
    await openPart(page, part);
    await expect(panel(page)).toContainText(text);
    expect(await findings(page)).toEqual([]);
    await picture(page, `empty-${part.toLowerCase().replace(" ", "-")}`);
  }
  await openPart(page, "What if");
  await panel(page).getByRole("button", { name: "To the plans" }).click();
  await expect(panel(page).getByRole("heading", { name: "Compute a plan" })).toBeVisible();
  await notice.getByRole("button", { name: "Plan it" }).click();
  await expect(panel(page).getByLabel("Scenario")).toBeFocused();
});

test("a filter that leaves nothing says so, and is taken off again", async ({ page, request }) => {
  const { gaps } = (await (await request.get(`${full()}plans/current/plan`)).json()) as { gaps: unknown[] };
  await visit(page, full(), "#part=tables");
  await panel(page).getByLabel("Find").fill("zzzz");
  await expect(panel(page)).toContainText("No row fits what you look for");
  await expect(said(page)).toHaveText(`0 of ${gaps.length} rows`);
  await picture(page, "empty-filter");
  await panel(page).getByRole("button", { name: "Show all rows" }).last().click();
  await expect(panel(page).locator("caption")).toHaveText(`Gaps: ${gaps.length} of ${gaps.length}`);
  await openPart(page, "What if");
  await panel(page).getByLabel("Find").first().fill("zzzz");
  await expect(panel(page)).toContainText("None has such a name.");
  await page.getByRole("combobox", { name: "Search" }).fill("zzzz");
  await expect(page.getByText("Nothing has this name.").first()).toBeAttached();
});

const broken = { status: 500, contentType: "application/problem+json", body: JSON.stringify({ title: "Internal Server Error", status: 500, detail: "disk is full" }) };

test("a plan that fails is said with the server's reason, and tried once more", async ({ page, watched }) => {
  watched.expected.push(/status of 500/);
  await page.route("**/plans/*/plan", (route) => route.fulfill(broken), { times: 1 });
  await page.goto(full());
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("Something went wrong in the server");
  await expect(alert).toContainText("disk is full");
  expect(await findings(page)).toEqual([]);
  await expect(panel(page)).toContainText("No plan is shown");
  await picture(page, "failed");
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page).toHaveTitle(/^Guatemala–Mexico –/);
  await expect(alert).toBeHidden();
});

test("another plan that fails leaves what is shown, and says which and why", async ({ page, watched }) => {
  watched.expected.push(/status of 500/);
  await visit(page, full());
  await page.route("**/plans/*/plan", (route) => route.fulfill(broken), { times: 1 });
  await page.getByRole("combobox", { name: "Plan that is shown" }).selectOption({ label: "Andorra (andorra)" });
  const notice = page.getByRole("region", { name: "What to know" });
  await expect(notice).toContainText("Andorra (andorra) could not be shown: the server did not give it.");
  await expect(page).toHaveTitle(/^Guatemala–Mexico –/);
  await picture(page, "failed-other");
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(page).toHaveTitle(/^Andorra –/);
  await expect(notice).not.toContainText("the server did not give it.");
});

test("a table that fails is tried once more", async ({ page, request, watched }) => {
  watched.expected.push(/status of 500/);
  const { numberMatched } = (await (await request.get(`${full()}scenarios/guatemala-mexico/collections/coverage/items?limit=1`)).json()) as { numberMatched: number };
  await visit(page, full(), "#scenario=guatemala-mexico&part=tables");
  await expect(panel(page)).toContainText("All that is to be watched lies within reach of a post.");
  await page.route("**/collections/coverage/items*", (route) => route.fulfill(broken), { times: 1 });
  await panel(page).getByRole("combobox", { name: "Table", exact: true }).selectOption({ label: "Coverage" });
  await expect(panel(page).getByRole("alert")).toContainText("Something went wrong in the server");
  await picture(page, "failed-table");
  await panel(page).getByRole("button", { name: "Try again" }).click();
  await expect(panel(page).locator("caption")).toHaveText(`Coverage: ${numberMatched} of ${numberMatched}`);
});

test("a server that ends is said, what is shown stays, and it is found again by itself", async ({ page, watched }) => {
  watched.expected.push(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_ABORTED/);
  const first = await servePlan();
  const port = Number(new URL(first.address).port);
  try {
    await visit(page, first.address);
    await first.stop();
    await openPart(page, "Plans"); // asks for the list
    const notice = page.getByRole("region", { name: "What to know" });
    await expect(notice).toContainText("The server does not answer. What is on the page stays; the page tries again by itself.");
    await openPart(page, "Tables");
    await expect(panel(page).locator("caption")).toHaveText(/^Gaps: \d+ of \d+$/);
    expect(await findings(page)).toEqual([]);
    await picture(page, "offline");
  } finally {
    await first.stop();
  }
  const second = await servePlan([], port);
  try {
    await expect(said(page)).toHaveText("The server answers again");
    await expect(page.getByText("The server does not answer")).toBeHidden();
  } finally {
    await second.stop();
  }
});

test("a device without a network says so, and goes on when it has one", async ({ page, context, watched }) => {
  watched.expected.push(/ERR_INTERNET_DISCONNECTED/);
  await visit(page, full());
  await context.setOffline(true);
  await openPart(page, "Plans");
  await expect(page.getByRole("region", { name: "What to know" })).toContainText("The server does not answer.");
  await openPart(page, "What if");
  await panel(page).getByRole("button", { name: /: 100 m on$/ }).first().click();
  await expect(page.getByRole("alert").or(page.getByRole("status")).filter({ hasText: /does not answer/ }).first()).toBeVisible();
  await picture(page, "no-network");
  await context.setOffline(false);
  await expect(page.getByText("The server does not answer. What is on the page stays")).toBeHidden();
});

test("a server with too much to do is waited for as long as it says", async ({ page, watched }) => {
  watched.expected.push(/status of 429/);
  const busy = (seconds: number) => ({ status: 429, headers: { "Retry-After": String(seconds) }, contentType: "application/problem+json", body: JSON.stringify({ title: "Too Many Requests", status: 429, detail: "too many requests at once" }) });
  await page.route("**/plans/*/plan", (route) => route.fulfill(busy(4)), { times: 1 });
  await page.goto(full());
  await expect(page.getByText("The server has much to do. The page asks again in 4 s.")).toBeVisible();
  await picture(page, "busy-waiting");
  await expect(page).toHaveTitle(/^Guatemala–Mexico –/);
  await expect(page.getByText("The server has much to do.")).toBeHidden();

  await page.route("**/plans/*/plan", (route) => route.fulfill(busy(3600)));
  await page.reload();
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("The server has too much to do");
  await expect(alert).toContainText("Wait a little, then try once more.");
  await picture(page, "busy");
  await page.unroute("**/plans/*/plan");
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page).toHaveTitle(/^Guatemala–Mexico –/);
});

test("a part that breaks down says so in its place, and the others work on", async ({ page, request }) => {
  const plan = (await (await request.get(`${full()}plans/current/plan`)).json()) as { gaps: { posts: unknown }[] };
  for (const gap of plan.gaps) gap.posts = null; // no plan has this
  await page.route("**/plans/*/plan", (route) => route.fulfill({ json: plan }));
  await visit(page, full(), "#part=tables");
  const alert = panel(page).getByRole("alert");
  await expect(alert).toContainText("This part of the page has broken down");
  expect(await findings(page)).toEqual([]);
  await picture(page, "broken");
  await alert.getByRole("button", { name: "Open it anew" }).click();
  await expect(alert).toBeVisible();
  await openPart(page, "Map");
  await expect(panel(page).getByRole("heading", { name: "What the map shows" })).toBeVisible();
  await openPart(page, "Plans");
  await expect(panel(page).getByRole("heading", { name: "Compute a plan" })).toBeVisible();
});

test("without WebGL there is no map, and all else works", async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-GB", timezoneId: "UTC" });
    const complaints = complaintsOf(page);
    await page.goto(full());
    await expect(page.getByRole("heading", { name: "There is no map here" })).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await picture(page, "no-webgl");
    await page.getByRole("button", { name: "Open the tables" }).click();
    await panel(page).locator("tbody").getByRole("button").first().click();
    await openPart(page, "Facts");
    await expect(panel(page).getByRole("heading", { level: 2 })).toHaveText(/km/);
    for (const part of ["Map", "What if", "Tables", "Plans"]) {
      await openPart(page, part);
      await expect(panel(page)).not.toBeEmpty();
      await expect(page.getByRole("alert")).toHaveCount(0);
    }
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});

/** Words that only those may read who see posts and patrols: from the server that shows all. */
async function privateWords(request: APIRequestContext): Promise<string[]> {
  const ids = async (collection: string) => ((await (await request.get(`${full()}plans/guatemala-mexico/collections/${collection}/items?limit=1000`)).json()) as { features: { id: string }[] }).features.map((f) => String(f.id));
  return [...(await ids("posts")), ...(await ids("patrols"))].map((id) => `"${id}"`);
}

test("the public view has no posts, times or processes, says so, and asks for none of them", async ({ page, request }) => {
  const secrets = await privateWords(request);
  expect(secrets.length).toBeGreaterThan(40);
  const asked: string[] = [];
  const bodies: Promise<{ url: string; body: string }>[] = [];
  page.on("response", (r) => {
    const url = new URL(r.url());
    if (!/^https?:/.test(url.protocol) || url.pathname.startsWith("/assets/")) return;
    asked.push(url.pathname);
    bodies.push(r.body().then((b) => ({ url: url.pathname, body: b.toString("latin1") }), () => ({ url: url.pathname, body: "" })));
  });
  await visit(page, open());
  const notice = page.getByRole("region", { name: "What to know" });
  await expect(notice).toContainText("Posts, patrols and times are private to the services of both countries, and nothing is computed here.");
  const words: Record<string, string> = {
    Map: "Posts, patrols and times are not shown.",
    Facts: "Nothing is chosen",
    "What if": "The public view changes nothing",
    Tables: "Posts, times and patrols are for those who plan.",
    Plans: "In the public view nothing is computed: ask whoever runs the server.",
  };
  for (const [part, text] of Object.entries(words)) {
    await openPart(page, part);
    await expect(panel(page)).toContainText(text);
    expect(await findings(page)).toEqual([]);
    await picture(page, `public-${part.toLowerCase().replace(" ", "-")}`);
  }
  await openPart(page, "Tables");
  const tables = await panel(page).getByRole("combobox", { name: "Table", exact: true }).locator("option").allInnerTexts();
  expect(tables).toEqual(["Gaps", "Sectors", "Meeting points", "The border's stretches"]);
  for (const table of tables) {
    await panel(page).getByRole("combobox", { name: "Table", exact: true }).selectOption({ label: table });
    await expect(panel(page).locator("caption")).toHaveText(/\d+ of \d+$/);
  }
  await expect(page.getByRole("region", { name: "Time" })).toContainText(/times/i);
  await expect(page.getByRole("slider")).toHaveCount(0);

  await page.goto("about:blank");
  await page.goto(`${open()}#sheet=*`);
  await expect(page.getByRole("dialog")).toContainText("Sheets are for those who plan");
  await picture(page, "public-sheets");

  expect(asked.filter((path) => /\/(posts|patrols|sorties|beats|ways|pairs|plan|processes|jobs)(\/|$)/.test(path))).toEqual([]);
  for (const { url, body } of await Promise.all(bodies)) for (const secret of secrets) expect(body.includes(secret), `${secret} in ${url}`).toBe(false);
  const outright = await request.get(`${open()}plans/current/plan`);
  expect([401, 403, 404]).toContain(outright.status());
});

test.describe("in Spanish on a phone", () => {
  test.use({ locale: "es-MX", viewport: { width: 390, height: 844 } });

  test("the public view and a plan that is not there", async ({ page, watched }) => {
    watched.expected.push(/status of 404/);
    await visit(page, open());
    await expect(page.getByText("Los puestos, las patrullas y los horarios son reservados")).toBeVisible();
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    await page.screenshot({ path: "e2e/results/state-public-narrow-es.png", fullPage: true });
    await page.goto(`${full()}#plan=ayer`);
    await expect(page.getByRole("heading", { name: "El servidor no tiene ningún plan «ayer»" })).toBeVisible();
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    await picture(page, "not-there-narrow-es");
  });
});
