import { expect, test } from "../fixtures";

test("every asset of a page is found, compressed and cached for ever", async ({ page, demo, creator, hydrated, visit }) => {
  const paths = new Set<string>();
  page.on("request", (request) => {
    const url = new URL(request.url());
    expect(url.origin, "no third party").toBe(demo);
    if (url.pathname.startsWith("/pkg/")) paths.add(url.pathname);
  });
  await visit(`${demo}${creator}`);
  if (hydrated) await page.getByRole("main").locator("[data-chart]").first().scrollIntoViewIfNeeded();
  const kinds = hydrated ? [/\.css$/, /fanscope\.js$/, /\.wasm$/, /echarts.*\.js$/] : [/\.css$/];
  for (const kind of kinds) await expect.poll(() => [...paths].some((path) => kind.test(path)), String(kind)).toBe(true);

  for (const path of paths) {
    const answer = await fetch(demo + path, { headers: { "accept-encoding": "br, gzip" } });
    expect(answer.status, path).toBe(200);
    expect(answer.headers.get("content-encoding"), path).toBe("br");
    expect(answer.headers.get("cache-control"), path).toBe("public, max-age=31536000, immutable");
    expect((await answer.arrayBuffer()).byteLength, path).toBeGreaterThan(0);
  }
});

test("an asset of another build is not found", async ({ demo }) => {
  expect((await fetch(`${demo}/pkg/0000000000000000/fanscope.js`)).status).toBe(404);
});
