import type { Locator } from "@playwright/test";

import { expect, test } from "../fixtures";
import { pages } from "../support/pages";

/** Whether anything is painted on it. */
async function isDrawn(canvas: Locator): Promise<boolean> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const pixels = element.getContext("2d")?.getImageData(0, 0, element.width, element.height).data ?? [];
    return Array.from(pixels).some((value) => value !== 0);
  });
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
      await chart.scrollIntoViewIfNeeded();
      const canvas = chart.locator("canvas").first();
      await expect(canvas, what).toBeVisible();
      await expect.poll(() => isDrawn(canvas), what).toBe(true);
      await page.waitForTimeout(400); // until the drawing stands still
      const before = await chart.screenshot();
      const box = await chart.boundingBox();
      if (!box) throw new Error(`${what} has no box`);
      const [x, y] = [box.x + box.width * 0.55, box.y + box.height * 0.4];
      await (isMobile ? page.touchscreen.tap(x, y) : page.mouse.move(x, y));
      await expect.poll(async () => (await chart.screenshot()).equals(before), `${what} answers the pointer`).toBe(false);
      charts += 1;
    }
  }
  expect(charts).toBeGreaterThanOrEqual(13);
});
