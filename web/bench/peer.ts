import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const maplibre = fileURLToPath(new URL("../node_modules/maplibre-gl/dist/", import.meta.url));

// The smallest page that draws the same border with the same map library: one line
// of GeoJSON on an empty ground. It marks its first map as ours does.
const html = `<!doctype html>
<meta charset="utf-8"><title>Peer</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="maplibre-gl.css">
<style>html, body, #map { height: 100%; margin: 0 }</style>
<div id="map"></div>
<script type="module">
import { Map } from "./maplibre-gl.mjs";
const map = new Map({
  container: "map", attributionControl: false, fadeDuration: 0, bounds: BOUNDS, fitBoundsOptions: { padding: 40 },
  style: {
    version: 8,
    sources: { border: { type: "geojson", data: "border.geojson" } },
    layers: [{ id: "ground", type: "background", paint: { "background-color": "#eee" } }, { id: "border", type: "line", source: "border", paint: { "line-color": "#333", "line-width": 2 } }],
  },
});
map.on("render", function look() {
  if (!map.isSourceLoaded("border")) return;
  map.off("render", look);
  performance.mark("lindero:first-map");
});
</script>
`;

const types: Record<string, string> = { css: "text/css", geojson: "application/geo+json", html: "text/html", mjs: "text/javascript" };

/** Starts the peer with the border of a plan; answers where it is, and what ends it. */
export async function startPeer(lindero: string): Promise<{ address: string; stop: () => Promise<void> }> {
  const border = await (await fetch(`${lindero}plans/guatemala-mexico/collections/border/items?limit=10000`)).text();
  const { extent } = (await (await fetch(`${lindero}plans/guatemala-mexico/collections/border`)).json()) as { extent: { spatial: { bbox: number[][] } } };
  const files = new Map<string, { type: string; body: Buffer }>();
  const put = (name: string, body: string | Buffer) => files.set(`/${name}`, { type: types[name.split(".").pop() ?? ""] ?? "text/plain", body: gzipSync(body, { level: 9 }) });
  put("index.html", html.replace("BOUNDS", JSON.stringify(extent.spatial.bbox[0])));
  put("border.geojson", border);
  for (const name of ["maplibre-gl.css", "maplibre-gl.mjs", "maplibre-gl-shared.mjs", "maplibre-gl-worker.mjs"]) if (existsSync(maplibre + name)) put(name, readFileSync(maplibre + name));
  const server = createServer((request, response) => {
    const [path = ""] = (request.url ?? "").split("?");
    const file = files.get(path === "/" ? "/index.html" : path);
    if (!file) return response.writeHead(404).end();
    return response.writeHead(200, { "Content-Type": file.type, "Content-Encoding": "gzip", "Content-Length": file.body.length }).end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
