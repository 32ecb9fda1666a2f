import { expect, test } from "../fixtures";
import { pages } from "../support/pages";

const languages = [
  { locale: "en-US", lang: /^en/ },
  { locale: "zh-CN", lang: /^zh/ },
];

for (const { locale, lang } of languages) {
  test.describe(locale, () => {
    test.use({ locale });

    test("the landing page speaks the browser's language, and the browser has no complaint", async ({ page, demo, visit }) => {
      await visit(`${demo}/`);
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    });
  });
}

// The guard of fixtures.ts fails this test on any console message, CSP message or failed request.
test("every page has one heading, a strict policy and no complaint of the browser", async ({ page, demo, creator, visit }) => {
  test.slow();
  for (const { name, path } of pages(creator)) {
    const answer = await visit(demo + path);
    expect(answer?.status(), name).toBe(200);
    const policy = answer?.headers()["content-security-policy"] ?? "";
    expect(policy, name).toMatch(/script-src 'self' 'nonce-[^']+' 'wasm-unsafe-eval'/);
    expect(policy, name).not.toMatch(/unsafe-inline|'unsafe-eval'|strict-dynamic/);
    await expect(page.getByRole("heading", { level: 1 }), name).toHaveCount(1);
    await page.mouse.wheel(0, 5000);
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overhang, `${name} does not scroll sideways`).toBe(0);
  }
});
