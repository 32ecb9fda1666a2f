import { expect, test, words } from "../fixtures";
import { panel } from "../support/panel";

test("the collection page lists runs and capabilities and can collect now", async ({ page, demo, creator, visit }) => {
  await visit(`${demo}${creator}/collection`);
  expect(await panel(page, words.collection.runs).locator("tbody tr").count()).toBeGreaterThanOrEqual(28);
  expect(await panel(page, words.collection.capabilities).locator("tbody tr").count()).toBeGreaterThanOrEqual(4);
  await expect(page.getByRole("button", { name: words.collection.now })).toBeVisible();
});

test("collect now repeats nothing that is recorded", async ({ page, demo, creator, hydrated, settled, visit }) => {
  await visit(`${demo}${creator}/collection`);
  const today = panel(page, words.collection.today);
  const recorded = async (): Promise<void> => {
    await expect(async () => {
      if (!hydrated) await page.reload();
      await expect(today).toContainText(words.collection.recorded, { timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
  };
  test.slow();
  await page.getByRole("button", { name: words.collection.now }).click();
  await recorded();
  await visit(`${demo}${creator}/collection`);
  await expect(today).toContainText(words.collection.recorded);
  const before = await panel(page, words.collection.runs).locator("tbody tr").count();
  await page.getByRole("button", { name: words.collection.now }).click();
  await settled();
  await expect(page).toHaveURL(/\/collection/);
  await recorded();
  await expect(panel(page, words.collection.runs).locator("tbody tr")).toHaveCount(before);
});
