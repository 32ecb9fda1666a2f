// What a first visitor's browser has to download, page by page, as it came over the wire.
import type { CDPSession, Page } from "@playwright/test";

import { expect, test } from "../fixtures";
import { pages } from "../support/pages";

const KIB = 1024;
const LIMITS = { all: 550 * KIB, html: 40 * KIB, css: 15 * KIB, requests: 12 };

interface Download {
  url: string;
  type: string;
  bytes: number;
}

/** Records the downloads of a page until nothing has been under way for half a second. */
async function downloads(page: Page, cdp: CDPSession, url: string): Promise<Download[]> {
  const found = new Map<string, Download>();
  await cdp.send("Network.enable");
  cdp.on("Network.requestWillBeSent", ({ requestId, request, type }) => {
    if (request.url.startsWith("http")) found.set(requestId, { url: request.url, type: type ?? "", bytes: 0 });
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const download = found.get(requestId);
    if (download) download.bytes = encodedDataLength;
  });
  await page.goto(url);
  await page.waitForLoadState("networkidle");
  return [...found.values()];
}

test("the first view of every page stays small", async ({ browser, context, demo, creator, hydrated }, { project }) => {
  test.slow();
  test.skip(!hydrated, "without scripts there is less");
  const storageState = await context.storageState();
  for (const { name, path } of pages(creator)) {
    // Nothing is cached in a new context.
    const { viewport, deviceScaleFactor, isMobile } = project.use;
    const visitor = await browser.newContext({ storageState, viewport, deviceScaleFactor, isMobile });
    const page = await visitor.newPage();
    const all = await downloads(page, await visitor.newCDPSession(page), demo + path);
    const sum = (type?: string): number => all.filter((one) => type === undefined || one.type === type).reduce((bytes, one) => bytes + one.bytes, 0);
    const list = all.map((one) => `${one.bytes} ${one.type} ${one.url}`).join("\n");
    expect(sum("Document"), `${name}: HTML`).toBeGreaterThan(0);
    expect(sum("Document"), `${name}: HTML\n${list}`).toBeLessThanOrEqual(LIMITS.html);
    expect(sum("Stylesheet"), `${name}: CSS\n${list}`).toBeLessThanOrEqual(LIMITS.css);
    expect(sum(), `${name}: everything\n${list}`).toBeLessThanOrEqual(LIMITS.all);
    expect(all.length, `${name}: requests\n${list}`).toBeLessThanOrEqual(LIMITS.requests);
    expect(all.filter((one) => new URL(one.url).origin !== demo), `${name}: other hosts`).toEqual([]);
    await visitor.close();
  }
});
