import { defineConfig } from "vitest/config";

// The page is embedded in the program and served under any path: addresses are
// relative. Names of assets carry a hash, so they are cached for ever.
export default defineConfig({
  base: "./",
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
