import { afterEach, expect, test, vi } from "vitest";
import type { Map as MapLibreMap } from "maplibre-gl";
import { reached } from "../api/connection";
import { watchTrouble } from "./trouble";

afterEach(() => vi.unstubAllGlobals());

test("tiles that were missed are asked for again when the server is back, once", async () => {
  let offline = true;
  let requests = 0;
  vi.stubGlobal("fetch", async () => {
    requests++;
    if (offline) throw new TypeError("no way there");
    return new Response(JSON.stringify({ plans: [], scenarios: [] }));
  });
  let failed: (e: object) => void = () => undefined;
  const asked: string[] = [];
  const map = { on: (_name: string, f: typeof failed) => (failed = f), off: () => undefined, getSource: (name: string) => ({ tiles: [name], setTiles: (t: string[]) => asked.push(...t) }) };
  const stop = watchTrouble(map as unknown as MapLibreMap);
  for (let i = 0; i < 20; i++) failed({ error: new Error("tile"), sourceId: "ground" });
  await vi.waitFor(() => expect(reached.value).toBe(false));
  expect(requests).toBeLessThan(5); // not one for each tile
  expect(asked).toEqual([]);
  offline = false;
  reached.value = true;
  expect(asked.sort()).toEqual(["ground", "plan", "ways"]);
  reached.value = false;
  reached.value = true;
  expect(asked).toHaveLength(3); // nothing was missed since
  stop();
});
