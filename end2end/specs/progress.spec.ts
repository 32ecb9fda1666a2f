import { expect, test, words } from "../fixtures";

test("today's run can be watched until it is recorded", async ({ page, demo, creator, hydrated, visit }) => {
  test.slow();
  await visit(`${demo}${creator}/collection`);
  const now = page.getByRole("button", { name: words.collection.now });
  await now.click();
  const today = page.getByRole("region", { name: /today/i }).first();
  await expect(today).toBeVisible();
  // Hydrated, the page follows the run by itself; without JavaScript it is asked again.
  await expect(async () => {
    if (!hydrated) await page.reload();
    await expect(today).toContainText(words.collection.recorded, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
});

test("progress is an event stream of this creator only", async ({ page, demo, creator }) => {
  const answer = await page.request.fetch(`${demo}/creators/nobody/collection/events`, { headers: { accept: "text/event-stream" } });
  expect(answer.status()).toBe(404);
  const anonymous = await fetch(`${demo}${creator}/collection/events`, { redirect: "manual" });
  expect(anonymous.status).toBe(401);
  await anonymous.body?.cancel();
});
