import { defineConfig } from "@playwright/test";

import type { Options } from "./fixtures";
import { chromium } from "./support/browser";

const desktop = { width: 1440, height: 900 };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

export default defineConfig<Options>({
  testDir: "specs",
  outputDir: "test-results/artifacts",
  globalSetup: "./support/global-setup.ts",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/results.json" }]],
  use: {
    browserName: "chromium",
    launchOptions: chromium,
    locale: "en-US",
    timezoneId: "Europe/Berlin", // not the platform's: days must not depend on it
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "desktop-hydrated", use: { viewport: desktop, hydrated: true } },
    { name: "phone-hydrated", use: { ...phone, hydrated: true } },
    { name: "desktop-nojs", use: { viewport: desktop, javaScriptEnabled: false, hydrated: false } },
  ],
});
