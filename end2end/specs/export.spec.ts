import { expect, test, words } from "../fixtures";
import { number, parseCsv } from "../support/table";

test("Export CSV gives what the growth table shows", async ({ page, demo, creator, visit }) => {
  await visit(`${demo}${creator}?period=30d`);
  const panel = page.getByRole("region", { name: words.overview.growth }).first();
  const href = await panel.getByRole("link", { name: words.exportCsv }).first().getAttribute("href");
  expect(href).toMatch(/^\/export\/growth\.csv\?/);
  const answer = await page.request.get(new URL(href ?? "", demo).href);
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toMatch(/^text\/csv/);
  expect(answer.headers()["content-disposition"]).toContain("attachment");

  const exported = new Map(parseCsv(await answer.text()).map((row) => [row.day, row]));
  const columns = await panel.getByRole("columnheader").allInnerTexts();
  const shown = await panel.locator("tbody tr").evaluateAll((rows) => rows.map((row) => Array.from(row.children, (cell) => cell.textContent?.trim() ?? "")));
  expect(shown.length).toBe(exported.size);
  for (const cells of shown) {
    const day = cells[0]?.match(/\d{4}-\d{2}-\d{2}/)?.[0] ?? "";
    for (const [name, column] of [["total_fans", /total/i], ["new_fans", /new/i], ["lost_fans", /lost/i], ["net_fans", /net/i]] as const) {
      const at = columns.findIndex((heading) => column.test(heading));
      expect(at, `the table has a column for ${name}`).toBeGreaterThan(0);
      const value = exported.get(day)?.[name];
      expect(number(cells[at] ?? ""), `${name} of ${day}`).toBe(value === "" ? undefined : Number(value));
    }
  }
});

test("an export is refused without a session and with a malformed day", async ({ page, demo, creator }) => {
  const id = creator.split("/").at(-1);
  const anonymous = await fetch(`${demo}/export/growth.csv?creator=${id}`, { redirect: "manual" });
  expect(anonymous.status).toBe(401);
  for (const [query, status] of [[`creator=${id}&from=yesterday`, 400], ["creator=nobody", 404]] as const) {
    expect((await page.request.get(`${demo}/export/growth.csv?${query}`)).status(), query).toBe(status);
  }
  expect((await page.request.get(`${demo}/export/horoscope.csv`)).status()).toBe(404);
});
