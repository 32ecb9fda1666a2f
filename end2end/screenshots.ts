// Full-page pictures of every page of five creators, and one small sheet of them per creator and look for docs/screenshots.
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Browser, Page } from "@playwright/test";

import { authorise, expect, openConsent, test } from "./fixtures";
import { pages } from "./support/pages";
import { panel } from "./support/panel";
import { parseCsv } from "./support/text";

const folder = process.env.SCREENSHOTS;
if (!folder) throw new Error("SCREENSHOTS names the folder the pictures go to");
const sheets = join(folder, "sheets");

/** The stories of the sandbox that show what pages have to cope with; the last is nobody's yet: somebody who signed in a moment ago. */
const STORIES = { small: "steady", capped: "capped", new: "brand_new", expired: "lost_grant", today: undefined } as const;
const LOOKS = [
  { locale: "zh-CN", colorScheme: "light", width: 1440 },
  { locale: "en-US", colorScheme: "dark", width: 1440 },
  { locale: "en-US", colorScheme: "light", width: 390 },
  { locale: "zh-CN", colorScheme: "dark", width: 390 },
] as const;

interface Cast {
  open_id: string;
  nickname: string;
  story: { name: string };
}

async function draw(page: Page): Promise<void> {
  for (const chart of await page.locator("[data-chart]").all()) {
    if (await chart.isVisible()) await chart.scrollIntoViewIfNeeded();
  }
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(600); // until the charts stand still
}

/** Signs in where nothing was recorded before, and waits for the run that begins at once. */
async function firstEvening(page: Page, serve: string, visit: (url: string) => Promise<unknown>): Promise<string> {
  await visit(`${serve}/`);
  await openConsent(page, page.locator('a[href^="/auth/douyin/start"]'));
  await authorise(page, serve);
  const newest = async () => parseCsv(await (await page.request.get(`${serve}/export/roster.csv`)).text())[0];
  await expect.poll(async () => (await newest())?.snapshot_day ?? "", { timeout: 60_000 }).not.toBe("");
  return (await newest())?.creator ?? "";
}

/** The pictures side by side, a quarter of their size; those of a wide window a fifth. */
async function sheet(browser: Browser, pictures: string[], width: number, path: string): Promise<void> {
  const each = width > 1000 ? width / 5 : width / 4;
  const page = await browser.newPage({ viewport: { width: Math.ceil(pictures.length * (each + 8) + 8), height: 800 } });
  const images = await Promise.all(pictures.map(async (picture) => `data:image/png;base64,${(await readFile(picture)).toString("base64")}`));
  const body = images.map((image) => `<img src="${image}" width="${each}" style="vertical-align:top;margin:4px">`).join("");
  await page.setContent(`<body style="margin:4px;background:#888;white-space:nowrap;font-size:0">${body}</body>`);
  await page.screenshot({ path, fullPage: true, type: "jpeg", quality: 20 });
  await page.close();
}

for (const [kind, story] of Object.entries(STORIES)) {
  test.describe(kind, () => {
    for (const { locale, colorScheme, width } of LOOKS) {
      const phone = width === 390;
      const look = `${locale}-${colorScheme}-${width}`;
      test.describe(look, () => {
        test.use({ locale, colorScheme, viewport: { width, height: phone ? 844 : 900 }, isMobile: phone, hasTouch: phone, deviceScaleFactor: 1 });

        /** The creator of a story of the demo. */
        async function creatorOf(page: Page, demo: string, visit: (url: string) => Promise<unknown>): Promise<string> {
          const platform = process.env.END2END_PLATFORM;
          const cast = (await (await fetch(`${platform}/sandbox/creators`)).json()) as Cast[];
          const chosen = cast.find((creator) => creator.story.name === story);
          const roster = parseCsv(await (await page.request.get(`${demo}/export/roster.csv`)).text());
          const id = roster.find((row) => row.nickname === chosen?.nickname)?.creator;
          if (!id) throw new Error(`${story} is not on the roster`);
          if (kind === "expired" && look === `${LOOKS[0].locale}-${LOOKS[0].colorScheme}-${LOOKS[0].width}`) {
            // Everybody's day is recorded; then the grant ends, and the day after cannot be collected.
            const recorded = async (): Promise<Set<string | undefined>> => {
              const rows = parseCsv(await (await page.request.get(`${demo}/export/roster.csv`)).text());
              return new Set(rows.map((row) => row.snapshot_day));
            };
            const { day, unix } = (await (await fetch(`${platform}/sandbox/clock`)).json()) as { day: string; unix: number };
            const noon = Date.parse(`${day}T12:00:00+08:00`) / 1000;
            await fetch(`${platform}/sandbox/clock?advance=${Math.max(0, noon - unix)}`, { method: "POST" });
            await expect.poll(recorded, { timeout: 60_000 }).toEqual(new Set([day]));
            await fetch(`${platform}/sandbox/revoke?open_id=${chosen?.open_id}`, { method: "POST" });
            await fetch(`${platform}/sandbox/clock?advance=86400`, { method: "POST" });
            // The withdrawal is told at once; the day that cannot be collected any more is found by its run.
            const told = async () => {
              await visit(`${demo}/creators/${id}/collection`);
              return panel(page, /今天|Today/).innerText();
            };
            await expect.poll(told, { timeout: 60_000 }).toMatch(/未执行|Not run/);
          }
          return id;
        }

        test("pictures", async ({ browser, page, demo, serve, signIn, visit }) => {
          await mkdir(sheets, { recursive: true });
          const origin = story === undefined ? serve : demo;
          if (story !== undefined) await signIn();
          const id = story === undefined ? await firstEvening(page, serve, visit) : await creatorOf(page, demo, visit);
          const pictures: string[] = [];
          for (const { name, path } of pages(`/creators/${id}`)) {
            await visit(origin + path);
            await draw(page);
            const picture = join(folder, `${kind}-${name}-${look}.png`);
            // A window as tall as the page: what is fixed to the window's edge does not cover the middle.
            const height = await page.evaluate(() => document.documentElement.scrollHeight);
            await page.setViewportSize({ width, height });
            await page.screenshot({ path: picture });
            await page.setViewportSize({ width, height: phone ? 844 : 900 });
            pictures.push(picture);
          }
          await sheet(browser, pictures, width, join(sheets, `${kind}-${look}.jpg`));
        });
      });
    }
  });
}
