import { dimensions, expect, test, words } from "../fixtures";
import { column, panel, read } from "../support/panel";
import { number } from "../support/text";

for (const dimension of dimensions) {
  test(`the audience by ${dimension} ranks its items, and their shares make a whole`, async ({ page, demo, creator, visit }) => {
    await visit(`${demo}${creator}/audience/${dimension}`);
    const ranking = await read(panel(page, words.audience.ranking).locator("table").first());
    expect(ranking.rows.length).toBeGreaterThanOrEqual(2);
    const sum = column(ranking, words.audience.share).reduce((total, text) => total + (number(text) ?? Number.NaN), 0);
    expect(sum).toBeGreaterThan(98);
    expect(sum).toBeLessThan(102);
  });
}

test("a dimension that does not exist is not found", async ({ page, demo, creator, guard }) => {
  guard.expect(/Failed to load resource.*404/);
  const answer = await page.goto(`${demo}${creator}/audience/shoe_size`);
  expect(answer?.status()).toBe(404);
});
