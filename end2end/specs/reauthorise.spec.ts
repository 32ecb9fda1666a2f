// A creator takes the authorisation back; the owner sends them a link, and recording goes on. Nobody else gets anywhere by it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Browser, BrowserContext, Page } from "@playwright/test";

import { expect, test, words } from "../fixtures";
import { findings } from "../support/axe";
import { Guard } from "../support/guard";
import { Pair } from "../support/pair";
import { panel } from "../support/panel";

// Noon in Beijing: the run of a day is due at 10:37.
const FIRST_DAY = "2026-06-01T04:00:00Z";
const NEXT_DAY = "2026-06-02T04:00:00Z";

/** Chooses an account on the platform's consent page and agrees. */
async function consentAs(page: Page, nickname: string): Promise<void> {
  await page.waitForURL(/\/platform\/oauth\/connect/);
  await page.getByRole("radio", { name: new RegExp(nickname) }).check();
  await page.getByRole("button", { name: words.consent.authorise }).click();
}

/** Somebody who is not signed in, in a browser of their own. */
async function visitor(browser: Browser, javaScriptEnabled: boolean, task: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled, locale: "en-US" });
  const guard = new Guard(context);
  guard.expect(/Failed to load resource.*4(03|10)/);
  if (!javaScriptEnabled) guard.expect(/was preloaded using link preload but not used/);
  try {
    await task(await context.newPage(), context);
    expect(guard.complaints(), "complaints of the visitor's browser").toEqual([]);
  } finally {
    await context.close();
  }
}

test("an owner sends a link, the right creator renews the grant by it, and nobody else", async ({ page, browser, hydrated, settled, visit }) => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), "fanscope-reauthorise-"));
  const pair = await Pair.in(folder, { creators: 3, fans: 300, now: FIRST_DAY });
  try {
    await pair.start();
    const [first, second, third] = await pair.creators();
    if (!first || !second || !third) throw new Error("the sandbox has three creators");

    // The owner, then a second creator, each with a run of the day.
    for (const { nickname } of [first, second]) {
      await page.goto(`${pair.origin}/auth/douyin/start`);
      await consentAs(page, nickname);
      await page.waitForURL(`${pair.origin}/creators/**`);
      await settled();
    }
    const collection = page.url();
    expect(collection).toMatch(/\/collection$/);
    const recorded = async (): Promise<void> => {
      await expect(async () => {
        await visit(collection);
        await expect(panel(page, words.collection.today)).toContainText(words.collection.recorded, { timeout: 1_000 });
      }).toPass({ timeout: 30_000 });
    };
    await recorded();
    await expect(page.getByRole("button", { name: words.links.make }), "nothing to ask for while the grant lasts").toHaveCount(0);

    // A day later the authorisation is gone, and today is missing.
    await pair.revoke(second.open_id);
    await pair.goTo(NEXT_DAY);
    await expect(async () => {
      await visit(collection);
      await expect(page.locator(".heading")).toContainText("Authorisation withdrawn", { timeout: 1_000 });
    }).toPass({ timeout: 30_000 });

    const accessible = async (shown: Page): Promise<void> => {
      if (hydrated) expect.soft(await findings(shown), shown.url()).toEqual([]);
    };

    /** Makes a link where the page says to authorise again; it stands in a field to be copied, this once. */
    const makeLink = async (): Promise<string> => {
      await visit(collection);
      await page.locator(".heading").getByRole("button", { name: words.links.make }).click();
      await settled();
      const field = page.getByRole("textbox");
      await expect(field).toHaveAttribute("readonly", "");
      const link = await field.inputValue();
      expect(link).toMatch(new RegExp(`^${pair.origin}/authorise/[0-9a-f]{32}$`));
      return link;
    };
    const replaced = await makeLink();
    const link = await makeLink();
    await accessible(page);
    await visit(`${pair.origin}/settings`);
    await expect(page.getByRole("button", { name: words.links.withdraw }), "one open link per creator").toHaveCount(1);
    await accessible(page);
    expect(await page.content(), "never shown again").not.toContain(link.slice(-32));

    await visitor(browser, hydrated, async (stranger, context) => {
      expect((await stranger.goto(replaced))?.status()).toBe(410);
      await expect(stranger.getByRole("main")).toContainText(words.links.withdrawn);
      // Neither a stranger nor the owner's own account.
      for (const { nickname } of [third, first]) {
        await stranger.goto(link);
        await expect(stranger.getByRole("main")).toContainText(second.nickname);
        await stranger.getByRole("link", { name: words.links.authorise }).click();
        await consentAs(stranger, nickname);
        await stranger.waitForURL(`${pair.origin}/sign-in/other-account`);
        await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(words.links.other);
      }
      expect((await context.cookies(pair.origin)).map(({ name }) => name), "nobody is signed in").not.toContain("fanscope");
      await stranger.goto(`${pair.origin}/creators`);
      await expect(stranger).not.toHaveURL(/\/creators$/);
    });
    await visit(collection);
    await expect(page.locator(".heading"), "no grant was touched").toContainText("Authorisation withdrawn");
    await visit(`${pair.origin}/creators`);
    await expect(page.getByRole("main"), "no creator was added").not.toContainText(third.nickname);

    await visitor(browser, hydrated, async (creator, context) => {
      await creator.goto(link);
      await accessible(creator);
      await creator.getByRole("link", { name: words.links.authorise }).click();
      await consentAs(creator, second.nickname);
      await creator.waitForURL(`${pair.origin}/authorised`);
      await expect(creator.getByRole("heading", { level: 1 })).toHaveText(words.links.done);
      await accessible(creator);
      expect((await context.cookies(pair.origin)).map(({ name }) => name), "nobody is signed in").not.toContain("fanscope");
      expect((await creator.goto(link))?.status(), "it works once").toBe(410);
      await expect(creator.getByRole("main")).toContainText(words.links.used);
    });
    await recorded();
    await expect(page.locator(".heading")).toContainText(/1(39|40) days of authorisation left/);
    const plan = panel(page, "Authorisation, next six months").getByRole("img", { name: /renewals .*; a new authorisation is needed after 20 Oct 2026/ });
    await expect(plan).toHaveCount(1);
    await visit(`${pair.origin}/settings`);
    await expect(page.getByRole("button", { name: words.links.withdraw })).toHaveCount(0);
  } finally {
    await pair.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
