import type { Locator, Page } from "@playwright/test";

import { expect, test } from "../fixtures";
import { pages } from "../support/pages";

/** Whether anything is painted on it. */
async function isDrawn(canvas: Locator): Promise<boolean> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const pixels = element.getContext("2d")?.getImageData(0, 0, element.width, element.height).data ?? [];
    return Array.from(pixels).some((value) => value !== 0);
  });
}

/** Whether the picture changes under the pointer, which is led to the middle and then, for charts of dots, everywhere. */
async function answers(page: Page, chart: Locator, isMobile: boolean): Promise<boolean> {
  const before = await chart.screenshot();
  const box = await chart.boundingBox();
  if (!box) return false;
  const across = Array.from({ length: 40 }, (_, at) => 0.06 + at * 0.0225);
  const down = Array.from({ length: 20 }, (_, at) => 0.08 + at * 0.04);
  const places = [[0.55, 0.4], ...across.flatMap((x) => down.map((y) => [x, y]))] as [number, number][];
  for (const [index, [x, y]] of places.entries()) {
    const [left, top] = [box.x + box.width * x, box.y + box.height * y];
    await (isMobile ? page.touchscreen.tap(left, top) : page.mouse.move(left, top));
    // Looking is slow: after the first place, at every tenth.
    if (index > 0 && index % 10 !== 0) continue;
    if (index === 0) await page.waitForTimeout(150);
    if (!(await chart.screenshot()).equals(before)) return true;
  }
  return false;
}

// Tooltips are painted, not elements: an open one is seen by its pixels. The guard hears any complaint of the browser about them.
test("every chart is drawn once it comes into view, and opens its tooltip", async ({ page, demo, creator, hydrated, isMobile, visit }) => {
  test.skip(!hydrated, "drawing is the one thing that needs JavaScript");
  test.setTimeout(180_000);
  let charts = 0;
  for (const { name, path } of pages(creator)) {
    await visit(demo + path);
    for (const chart of await page.locator("[data-chart]").all()) {
      if (!(await chart.isVisible())) continue;
      const what = `${name}: ${await chart.getAttribute("data-chart")}`;
      // A run that ends meanwhile renews the panels of its page, and with them their charts.
      await expect(async () => {
        await chart.scrollIntoViewIfNeeded();
        const canvas = chart.locator("canvas").first();
        await expect(canvas, what).toBeVisible();
        await expect.poll(() => isDrawn(canvas), what).toBe(true);
        await page.waitForTimeout(400); // until the drawing stands still
        expect(await answers(page, chart, isMobile), `${what} answers the pointer`).toBe(true);
      }).toPass({ timeout: 60_000 });
      charts += 1;
    }
  }
  expect(charts).toBeGreaterThanOrEqual(13);
});
