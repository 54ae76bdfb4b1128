import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Has the browser fetch the code of the map at once, not only when the page's own code asks for it. */
const mapEarly: Plugin = {
  name: "map-early",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle }) => {
      const chunks = Object.values(bundle ?? {}).filter((c) => c.type === "chunk");
      const own = new Set(chunks.filter((c) => c.isEntry).map((c) => c.fileName));
      const files = chunks.filter((c) => c.isDynamicEntry && c.name === "drawing").flatMap((c) => [...c.imports, c.fileName]);
      return files.filter((f) => !own.has(f)).map((f) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `./${f}` }, injectTo: "head" }));
    },
  },
};

// The page is embedded in the program and served under any path: addresses are
// relative. Names of assets carry a hash, so they are cached for ever.
export default defineConfig({
  base: "./",
  plugins: [mapEarly],
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // the page's policy allows no data: addresses for code or fonts
    chunkSizeWarningLimit: 1600,
    sourcemap: false,
    reportCompressedSize: false,
  },
  // `npm run dev` beside `lindero serve`, at LINDERO or its usual address.
  server: { proxy: Object.fromEntries(["/plans", "/scenarios", "/processes", "/jobs", "/collections", "/tiles"].map((path) => [path, process.env.LINDERO ?? "http://127.0.0.1:8080"])) },
  test: { environment: "happy-dom", include: ["{src,bench}/**/*.test.{ts,tsx}"], testTimeout: 30_000 },
});
