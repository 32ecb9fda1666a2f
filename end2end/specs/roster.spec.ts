import { expect, test, words } from "../fixtures";

test("the roster has a row for each creator of the demo, and each leads to its overview", async ({ page, demo, signIn, visit, settled }) => {
  await signIn();
  await visit(`${demo}/creators`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(words.roster.heading);
  const links = page.locator('main tbody a[href^="/creators/"]');
  expect(await links.count()).toBeGreaterThanOrEqual(6);

  const name = (await links.first().innerText()).trim().split("\n").at(-1) ?? ""; // after the initial
  await links.first().click();
  await settled();
  await expect(page).toHaveURL(/\/creators\/[^/]+$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
});

test("a creator nobody has is not found", async ({ page, demo, guard, signIn }) => {
  guard.expect(/Failed to load resource.*404/);
  await signIn();
  const answer = await page.goto(`${demo}/creators/nobody`);
  expect(answer?.status()).toBe(404);
});
