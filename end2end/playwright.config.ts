import { defineConfig } from "@playwright/test";

import type { Options } from "./fixtures";
import { chromium } from "./support/browser";

const desktop = { width: 1440, height: 900 };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

/** It has a demo of its own, and takes as long as recording one: once is enough. */
const restart = /restart\.spec\.ts$/;

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
    { name: "desktop-hydrated", testIgnore: restart, use: { viewport: desktop, hydrated: true } },
    { name: "phone-hydrated", testIgnore: restart, use: { ...phone, hydrated: true } },
    { name: "desktop-nojs", testIgnore: restart, use: { viewport: desktop, javaScriptEnabled: false, hydrated: false } },
    { name: "restart", testMatch: restart, use: { viewport: desktop, hydrated: true } },
  ],
});
