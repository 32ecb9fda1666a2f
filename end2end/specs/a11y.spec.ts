import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect, test } from "../fixtures";
import { pages } from "../support/pages";

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact !== "minor")
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(" ")})`));
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("axe finds nothing but trifles on the landing page", async ({ page, demo, hydrated, visit }) => {
      test.skip(!hydrated, "axe itself needs JavaScript");
      await visit(`${demo}/`);
      expect(await findings(page)).toEqual([]);
    });

    test("axe finds nothing but trifles on any page", async ({ page, demo, creator, hydrated, visit }) => {
      test.skip(!hydrated, "axe itself needs JavaScript");
      test.slow();
      for (const { name, path } of pages(creator)) {
        await visit(demo + path);
        expect.soft(await findings(page), name).toEqual([]);
      }
    });
  });
}
