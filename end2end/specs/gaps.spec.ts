import { expect, test } from "../fixtures";
import { parseCsv } from "../support/text";
import { panel } from "../support/panel";

// The creator of the demo who took the authorisation back for two weeks.
const LOST_GRANT = "Luna 旅行笔记";

test("the calendar of a year shows every gap of the export, says why, and leads to its day", async ({ page, demo, signIn, visit, settled }) => {
  await signIn();
  await visit(`${demo}/creators?q=Luna`);
  const href = await page.getByRole("link", { name: LOST_GRANT }).first().getAttribute("href");
  const path = (href ?? "").split(/[?#]/)[0] ?? "";
  const id = path.split("/").at(-1) ?? "";
  const rows = parseCsv(await (await page.request.get(`${demo}/export/runs.csv?creator=${id}`)).text());
  const gaps = rows.filter((row) => row.state === "gap");
  expect(gaps.length, "two weeks without a grant").toBeGreaterThanOrEqual(13);
  const reasons = [...new Set(gaps.map((row) => row.reason))];
  const lost = gaps.filter((row) => row.reason === "grant_lost");
  expect(lost.length).toBeGreaterThanOrEqual(13);

  await visit(`${demo}${path}/collection`);
  const calendar = panel(page, "Calendar");
  await expect(calendar.locator("a:has(rect.gap)")).toHaveCount(gaps.length);
  await expect(calendar.locator("ul.gaps li")).toHaveCount(reasons.length);
  await expect(calendar.locator("ul.gaps li").first()).toContainText(`${lost.length} days`);

  const day = lost[0]?.period ?? "";
  const cell = calendar.locator(`a[href*="run=${day}"]`);
  await expect(cell.locator("title")).toContainText("Gap");
  await visit(`${demo}${path}/collection${(await cell.getAttribute("href"))?.split("#")[0]}`);
  await settled();
  const run = panel(page, /^Run · /);
  await expect(run).toContainText("Gap");
  await expect(run, "what can be done about it").toContainText(/[Aa]uthorise again/);
});

test("quotas are shown with what was used of them", async ({ page, demo, creator, visit }) => {
  await visit(`${demo}${creator}/collection`);
  const quota = panel(page, "Platform quota");
  await expect(quota.locator("tbody tr")).toHaveCount(5);
  await expect(quota).toContainText("fans.list");
  await expect(quota).toContainText(/Enough so far; resets/);
});
