import type { Page } from "@playwright/test";

/** Chooses a preset: beside the days on wide screens, behind them on phones. */
export async function choosePeriod(page: Page, name: string): Promise<void> {
  const links = page.locator(".period-bar").getByRole("link", { name, exact: true });
  const shown = links.filter({ visible: true });
  if ((await shown.count()) === 0) await page.locator(".days-steps summary").click();
  await shown.first().click();
}
