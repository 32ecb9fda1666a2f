// Numbers and days as pages write them; CSV as rows.

/** "+1,234" → 1234, "12.5 %" → 12.5, "–" → undefined. */
export function number(text: string): number | undefined {
  const digits = text.replace(/[,\s\u00a0\u202f%]/g, "").replace(/\u2212/g, "-");
  return /^[+-]?\d+(\.\d+)?$/.test(digits) ? Number(digits) : undefined;
}

/** A row of a CSV file by column name. */
export type Row = Record<string, string>;

/** RFC 4180 with a byte order mark, as rows keyed by the header. */
export function parseCsv(text: string): Row[] {
  if (!text.startsWith("\ufeff")) throw new Error("the CSV has no byte order mark");
  const records = text.slice(1).split("\r\n");
  if (records.pop() !== "") throw new Error("the CSV does not end in CRLF");
  const [header = [], ...rows] = records.map(fields);
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ""])));
}

// Fields without line breaks, which is what our datasets have.
function fields(record: string): string[] {
  return [...record.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
}
