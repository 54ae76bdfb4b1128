import type { APIRequestContext, Download } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Feature, FeatureCollection } from "geojson";
import { readFile } from "node:fs/promises";
import type { Plan } from "../src/model/plan";

// What the server says of itself, asked beside the page, for tests to hold the page to.

/** The current plan as /plans/current/plan has it. */
export async function planOf(request: APIRequestContext, address: string): Promise<Plan> {
  const response = await request.get(`${address}plans/current/plan`, { headers: { accept: "application/json" } });
  expect(response.status()).toBe(200);
  return (await response.json()) as Plan;
}

/** All features of a collection of the current plan, by id. */
export async function featuresOf(request: APIRequestContext, address: string, collection: string): Promise<Map<string, Feature>> {
  const response = await request.get(`${address}plans/current/collections/${collection}/items?limit=10000`, { headers: { accept: "application/geo+json" } });
  expect(response.status()).toBe(200);
  const found = (await response.json()) as FeatureCollection & { numberMatched: number };
  expect(found.features).toHaveLength(found.numberMatched);
  return new Map(found.features.map((f) => [String(f.id), f]));
}

/** The property of a feature that has to be there. */
export function told(features: Map<string, Feature>, id: string, property: string): string | number | null {
  const value: unknown = features.get(id)?.properties?.[property];
  expect(value, `${property} of ${id}`).toBeDefined();
  return value as string | number | null;
}

/** How far the clocks of the first side are from UTC, in milliseconds, and as −06:00: the landing page of the plan says. */
export async function zoneOf(request: APIRequestContext, address: string): Promise<{ ms: number; text: string }> {
  const landing = (await (await request.get(`${address}plans/current`, { headers: { accept: "application/json" } })).json()) as { extent: { temporal: { interval: [string, string][] } } };
  const text = landing.extent.temporal.interval[0]?.[0]?.slice(-6) ?? "";
  expect(text).toMatch(/^[+-]\d\d:\d\d$/);
  return { ms: (text.startsWith("-") ? -1 : 1) * (Number(text.slice(1, 3)) * 60 + Number(text.slice(4))) * 60_000, text };
}

/** The clock at an hour of a plan, to the second, as its hands stand: 2027-01-04T16:28:00. */
export function handsAt(plan: Plan, zoneMs: number, h: number): string {
  return new Date(Math.round((Date.parse(plan.start) + zoneMs + h * 3_600_000) / 1000) * 1000).toISOString().slice(0, 19);
}

/** What the browser kept as a file. */
export async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

/** Rows of a CSV file (RFC 4180) by the heads of their columns. */
export function rowsOf(csv: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, sign = "", quoted, bare = ""] of csv.replace(/^\ufeff/, "").matchAll(/(^|,|\n)(?:"((?:[^"]|"")*)"|([^",\n]*))/g)) {
    if (sign === "\n") rows.push([]);
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
  }
  const [head = [], ...body] = rows;
  return body.filter((row) => row.length > 1).map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ""])));
}
