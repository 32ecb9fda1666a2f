// Pictures of every page: `npm run screenshots` with SCREENSHOTS=<folder>. See screenshots.ts.
import { defineConfig } from "@playwright/test";

import type { Options } from "./fixtures";
import { chromium } from "./support/browser";

export default defineConfig<Options>({
  testDir: ".",
  testMatch: "screenshots.ts",
  outputDir: "test-results/artifacts",
  globalSetup: "./support/global-setup.ts",
  workers: 1, // the last creator's grant is withdrawn on the way
  timeout: 300_000,
  reporter: "list",
  use: { browserName: "chromium", launchOptions: chromium, hydrated: true },
});
