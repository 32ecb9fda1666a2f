// Full-page pictures of every page: `npm run screenshots` with SCREENSHOTS=<folder>.
import { defineConfig } from "@playwright/test";

import type { Options } from "./fixtures";
import { chromium } from "./support/browser";

export default defineConfig<Options>({
  testDir: ".",
  testMatch: "screenshots.ts",
  outputDir: "test-results/artifacts",
  globalSetup: "./support/global-setup.ts",
  workers: 2,
  timeout: 180_000,
  reporter: "list",
  use: { browserName: "chromium", launchOptions: chromium, hydrated: true },
});
