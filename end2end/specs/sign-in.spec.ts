import { authorise, cookieNames, expect, openConsent, test, words } from "../fixtures";

test("a visitor signs in to the demo by the consent page and out again", async ({ page, context, demo, signIn, settled, visit }) => {
  await signIn();
  expect(await cookieNames(context, demo)).toContain("fanscope");

  await page.locator("summary", { hasText: words.menu }).click();
  await page.getByRole("button", { name: words.signOut }).click();
  await expect(page).toHaveURL(/\/(\?.*)?$/);
  await settled();
  await visit(`${demo}/creators`);
  await expect(page, "the roster is closed to a visitor").not.toHaveURL(/\/creators$/);
  await expect(page.getByRole("link", { name: words.landing.tryDemo }).first()).toBeVisible();
});

test("the consent page offers several creators and each scope as a choice", async ({ page, demo, visit }) => {
  await visit(`${demo}/`);
  await openConsent(page, page.getByRole("link", { name: words.landing.tryDemo }));
  expect(await page.getByRole("radio").count()).toBeGreaterThanOrEqual(6);
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(1);
  expect(await page.getByRole("checkbox").count()).toBeGreaterThanOrEqual(4);
});

test("a refused consent says so and signs nobody in", async ({ page, demo, guard, visit }) => {
  guard.expect(/Failed to load resource.*40[013]/);
  await visit(`${demo}/`);
  await openConsent(page, page.getByRole("link", { name: words.landing.tryDemo }));
  await page.getByRole("button", { name: words.consent.refuse }).click();
  await page.waitForURL((url) => url.origin === demo);
  await expect(page.getByRole("main")).toContainText(words.refused);

  await visit(`${demo}/creators`);
  await expect(page).not.toHaveURL(/\/creators$/);
});

test("the callback works from another site", async ({ page, context, serve, settled, visit }) => {
  await visit(`${serve}/`);
  await openConsent(page, page.getByRole("link", { name: words.landing.signIn }));
  expect(new URL(page.url()).hostname, "the platform is another site than the app").toBe("localhost");
  await authorise(page, serve);
  await settled();
  expect(await cookieNames(context, serve)).toContain("fanscope");
  await expect(page.locator("summary", { hasText: words.menu })).toBeVisible();
});

test("a callback with a foreign state is turned away", async ({ page, context, demo, guard, visit }) => {
  guard.expect(/Failed to load resource.*40[0-9]/);
  const answer = await page.goto(`${demo}/auth/douyin/callback?code=nobody&state=foreign`);
  expect(answer?.status()).toBeGreaterThanOrEqual(400);
  expect(answer?.status()).toBeLessThan(500);
  await visit(`${demo}/creators`);
  await expect(page).not.toHaveURL(/\/creators$/);
  expect(await context.cookies(demo)).not.toContainEqual(expect.objectContaining({ name: "__Host-fanscope" }));
});
