import { expect, test, words } from "../fixtures";
import { column, panel, read } from "../support/panel";
import { choosePeriod } from "../support/period";
import { number } from "../support/text";

test("the overview shows numbers, growth, portrait and flow", async ({ page, demo, creator, visit }) => {
  await visit(`${demo}${creator}`);
  await expect(page.getByRole("main").getByText(words.overview.total).first()).toBeVisible();
  for (const title of [words.overview.growth, words.overview.portrait, words.overview.flow]) {
    await expect(panel(page, title)).toBeVisible();
  }
});

test("behind the growth chart is a table with every day of the period", async ({ page, demo, creator, visit }) => {
  await visit(`${demo}${creator}?period=30`);
  const table = await read(panel(page, words.overview.growth).locator("table").first());
  expect(table.rows.length).toBe(30);
  const totals = column(table, words.overview.total).map(number).filter((total) => total !== undefined);
  expect(totals.length, "the pre-selected creator is a steady one").toBeGreaterThanOrEqual(28);
  expect(Math.min(...totals)).toBeGreaterThan(0);
});

test("the period is part of the address and survives a reload", async ({ page, demo, creator, settled, visit }) => {
  await visit(`${demo}${creator}?period=7`);
  const rows = panel(page, words.overview.growth).locator("tbody tr");
  await expect(rows).toHaveCount(7);
  await choosePeriod(page, "90 days");
  await expect(page).toHaveURL(/period=90/);
  await expect(rows).toHaveCount(90);
  await page.reload();
  await settled();
  await expect(page).toHaveURL(/period=90/);
  await expect(rows).toHaveCount(90);
});
