import { dimensions, expect, test } from "../fixtures";
import { number } from "../support/table";

for (const dimension of dimensions) {
  test(`the audience by ${dimension} lists its buckets, and their shares make a whole`, async ({ page, demo, creator, visit }) => {
    await visit(`${demo}${creator}/audience/${dimension}`);
    const table = page.getByRole("table").filter({ has: page.getByRole("columnheader", { name: /share/i }) }).first();
    const column = await table.getByRole("columnheader").evaluateAll((headers) => headers.findIndex((header) => /share/i.test(header.textContent ?? "")));
    const rows = table.locator("tbody tr");
    expect(await rows.count()).toBeGreaterThanOrEqual(2);
    const shares = await rows.evaluateAll((all, at) => all.map((row) => row.children[at]?.textContent ?? ""), column);
    const sum = shares.reduce((total, text) => total + (number(text) ?? Number.NaN), 0);
    expect(sum).toBeGreaterThan(98);
    expect(sum).toBeLessThan(102);
  });
}

test("a dimension that does not exist is not found", async ({ page, demo, creator, guard }) => {
  guard.expect(/Failed to load resource.*404/);
  const answer = await page.goto(`${demo}${creator}/audience/shoe_size`);
  expect(answer?.status()).toBe(404);
});
