import { isRecord, parse } from "../api/schemas";
import { count } from "../kit/format";
import { safeLink } from "../kit/safeLink";

/** A profile's plain values as facts, and what else it holds as text. */
export function profileOf(text: string | undefined): { facts: [string, string][]; rest: string | undefined } {
  if (!text) return { facts: [], rest: undefined };
  const profile = parse(text);
  if (!isRecord(profile)) return { facts: [], rest: text };
  const facts: [string, string][] = [];
  const rest: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(profile)) {
    if (typeof value === "number" && Number.isInteger(value)) facts.push([words(key), count(value)]);
    else if (typeof value === "number" || typeof value === "string")
      facts.push([words(key), String(value).slice(0, 200)]);
    else rest[key] = value;
  }
  return { facts, rest: Object.keys(rest).length > 0 ? JSON.stringify(rest, null, 2) : undefined };
}

function words(key: string): string {
  const known: Record<string, string> = { num_rows: "Rows", num_elements: "Elements" };
  return known[key] ?? key.replaceAll("_", " ");
}

/** The web address that a source names, if it is nothing else. */
export function sourceLink(source: string | undefined): string | undefined {
  const parsed = parse(source);
  const address = isRecord(parsed) ? (parsed.url ?? parsed.uri) : undefined;
  if (typeof address !== "string" || !/^https?:/i.test(address)) return undefined;
  return Object.keys(parsed as object).length === 1 ? safeLink(address) : undefined;
}
