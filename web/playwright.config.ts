import { defineConfig } from "@playwright/test";

// Tests of the page as a person uses it, in Debian's Chromium with WebGL in
// software. The program itself serves: e2e/server.ts starts it. `make test-peers`
// runs this; a test that is skipped is a failure there.
export default defineConfig({
  testDir: "e2e",
  outputDir: "e2e/results",
  snapshotPathTemplate: "e2e/pictures/{arg}{ext}",
  globalSetup: "./e2e/server.ts",
  workers: 1, // two cores, of which drawing takes one
  timeout: 90_000,
  expect: { timeout: 20_000, toHaveScreenshot: { maxDiffPixelRatio: 0.02, threshold: 0.2, animations: "disabled" } },
  forbidOnly: true,
  retries: 2, // software drawing on a busy machine is late now and then; what needed it is told as flaky
  reporter: [["list"], ["./e2e/reporter.ts"]],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "off",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--font-render-hinting=none", "--force-color-profile=srgb", "--js-flags=--expose-gc"],
    },
  },
});
