import { defineConfig } from "@playwright/test";
import people from "../playwright.config";

// Measurements of the page, for bench/README.md: `make bench-web`. In the same
// browser as the tests, and the program serves in the same way. Times are never
// held to anything: only what is not as it should be fails a run.
export default defineConfig({
  ...people,
  testDir: ".",
  testMatch: "*.bench.ts",
  outputDir: "../e2e/results",
  globalSetup: "../e2e/server.ts",
  timeout: 1_800_000,
  reporter: "list",
});
