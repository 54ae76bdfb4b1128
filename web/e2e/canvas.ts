import { expect, type Locator, type Page } from "@playwright/test";

// The map as a person sees it: where a place of the earth lies on the screen, and
// what colours there are about it. Reckoned here from the fragment alone.

/** Where the map stands: what #at= says. */
export interface Standing {
  zoom: number;
  lat: number;
  lon: number;
}

/** A colour as red, green and blue. */
export type Rgb = readonly [number, number, number];

/** The drawing of the map. */
export function mapOf(page: Page): Locator {
  return page.locator(".map-canvas canvas");
}

/** The fragment that has the map stand at a place. */
export function at({ zoom, lat, lon }: Standing): string {
  return `at=${zoom}/${lat.toFixed(5)}/${lon.toFixed(5)}`;
}

/** Follows a link within the page, and waits until the map stands where it says. */
export async function follow(page: Page, to: Standing, more = ""): Promise<void> {
  await page.mouse.move(2, 2); // off the map, so that its middle is told
  await page.evaluate((hash) => (location.hash = hash), `#${at(to)}${more}`);
  await expect.poll(async () => near(await standingOf(page), to), { message: `the map stands at ${at(to)}` }).toBe(true);
}

function near(a: Standing | null, b: Standing): boolean {
  return a !== null && Math.abs(a.zoom - b.zoom) < 0.02 && Math.abs(a.lat - b.lat) < 2e-5 && Math.abs(a.lon - b.lon) < 2e-5;
}

/** Where the address says that the map stands; null: it says nothing. */
export async function standingOf(page: Page): Promise<Standing | null> {
  const found = /at=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)/.exec(await page.evaluate(() => location.hash));
  return found ? { zoom: Number(found[1]), lat: Number(found[2]), lon: Number(found[3]) } : null;
}

/** Middle of the map on the screen, in pixels. */
export async function middle(page: Page): Promise<{ x: number; y: number }> {
  const box = await mapOf(page).boundingBox();
  if (!box) throw new Error("the map is not to be seen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Longitude and latitude at so many pixels from the middle of a map that stands somewhere: Web Mercator, 512 pixels around the earth at zoom 0. */
export function placeAt(s: Standing, dx: number, dy: number): [number, number] {
  const around = 512 * 2 ** s.zoom;
  const y = Math.asinh(Math.tan((s.lat * Math.PI) / 180)) - (dy * 2 * Math.PI) / around;
  return [s.lon + (dx * 360) / around, (Math.atan(Math.sinh(y)) * 180) / Math.PI];
}

/** How many pixels of a box of the screen have a colour, give or take so much of each part of 255; of thin lines most are mixed with what is beside them. */
export async function count(page: Page, box: { x: number; y: number; width: number; height: number }, colour: Rgb, within = 6): Promise<number> {
  const png = await page.screenshot({ clip: box, scale: "css" });
  return page.evaluate(
    async ({ bytes, colour, within }) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
      const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
      if (!context) throw new Error("nothing to draw on");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      let n = 0;
      for (let i = 0; i < data.length; i += 4) {
        const off = Math.max(...colour.map((v, k) => Math.abs(v - (data[i + k] ?? 0))));
        if (off <= within) n++;
      }
      return n;
    },
    { bytes: [...png], colour, within },
  );
}

/** How many pixels of two pictures of one size differ, by more than smoothing does. */
export function differing(page: Page, a: Buffer, b: Buffer): Promise<number> {
  return page.evaluate(
    async (pngs) => {
      const [a, b] = await Promise.all(
        pngs.map(async (bytes) => {
          const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
          const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
          if (!context) throw new Error("nothing to draw on");
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      if (!a || !b || a.length !== b.length) throw new Error("pictures of two sizes");
      let n = 0;
      for (let i = 0; i < a.length; i += 4) if ([0, 1, 2].some((k) => Math.abs((a[i + k] ?? 0) - (b[i + k] ?? 0)) > 12)) n++;
      return n;
    },
    [[...a], [...b]],
  );
}

/** A box about a place of the screen. */
export function about({ x, y }: { x: number; y: number }, half: number): { x: number; y: number; width: number; height: number } {
  return { x: x - half, y: y - half, width: 2 * half, height: 2 * half };
}

/** A colour of the page by the name of its token. */
export async function token(page: Page, name: string): Promise<Rgb> {
  const text = await page.evaluate((n) => getComputedStyle(document.documentElement).getPropertyValue(n).trim(), `--${name}`);
  const found = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text);
  if (!found) throw new Error(`--${name} is ${text}`);
  return [1, 2, 3].map((i) => parseInt(found[i] ?? "", 16)) as unknown as Rgb;
}
