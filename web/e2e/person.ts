import { expect, test as plain, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page that is watched: it may complain of nothing and ask nobody but its own server. */
export interface Watched {
  /** Complaints that this test expects; all others fail it. */
  expected: RegExp[];
}

/** Where the program serves: everything, or what the public may see. */
export const full = () => addressIn("LINDERO_FULL");
export const open = () => addressIn("LINDERO_PUBLIC");

function addressIn(name: string): string {
  const address = process.env[name];
  if (!address) throw new Error(`${name} is not set: e2e/server.ts sets it`);
  return address;
}

export const test = plain.extend<{ watched: Watched }>({
  watched: [
    async ({ page }, use) => {
      const watched: Watched = { expected: [] };
      const complaints = complaintsOf(page);
      await use(watched);
      expect(complaints.filter((c) => !watched.expected.some((e) => e.test(c))), "complaints of the page").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** The list of what a page complains of from now on, and of what it asks other hosts. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on("console", (m) => {
    if (m.type() === "error" || m.type() === "warning") complaints.push(`${m.type()}: ${m.text()}`);
  });
  page.on("pageerror", (e) => complaints.push(`thrown: ${e.message}`));
  page.on("request", (r) => {
    const url = new URL(r.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.hostname !== "127.0.0.1") complaints.push(`asked another host: ${r.url()}`);
  });
  return complaints;
}

/** Opens the page and waits until the map is drawn. */
export async function visit(page: Page, address: string, fragment = ""): Promise<void> {
  await page.goto(address + fragment);
  await page.waitForFunction(() => performance.getEntriesByName("lindero:first-map").length > 0);
}

/** Findings of axe on the page as it is, WCAG 2.2 A and AA: those that are serious or worse. `only` is a rule that is asked for by itself. */
export async function findings(page: Page, only?: string): Promise<string[]> {
  // Given to the page by the test's own channel: the page's policy lets no other script in.
  await page.evaluate(axe);
  return page.evaluate(async (rule) => {
    interface Axe {
      run(where: Document, options: unknown): Promise<{ violations: { id: string; impact: string | null; help: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
    }
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run(document, { runOnly: rule ? { type: "rule", values: [rule] } : { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
    return violations.filter((v) => v.impact === "serious" || v.impact === "critical").flatMap((v) =>
      v.nodes
        // Handles lie where their things are, and each has its row in the list beside the map: 2.5.8 excepts both.
        .filter((n) => !(v.id === "target-size" && n.html.includes("maplibregl-marker")))
        .map((n) => `${v.id} (${v.help}): ${n.html.slice(0, 160)} ${n.failureSummary ?? ""}`),
    );
  }, only);
}

/** How far the page is wider than its window, in pixels: sideways scrolling. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** What the page says to those who listen to it. */
export const said = (page: Page) => page.locator(".unseen[role=status]");

/** Opens all that is folded in the part that is open. */
export async function unfold(page: Page): Promise<void> {
  const folded = page.getByRole("tabpanel").locator("details:not([open]) > summary");
  while ((await folded.count()) > 0) await folded.first().click();
}
