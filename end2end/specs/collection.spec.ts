import { expect, test, words } from "../fixtures";
import { parseCsv } from "../support/text";
import { panel } from "../support/panel";

test("the collection page lists runs and capabilities", async ({ page, demo, creator, visit }) => {
  await visit(`${demo}${creator}/collection`);
  expect(await panel(page, words.collection.runs).locator("tbody tr").count()).toBeGreaterThanOrEqual(28);
  expect(await panel(page, words.collection.capabilities).locator("tbody tr").count()).toBeGreaterThanOrEqual(4);
});

test("collect now repeats nothing that is recorded", async ({ page, demo, visitor, hydrated, visit }) => {
  test.slow();
  await visit(`${demo}${visitor}/collection`);
  const today = panel(page, words.collection.today);
  await expect(async () => {
    if (!hydrated) await page.reload();
    await expect(today).toContainText(words.collection.once, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: words.collection.now }), "nothing is left to collect").toHaveCount(0);
  const id = visitor.split("/").at(-1) ?? "";
  const runs = async () => parseCsv(await (await page.request.get(`${demo}/export/runs.csv?creator=${id}`)).text());
  const before = await runs();
  // A page that was open before still has the button.
  const form = { form: { creator: id }, headers: { origin: demo, accept: "text/html", referer: page.url() }, maxRedirects: 0 };
  const answer = await page.request.post(`${demo}/api/collection/collect-now`, form);
  expect(answer.status(), "a plain form works").toBe(302);
  expect(answer.headers().location, "and comes back to its page").toMatch(/\/collection/);
  await page.reload();
  await expect(today).toContainText(words.collection.once);
  expect(await runs()).toEqual(before);
});
