import { expect, test, words } from "../fixtures";
import { panel } from "../support/panel";

test("today's run can be watched until it is recorded", async ({ page, demo, visitor, hydrated, visit }) => {
  test.slow();
  await visit(`${demo}${visitor}/collection`);
  const today = panel(page, words.collection.today);
  // Hydrated, the page follows the run by itself; without JavaScript it is asked again.
  await expect(async () => {
    if (!hydrated) await page.reload();
    await expect(today).toContainText(words.collection.recorded, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(today.getByRole("listitem").first(), "the steps of the run stay visible").toBeVisible();
});

test("progress is told to those who may see the creator", async ({ page, demo, creator }) => {
  const unknown = await page.request.get(`${demo}/creators/nobody/collection/events`, { headers: { accept: "text/event-stream" } });
  expect(unknown.status()).toBe(404);
  const anonymous = await fetch(`${demo}${creator}/collection/events`, { redirect: "manual" });
  expect(anonymous.status).toBe(401);
  await anonymous.body?.cancel();
});
