import type { Locator, Page } from "@playwright/test";

/** The panel with this title. */
export function panel(page: Page, title: string | RegExp): Locator {
  return page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name: title, exact: true }) }).first();
}

export interface Table {
  columns: string[];
  rows: string[][];
}

/** The text of a table, shown or folded away behind its chart. */
export async function read(table: Locator): Promise<Table> {
  const columns = (await table.locator("thead th").allTextContents()).map((text) => text.trim());
  const rows = await table.locator("tbody tr").evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent?.trim() ?? "")));
  return { columns, rows };
}

/** The cells under a heading. */
export function column({ columns, rows }: Table, heading: string): string[] {
  const at = columns.indexOf(heading);
  if (at < 0) throw new Error(`no column ${heading} among ${columns.join(", ")}`);
  return rows.map((row) => row[at] ?? "");
}
