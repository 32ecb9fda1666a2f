// The platform changes its labels, and a day is missed: the pages and the CSV say so, and nothing jumps in silence.
import { expect, test, words } from "../fixtures";
import { Days } from "../support/days";
import { column, panel, read } from "../support/panel";
import { parseCsv } from "../support/text";

const FIRST = "2026-06-10";
// The portrait is ready two days after the consent. On 11 June nobody collected.
const BEFORE = ["2026-06-12", "2026-06-13"];
const AFTER = ["2026-06-14", "2026-06-15"];
const LAST = "2026-06-15";

test.describe("a changed label set and a missed day", () => {
  let days: Days;
  let signedIn: Awaited<ReturnType<Days["signIn"]>>;

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    days = await Days.create();
    signedIn = await days.signIn(FIRST, "2020");
    for (const day of BEFORE) await days.record(day, "2020");
    for (const day of AFTER) await days.record(day, "2019");
    await days.serve(LAST);
  });
  test.afterAll(async () => days?.remove());
  test.beforeEach(async ({ context }) => context.addCookies([{ ...signedIn.cookie, url: days.origin }]));

  test("the splice is a mark on the chart, a sentence, a row of the table", async ({ page, visit, hydrated }) => {
    await visit(`${days.origin}${signedIn.creator}/audience/age?period=30`);
    const over = panel(page, words.audience.overTime);
    await expect(over.locator(".splice-note")).toHaveText("The platform changed its age groups on 14 Jun; before and after are not comparable.");
    await expect(over.locator(".legend")).toContainText(words.audience.splice);
    if (hydrated) {
      await over.locator("[data-chart]").first().scrollIntoViewIfNeeded();
      await expect(over.locator("canvas").first()).toBeVisible();
    }

    const table = await read(over.locator("table").first());
    const order = table.rows.map(([day]) => day ?? "");
    const at = order.findIndex((text) => text.startsWith("The platform changed"));
    expect(order.slice(at - 1, at + 2), "newest first: the row stands below the first day of the new labels").toEqual([AFTER[0], order[at], BEFORE[1]]);
    const known = (label: string): string[] => {
      const cells = column({ ...table, rows: table.rows.filter((row) => row.length > 1) }, label);
      return table.rows.filter((row) => row.length > 1).filter((_, index) => cells[index] !== "—").map(([day]) => day ?? "").sort();
    };
    expect(known("24–30"), "a band of the old set").toEqual(BEFORE);
    expect(known("26–32"), "a band of the new set").toEqual(AFTER);

    const option = await (await page.request.get(`${days.origin}${signedIn.creator}/chart/composition-age.json?period=30`)).json();
    expect(option.series[0].markLine.data.map((mark: { xAxis: string }) => mark.xAxis)).toEqual([AFTER[0]]);
  });

  test("the CSV names the set of each row", async ({ page }) => {
    const creator = signedIn.creator.split("/").at(-1);
    const rows = parseCsv(await (await page.request.get(`${days.origin}/export/portrait.csv?creator=${creator}`)).text());
    const of = (dimension: string, day: string) => [...new Set(rows.filter((row) => row.dimension === dimension && row.day === day).map((row) => row.scheme))];
    for (const day of BEFORE) expect(of("age", day), day).toEqual(["1"]);
    for (const day of AFTER) expect(of("age", day), day).toEqual(["2"]);
    for (const day of [...BEFORE, ...AFTER]) expect(of("region", day), `${day}: the provinces are the same`).toEqual(["1"]);
  });

  test("the missed day is healed where it can be, and says so", async ({ page, visit }) => {
    await visit(`${days.origin}${signedIn.creator}?period=30`);
    const growth = panel(page, words.overview.growth);
    await expect(growth.locator(".healed-note")).toContainText("1 day was filled in later");
    const table = await read(growth.locator("table").first());
    const missed = table.rows.find(([day]) => day === "2026-06-11");
    expect(missed?.at(-1)).toBe("daily series · healed: no run that day, read later");

    await visit(`${days.origin}${signedIn.creator}/collection?run=2026-06-11`);
    await expect(page.locator("svg.calendar title", { hasText: "11 Jun 2026: Gap" })).toHaveText(/its fan counts were read later$/);
    await expect(page.locator("#run .healed-note")).toContainText("Portraits and lists cannot be read later.");
  });
});
