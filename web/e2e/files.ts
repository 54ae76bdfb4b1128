import { expect, type Download, type Page } from "@playwright/test";
import type { Feature } from "geojson";
import { rowsOf, textOf } from "./told";

// What the page gives people as files.

const saved = new WeakMap<Page, number>();

/** Saves what a button gives as a file. */
export async function save(page: Page, name: string): Promise<Download> {
  // Of what one page saves within a second Chromium takes ten files and drops the rest without a word. Nobody presses so fast, but tests do.
  saved.set(page, (saved.get(page) ?? 0) + 1);
  expect(saved.get(page), "files of one page in a test").toBeLessThanOrEqual(10);
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  return waiting;
}

/** Downloads the table that is open in both forms. */
export async function files(page: Page): Promise<{ csv: Record<string, string>[]; geojson: { features: Feature[]; sources: unknown[]; scenario: string }; names: string[] }> {
  const [csv, geojson] = [await save(page, "CSV"), await save(page, "GeoJSON")];
  return { csv: rowsOf(await textOf(csv)), geojson: JSON.parse(await textOf(geojson)) as Awaited<ReturnType<typeof files>>["geojson"], names: [csv.suggestedFilename(), geojson.suggestedFilename()] };
}
