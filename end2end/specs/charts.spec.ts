import type { Locator, Page } from "@playwright/test";

import { expect, test } from "../fixtures";
import { pages } from "../support/pages";

/** Whether anything is painted on it. */
async function isDrawn(canvas: Locator): Promise<boolean> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const copy = new OffscreenCanvas(element.width, element.height).getContext("2d", { willReadFrequently: true });
    copy?.drawImage(element, 0, 0);
    return Array.from(copy?.getImageData(0, 0, element.width, element.height).data ?? []).some((value) => value !== 0);
  });
}

/** Places in the plot, as shares of its width and height, where a patch of seven pixels has one bright colour: dots. */
async function dots(canvas: Locator): Promise<[number, number][]> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    // A copy is read: of the chart's own canvas the browser would complain.
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    const found: [number, number][] = [];
    if (!copy) return found;
    copy.drawImage(element, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    const colour = (x: number, y: number) => Array.from(data.slice(4 * (y * width + x), 4 * (y * width + x) + 3));
    const isBright = (rgb: number[]) => Math.max(...rgb) - Math.min(...rgb) > 60;
    for (let y = Math.round(height * 0.08); y < height * 0.85 && found.length < 8; y += 3) {
      for (let x = Math.round(width * 0.08); x < width * 0.97 && found.length < 8; x += 3) {
        const centre = colour(x, y);
        if (!isBright(centre)) continue;
        const same = (dx: number, dy: number) => colour(x + dx, y + dy).every((value, at) => Math.abs(value - (centre[at] ?? 0)) < 12);
        const isDot = [-3, -2, -1, 1, 2, 3].every((step) => same(step, 0) && same(0, step));
        const isNew = found.every(([left, top]) => Math.hypot(left * width - x, top * height - y) > 20);
        if (isDot && isNew) found.push([x / width, y / height]);
      }
    }
    return found;
  });
}

/** Whether the picture changes under the pointer, which is led to the middle and then to the dots. */
async function answers(page: Page, chart: Locator, isMobile: boolean): Promise<boolean> {
  const before = await chart.screenshot();
  const canvas = chart.locator("canvas").first();
  const box = await canvas.boundingBox();
  if (!box) return false;
  for (const [x, y] of [[0.55, 0.4] as [number, number], ...(await dots(canvas))]) {
    const [left, top] = [box.x + box.width * x, box.y + box.height * y];
    await (isMobile ? page.touchscreen.tap(left, top) : page.mouse.move(left, top));
    await page.waitForTimeout(150);
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
