import { join } from "node:path";

import { test } from "./fixtures";
import { pages } from "./support/pages";

const folder = process.env.SCREENSHOTS;
if (!folder) throw new Error("SCREENSHOTS names the folder the pictures go to");

for (const locale of ["zh-CN", "en-US"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1440, 390]) {
      test.describe(`${locale} ${colorScheme} ${width}`, () => {
        test.use({ locale, colorScheme, viewport: { width, height: width === 390 ? 844 : 900 }, isMobile: width === 390, hasTouch: width === 390 });

        test("pictures", async ({ page, demo, signIn, visit }) => {
          const shoot = async (name: string, path: string): Promise<void> => {
            await visit(demo + path);
            for (const chart of await page.locator("[data-chart]").all()) await chart.scrollIntoViewIfNeeded();
            await page.waitForLoadState("networkidle");
            await page.screenshot({ path: join(folder, `${name}-${locale}-${colorScheme}-${width}.png`), fullPage: true });
          };
          await shoot("landing", "/");
          await signIn();
          await visit(`${demo}/creators`);
          const href = await page.locator('main a[href^="/creators/"]').first().getAttribute("href");
          for (const { name, path } of pages(href?.split(/[?#]/)[0] ?? "")) await shoot(name, path);
        });
      });
    }
  }
}
