import { readdirSync } from "node:fs";
import { get } from "node:http";
import { fileURLToPath } from "node:url";
import { expect, full, test, visit } from "./person";
import { untilIdle, watchWire, worldLoaded } from "./wire";

const most = 1_500_000; // bytes, compressed

test("the page weighs less than 1.5 MB on the wire until its map is idle, and with all its files", async ({ page }) => {
  const wire = watchWire(page);
  const world = worldLoaded(page);
  await visit(page, full());
  await world;
  await untilIdle(page);
  const sent = (await wire()).filter((s) => s.sort !== "data");
  for (const sort of ["page", "scripts", "styles", "fonts", "world"] as const) expect(sent.some((s) => s.sort === sort), `${sort} are among what was sent`).toBe(true);
  expect(sent.filter((s) => /worker/.test(s.url)).length, "code of the map's workers").toBe(1);
  const first = sent.reduce((n, s) => n + s.bytes, 0);
  expect(first).toBeGreaterThan(300_000);
  expect(first).toBeLessThan(most);
  const files = readdirSync(fileURLToPath(new URL("../dist/assets", import.meta.url)));
  let all = 0;
  for (const file of files) all += await bytesOf(`${full()}assets/${file}`);
  expect(all).toBeGreaterThanOrEqual(first - 50_000); // all but heads of answers and the page itself
  expect(all).toBeLessThan(most);
});

/** Bytes of an answer's body as they are sent to who takes gzip. */
function bytesOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "Accept-Encoding": "gzip" } }, (answer) => {
      let bytes = 0;
      if (answer.statusCode !== 200) reject(new Error(`${url}: ${answer.statusCode}`));
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.on("end", () => resolve(bytes));
      answer.on("error", reject);
    }).on("error", reject);
  });
}
