import { expect, test } from "../fixtures";

test("the first stop of the keyboard skips to the content", async ({ page, demo, creator, isMobile, visit }) => {
  test.skip(isMobile, "a phone has no Tab key");
  await visit(demo + creator);
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveAttribute("href", "#main");
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
});

test("every stop of the keyboard is visible and has a name", async ({ page, demo, creator, isMobile, visit }) => {
  test.skip(isMobile, "a phone has no Tab key");
  test.slow();
  await visit(demo + creator);
  const stops = new Set<string>();
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) break; // beyond the last one
    const { name, seen, outlined } = await focused.evaluate((element) => {
      const style = getComputedStyle(element);
      const outlined = ({ outlineStyle, outlineWidth }: CSSStyleDeclaration): boolean => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      const box = element.getBoundingClientRect();
      return {
        name: element.getAttribute("aria-label") ?? element.getAttribute("name") ?? element.textContent?.trim() ?? "",
        seen: box.width > 0 && box.height > 0 && style.visibility === "visible",
        outlined: outlined(style) || outlined(getComputedStyle(element, "::after")), // a card is the ::after of its link
      };
    });
    expect(seen, `${name} is visible`).toBe(true);
    expect(outlined, `${name} shows the focus`).toBe(true);
    expect(name).not.toBe("");
    stops.add(name);
  }
  expect(stops.size).toBeGreaterThan(20);
});

test("menus open by the keyboard and close by Escape, elsewhere and by choosing", async ({ page, demo, creator, hydrated, isMobile, visit }) => {
  await visit(demo + creator);
  const menu = page.locator("details.switcher");
  const summary = menu.locator("summary");
  await summary.focus();
  await page.keyboard.press("Enter");
  await expect(menu).toHaveAttribute("open", "");
  test.skip(!hydrated, "the rest is comfort that needs JavaScript");
  await page.keyboard.press("Escape");
  await expect(menu).not.toHaveAttribute("open", "");
  await expect(summary).toBeFocused();
  await summary.click();
  await page.mouse.click(2, 500); // beside everything
  await expect(menu).not.toHaveAttribute("open", "");
  if (isMobile) {
    const days = page.locator(".days-steps details");
    await days.locator("summary").click();
    await days.getByRole("link", { name: "7 days", exact: true }).click();
    await expect(page).toHaveURL(/period=7/);
    await expect(days).not.toHaveAttribute("open", "");
  }
});
