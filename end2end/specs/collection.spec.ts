import { expect, test, words } from "../fixtures";

test("the collection page lists runs and capabilities and can collect now", async ({ page, demo, creator, visit }) => {
  await visit(`${demo}${creator}/collection`);
  await expect(page.getByRole("heading", { name: words.collection.runs }).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: words.collection.capabilities }).first()).toBeVisible();
  await expect(page.getByRole("table").first().locator("tbody tr").first()).toContainText(/\d{4}-\d{2}-\d{2}/);
  await expect(page.getByRole("button", { name: words.collection.now })).toBeVisible();
});

test("collect now is safe to press again", async ({ page, demo, creator, settled, visit }) => {
  await visit(`${demo}${creator}/collection`);
  await page.getByRole("button", { name: words.collection.now }).click();
  await settled();
  await expect(page).toHaveURL(/\/collection/);
  await expect(page.getByRole("main")).toContainText(words.collection.recorded, { timeout: 30_000 });
});
