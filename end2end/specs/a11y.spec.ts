import { expect, test } from "../fixtures";
import { findings } from "../support/axe";
import { pages } from "../support/pages";

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
