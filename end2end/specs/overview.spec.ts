import { expect, test, words } from "../fixtures";
import { number } from "../support/table";

test("the overview shows numbers, growth, portrait and flow", async ({ page, demo, creator, visit }) => {
  await visit(`${demo}${creator}`);
  const main = page.getByRole("main");
  await expect(main.getByText(words.overview.total).first()).toBeVisible();
  for (const name of [words.overview.growth, words.overview.portrait, words.overview.flow]) {
    await expect(main.getByRole("heading", { name }).first()).toBeVisible();
  }
});

test("behind the growth chart is a table with one row per day", async ({ page, demo, creator, visit }) => {
  await visit(`${demo}${creator}`);
  const rows = page.getByRole("region", { name: words.overview.growth }).first().locator("tbody tr");
  expect(await rows.count()).toBeGreaterThanOrEqual(7);
  const days = await rows.locator("th, td:first-child").evaluateAll((cells) => cells.map((cell) => cell.textContent?.match(/\d{4}-\d{2}-\d{2}/)?.[0]));
  expect(days.every(Boolean), "every row names its platform day").toBe(true);
  const numbers = (await rows.locator("td").allTextContents()).map(number).filter((value) => value !== undefined);
  expect(Math.max(...numbers)).toBeGreaterThan(0);
});

test("the period is part of the address and survives a reload", async ({ page, demo, creator, settled, visit }) => {
  await visit(`${demo}${creator}?period=7d`);
  const rows = page.getByRole("region", { name: words.overview.growth }).first().locator("tbody tr");
  const week = await rows.count();
  expect(week).toBeLessThanOrEqual(8);
  await visit(`${demo}${creator}?period=90d`);
  expect(await rows.count()).toBeGreaterThan(week);
  await page.reload();
  await settled();
  await expect(page).toHaveURL(/period=90d/);
  expect(await rows.count()).toBeGreaterThan(week);
});

test("the chart is drawn once it comes into view", async ({ page, demo, creator, hydrated, visit }) => {
  test.skip(!hydrated, "drawing is the one thing that needs JavaScript");
  await visit(`${demo}${creator}`);
  const canvas = page.getByRole("region", { name: words.overview.growth }).first().locator("canvas").first();
  await canvas.scrollIntoViewIfNeeded();
  await expect(canvas).toBeVisible();
  const drawn = await canvas.evaluate((element: HTMLCanvasElement) => {
    const pixels = element.getContext("2d")?.getImageData(0, 0, element.width, element.height).data ?? [];
    return Array.from(pixels).some((value) => value !== 0);
  });
  expect(drawn).toBe(true);
});
