import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";

// Sheets as they come out of a printer, judged by Poppler's programs.

const run = promisify(execFile);

/** What was printed: pages, their size in millimetres, and the text of each, laid out as it is on paper. */
export interface Printed {
  pages: number;
  width_mm: number;
  height_mm: number;
  text: string[];
}

/** Prints the page as its own rules of paper have it, into a file. */
export async function print(page: Page, file: string): Promise<Printed> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame); // sheets are fitted in the frame after
  });
  await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
  const { stdout: info } = await run("pdfinfo", [file]);
  const { stdout: text } = await run("pdftotext", ["-layout", "-enc", "UTF-8", file, "-"], { maxBuffer: 1e8 });
  const [, width = NaN, height = NaN] = (/Page size:\s+([\d.]+) x ([\d.]+) pts/.exec(info) ?? []).map(Number);
  const mm = (points: number) => (points * 25.4) / 72;
  return { pages: Number(/Pages:\s+(\d+)/.exec(info)?.[1]), width_mm: mm(width), height_mm: mm(height), text: text.split("\f").slice(0, -1) };
}

/** Draws the pages of a file in shades of grey, as most printers do. */
export async function drawGrey(file: string, stem: string, last = 2): Promise<void> {
  await run("pdftoppm", ["-gray", "-png", "-r", "70", "-l", String(last), file, stem]);
}
