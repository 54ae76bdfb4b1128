import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { runs } from "./figures";

const file = fileURLToPath(new URL("../../bench/README.md", import.meta.url));

/** Prints a table and puts it between its markers in bench/README.md, with a line that says on what it was measured. */
export function publish(name: string, text: string, browser: string): void {
  const whole = `${text}\nOn: ${machine()}; Chromium ${browser}; RUNS=${runs}.\n`;
  process.stdout.write(`${whole}\n`);
  writeFileSync(file, between(readFileSync(file, "utf8"), name, whole));
}

/** A text with another between two markers, in the place of what is there. */
export function between(text: string, name: string, table: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->\n`, `<!-- ${name}: end -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`no lines "${begin.trim()}" and "${end}" to put the table between`);
  return text.slice(0, from + begin.length) + table + text.slice(to);
}

/** On what is measured, without a name. */
function machine(): string {
  let commit = "unknown";
  try {
    commit = execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    // no repository around it
  }
  return `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}/${process.arch}; Lindero ${commit}`;
}
