// What every spec uses: the two installations, pages that wait for hydration, and a guard that fails on any complaint of the browser.
import { type BrowserContext, type Locator, type Page, type Response, test as base, expect } from "@playwright/test";

import { Guard } from "./support/guard";
import { exclusive } from "./support/lock";
import { words } from "./support/words";

export { expect } from "@playwright/test";
export { dimensions, words } from "./support/words";

export interface Options {
  /** Whether the project runs the browser half; without it JavaScript is off. */
  hydrated: boolean;
}

interface Fixtures {
  /** Origin of `fanscope demo`. */
  demo: string;
  /** Origin of `fanscope serve`, whose platform is another site. */
  serve: string;
  /** Complaints of the browser; a spec names those it expects. */
  guard: Guard;
  /** Opens an address and returns when the page can be used; gives the answer to the first request. */
  visit: (url: string) => Promise<Response | null>;
  /** Waits until the page that is there can be used. */
  settled: () => Promise<void>;
  /** Signs in to the demo as the pre-selected creator, by the consent page. */
  signIn: () => Promise<void>;
  /** Signs in and returns the path of that workspace's first creator: `/creators/{id}`. */
  creator: string;
  /** Signs in and returns the path of the creator who did: the one whose run starts at once, at whatever hour. */
  visitor: string;
}

function origin(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: the global setup starts the servers`);
  return value;
}

export const test = base.extend<Options & Fixtures>({
  hydrated: [true, { option: true }],
  demo: async ({}, use) => use(origin("END2END_DEMO")),
  serve: async ({}, use) => use(origin("END2END_SERVE")),
  guard: [
    async ({ context, hydrated }, use) => {
      const guard = new Guard(context);
      // Chromium preloads the browser half even where scripts are off, and then wonders.
      if (!hydrated) guard.expect(/was preloaded using link preload but not used/);
      await use(guard);
      expect(guard.complaints(), "complaints of the browser").toEqual([]);
    },
    { auto: true },
  ],
  settled: async ({ page, hydrated }, use) => {
    await use(async () => {
      await page.waitForLoadState("load");
      if (hydrated) await page.locator("body[data-hydrated]").waitFor();
    });
  },
  visit: async ({ page, settled }, use) => {
    await use(async (url) => {
      const answer = await page.goto(url);
      await settled();
      return answer;
    });
  },
  signIn: async ({ page, demo, visit, settled }, use) => {
    await use(async () => {
      await visit(`${demo}/`);
      await openConsent(page, page.locator('a[href^="/auth/douyin/start"]'));
      await authorise(page, demo);
      await settled();
    });
  },
  creator: async ({ page, demo, signIn, visit }, use) => {
    await signIn();
    await visit(`${demo}/creators`);
    const href = await page.locator('main a[href^="/creators/"]').first().getAttribute("href");
    await use(creatorPath(href ?? ""));
  },
  visitor: async ({ page, signIn }, use) => {
    await signIn();
    await use(creatorPath(new URL(page.url()).pathname));
  },
});

/** `/creators/{id}` of an address below it. */
function creatorPath(path: string): string {
  return `/${path.split(/[/?#]/).slice(1, 3).join("/")}`;
}

/** Follows a sign-in link to the platform's consent page. */
export async function openConsent(page: Page, link: Locator): Promise<void> {
  await link.first().click();
  await page.waitForURL(/\/platform\/oauth\/connect/);
}

/** Agrees on the consent page and returns once the app has let the creator in. A second consent invalidates the code of the first, as on the real platform: so one at a time. */
export async function authorise(page: Page, app: string): Promise<void> {
  await exclusive("consent", async () => {
    await page.getByRole("button", { name: words.consent.authorise }).click();
    await page.waitForURL(`${app}/creators**`);
  });
}

/** The cookies a context holds for an origin, by name. */
export async function cookieNames(context: BrowserContext, url: string): Promise<string[]> {
  return (await context.cookies(url)).map((cookie) => cookie.name);
}
