// The demo is stopped, started again and a day passes: nothing that was recorded is lost, nobody is lost who still follows, no grant is revoked.
import type { APIRequestContext } from "@playwright/test";

import { authorise, expect, test, words } from "../fixtures";
import { panel } from "../support/panel";
import { Demo } from "../support/demo";
import { parseCsv, type Row } from "../support/text";

interface Truth {
  day: string;
  read: boolean;
  fans: { open_id: string }[];
  list: { complete: boolean | null } | null;
}

const DAY_SECONDS = 86_400;

async function exported(request: APIRequestContext, origin: string, dataset: string): Promise<Row[]> {
  const answer = await request.get(`${origin}/export/${dataset}.csv`);
  expect(answer.status(), dataset).toBe(200);
  return parseCsv(await answer.text());
}

const text = (row: Row): string => JSON.stringify(row);

test("a restart and a day later nothing is lost and nobody is revoked", async ({ page, hydrated, settled }) => {
  test.setTimeout(300_000);
  expect(hydrated).toBe(true);
  const demo = await Demo.create();
  try {
    await demo.start();
    await page.goto(`${demo.origin}/auth/douyin/start`);
    await authorise(page, demo.origin);
    const creators = await exported(page.request, demo.origin, "roster");
    expect(creators.length, "stories of the demo").toBeGreaterThanOrEqual(6);

    /** Collects today's snapshot of every creator by the button, and waits until all are recorded. */
    const collectAll = async (): Promise<void> => {
      for (const { creator } of creators) {
        await page.goto(`${demo.origin}/creators/${creator}/collection`);
        await settled();
        const today = panel(page, words.collection.today);
        await expect(today).toContainText(new RegExp(`${words.collection.once}|${words.collection.now}`));
        const button = today.getByRole("button", { name: words.collection.now });
        // A day that is recorded has no button, and while the schedule collects it cannot be pressed.
        if ((await button.count()) > 0 && (await button.isEnabled())) await button.click();
        await expect(today).toContainText(words.collection.recorded, { timeout: 60_000 });
      }
    };
    await collectAll();
    const before = {
      growth: await exported(page.request, demo.origin, "growth"),
      runs: await exported(page.request, demo.origin, "runs"),
      fans: await exported(page.request, demo.origin, "fans"),
      roster: await exported(page.request, demo.origin, "roster"),
    };
    const today = await demo.today();

    // A page that is still listening to its run would complain of a platform that is not there.
    await page.goto("about:blank");
    await demo.restart();
    const again = { growth: await exported(page.request, demo.origin, "growth"), runs: await exported(page.request, demo.origin, "runs") };
    expect(again.growth.map(text), "the session and the history survive").toEqual(before.growth.map(text));
    expect(again.runs.map(text)).toEqual(before.runs.map(text));
    expect(await demo.today(), "the clock goes on").toBe(today);

    await demo.advance(DAY_SECONDS);
    const tomorrow = await demo.today();
    expect(tomorrow > today).toBe(true);
    await collectAll();

    const runs = await exported(page.request, demo.origin, "runs");
    const kept = new Set(runs.map(text));
    expect(before.runs.filter((run) => !kept.has(text(run))), "runs that were recorded").toEqual([]);
    const fresh = runs.filter((run) => run.period === tomorrow);
    expect(fresh.map((run) => run.creator).sort()).toEqual(creators.map((row) => row.creator).sort());
    expect(runs.filter((run) => run.period !== undefined && run.period >= today && run.state === "gap"), "days lost").toEqual([]);

    const growth = new Set((await exported(page.request, demo.origin, "growth")).map(({ creator, day }) => `${creator} ${day}`));
    expect(before.growth.filter(({ creator, day }) => !growth.has(`${creator} ${day}`)), "days of the history that are gone").toEqual([]);

    const roster = await exported(page.request, demo.origin, "roster");
    for (const row of roster) {
      const earlier = before.roster.find(({ creator }) => creator === row.creator);
      expect(Number(row.grant_days_left), `${row.nickname} is not revoked`).toBeGreaterThan(0);
      expect(Number(earlier?.grant_days_left) - Number(row.grant_days_left), `${row.nickname}: a day less, or renewed`).toBeLessThanOrEqual(1);
      expect(row.snapshot_day, `${row.nickname} has today's snapshot`).toBe(tomorrow);
    }

    const fans = await exported(page.request, demo.origin, "fans");
    let compared = 0;
    for (const { open_id, nickname } of await demo.creators()) {
      const truth = await demo.truth<Truth>(open_id, tomorrow);
      expect(truth.read, `${nickname} stands`).toBe(true);
      if (truth.list?.complete !== true) continue;
      const creator = roster.find((row) => row.nickname === nickname)?.creator;
      const present = fans.filter((row) => row.creator === creator && row.left_day === "").map((row) => row.open_id);
      expect(present.sort(), `${nickname}: who is there, and so who is lost, is the platform's truth`).toEqual(truth.fans.map((fan) => fan.open_id).sort());
      compared += 1;
    }
    expect(compared, "creators with complete lists").toBeGreaterThanOrEqual(3);
    const known = new Set(fans.map(({ creator, open_id }) => `${creator} ${open_id}`));
    expect(before.fans.filter(({ creator, open_id }) => !known.has(`${creator} ${open_id}`)), "people the ledger forgot").toEqual([]);

    // The platform tells of a withdrawal at once: only a new consent helps from then on, and that is what is offered.
    const [first] = await demo.creators();
    const creator = roster.find((row) => row.nickname === first?.nickname)?.creator;
    await demo.revoke(first?.open_id ?? "");
    await demo.advance(DAY_SECONDS);
    await page.goto(`${demo.origin}/creators/${creator}/collection`);
    await settled();
    await expect(async () => {
      await page.reload();
      await expect(panel(page, words.collection.today).getByRole("link", { name: words.reauthorise })).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
    await expect(page.getByText("Authorisation withdrawn").first()).toBeVisible();
    await expect(page.getByRole("button", { name: words.collection.now }), "it could not succeed").toHaveCount(0);
  } finally {
    await demo.remove();
  }
});
