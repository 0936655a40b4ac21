export interface CsvTable {
  columns: string[];
  rows: string[][];
  /** Whether there are more rows than were taken. */
  more: boolean;
}

/** How many rows are shown of any table. */
export const mostRows = 5_000;

/** Reads delimited text up to a number of rows, by the rules of RFC 4180, forgiving where files do not keep them. */
export function parseCsv(text: string, { delimiter, truncated }: { delimiter: string; truncated: boolean }): CsvTable {
  const records: string[][] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length && records.length <= mostRows + 1) {
    const { fields, next } = readRecord(text, at, delimiter);
    at = next;
    // A blank line is no row.
    if (fields.length > 1 || fields[0] !== "") records.push(fields);
  }
  // The last record may go on behind what was read.
  const cut = truncated && at >= text.length;
  if (cut) records.pop();
  const [columns = [], ...rows] = records;
  return { columns, rows: rows.slice(0, mostRows), more: truncated || rows.length > mostRows };
}

function readRecord(text: string, from: number, delimiter: string): { fields: string[]; next: number } {
  const fields: string[] = [];
  let at = from;
  for (;;) {
    const { value, end } = text[at] === '"' ? readQuoted(text, at, delimiter) : readPlain(text, at, delimiter);
    fields.push(value);
    if (text[end] === delimiter) at = end + 1;
    else return { fields, next: text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : end + 1 };
  }
}

function readPlain(text: string, from: number, delimiter: string): { value: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end++;
  return { value: text.slice(from, end), end };
}

/** Quotes within are doubled. What follows the closing quote, against the rules, still belongs to the field. */
function readQuoted(text: string, from: number, delimiter: string): { value: string; end: number } {
  let value = "";
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), end: text.length };
    value += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== '"') break;
    value += '"';
    at++;
  }
  const rest = readPlain(text, at, delimiter);
  return { value: value + rest.value, end: rest.end };
}

/** What divides the fields: of the usual ones, the one that is most frequent in the first line. */
export function delimiterOf(text: string, path: string): string {
  if (path.toLowerCase().endsWith(".tsv")) return "\t";
  const line =
    text
      .slice(0, 10_000)
      .split(/[\r\n]/, 1)[0]
      ?.replace(/"[^"]*"/g, "") ?? "";
  const counted = [",", ";", "\t", "|"].map((each) => [each, line.split(each).length] as const);
  return counted.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}
