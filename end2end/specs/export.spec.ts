import { expect, test, words } from "../fixtures";
import { column, panel, read } from "../support/panel";
import { number, parseCsv } from "../support/text";

const COLUMNS = { "Total fans": "total_fans", New: "new_fans", "Lost *": "lost_fans", Net: "net_fans" }; // * derived

test("Export CSV gives what the growth table shows", async ({ page, demo, creator, visit }) => {
  await visit(`${demo}${creator}?period=30`);
  const growth = panel(page, words.overview.growth);
  const href = await growth.getByRole("link", { name: words.exportCsv }).first().getAttribute("href");
  expect(href).toMatch(/^\/export\/growth\.csv\?/);
  const answer = await page.request.get(new URL(href ?? "", demo).href);
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toMatch(/^text\/csv/);
  expect(answer.headers()["content-disposition"]).toContain("attachment");

  const table = await read(growth.locator("table").first());
  const exported = parseCsv(await answer.text());
  expect(exported.length).toBeGreaterThanOrEqual(28);
  // Days of which nothing is known yet, today before its run, stand in the table and not in the file.
  const known = table.rows.filter((cells) => cells.slice(1).some((cell) => number(cell) !== undefined));
  expect(known.length).toBeLessThanOrEqual(exported.length);
  for (const row of exported) {
    const at = table.rows.findIndex(([day]) => day === row.day);
    expect(at, `the table has ${row.day}`).toBeGreaterThanOrEqual(0);
    for (const [heading, name] of Object.entries(COLUMNS)) {
      const value = row[name] === "" ? undefined : Number(row[name]);
      expect(number(column(table, heading)[at] ?? ""), `${name} of ${row.day}`).toBe(value);
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
