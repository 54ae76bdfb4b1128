import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../bin/lindero", import.meta.url));

/** What is served, and the name under which tests find its address in the environment. */
const servers: Record<string, string[]> = {
  LINDERO_FULL: ["guatemala-mexico", "andorra"],
  LINDERO_PUBLIC: ["guatemala-mexico", "--public"],
};

/** Starts the program once for each view, on ports of its own choosing; what is returned ends them. */
export default async function start(): Promise<() => Promise<void>> {
  if (!existsSync(program)) throw new Error(`${program} is not there: make build`);
  const running: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(running.map(end));
  };
  try {
    for (const [name, what] of Object.entries(servers)) {
      const child = serve(what);
      running.push(child);
      process.env[name] = await addressOf(child);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function serve(what: readonly string[], port = 0): ChildProcess {
  return spawn(program, ["serve", ...what, "--addr", `127.0.0.1:${port}`, "--rate", "0", "--log-level", "error"], { stdio: ["ignore", "pipe", "pipe"] });
}

/** Starts the program once more, with the plan of Guatemala–Mexico and nothing that was asked before; `flags` are further ones, port 0 is a free one. */
export async function servePlan(flags: readonly string[] = [], port = 0): Promise<{ address: string; stop: () => Promise<void> }> {
  const child = serve(["guatemala-mexico", ...flags], port);
  try {
    return { address: await addressOf(child), stop: () => end(child) };
  } catch (error) {
    await end(child);
    throw error;
  }
}

/** The address that the program says it serves at. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`nothing is served after 60 s: ${said}`)), 60_000);
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /(http:\/\/127\.0\.0\.1:\d+\/)/.exec(said);
      if (!found?.[1]) return;
      clearTimeout(late);
      resolve(found[1]);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", (code) => reject(new Error(`the program ended with ${code}: ${said}`)));
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), 10_000).unref();
  });
}
