/** A number that JavaScript cannot hold: kept as it is written. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Json = null | boolean | number | string | ExactNumber | Json[] | { [key: string]: Json };

/** Nested deeper than this, a document is an attack or a mistake, and is shown as text. */
const deepest = 200;

/** Parses JSON, with whole numbers beyond 2^53 kept as they are written; undefined if it is none, or nested absurdly. */
export function parseJson(text: string): Json | undefined {
  if (depthOf(text) > deepest) return undefined;
  try {
    return JSON.parse(text, keepExact) as Json;
  } catch {
    return undefined;
  }
}

// Browsers hand the source of a number to a reviver; older ones do not, and show the nearest number.
function keepExact(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value) || !Number.isInteger(value)) return value;
  const source = context?.source;
  return source && /^-?\d+$/.test(source) ? new ExactNumber(source) : value;
}

/** How deep brackets are nested, strings aside, without recursion. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === 0x22) {
      for (at++; at < text.length && text.charCodeAt(at) !== 0x22; at++) if (text.charCodeAt(at) === 0x5c) at++;
    } else if (character === 0x5b || character === 0x7b) most = Math.max(most, ++depth);
    else if (character === 0x5d || character === 0x7d) depth--;
  }
  return most;
}

/** A line of the tree. */
export interface JsonRow {
  path: string;
  /** The key or index; undefined at the root. */
  name: string | undefined;
  depth: number;
  value: Json;
  /** The entries of an object or an array; undefined for plain values. */
  size: number | undefined;
  open: boolean;
}

/** An object or array of more entries shows the first of them. */
export const mostEntries = 1_000;

/** The lines that are to be seen, given which objects are open. */
export function jsonRows(root: Json, isOpen: (path: string, depth: number) => boolean): JsonRow[] {
  const rows: JsonRow[] = [];
  const visit = (value: Json, name: string | undefined, path: string, depth: number) => {
    const entries = entriesOf(value);
    const open = entries !== undefined && isOpen(path, depth);
    rows.push({ path, name, depth, value, size: entries?.length, open });
    if (!open || !entries) return;
    for (const [key, child] of entries.slice(0, mostEntries)) visit(child, key, `${path}/${escapeKey(key)}`, depth + 1);
    if (entries.length > mostEntries) {
      const rest = `… ${entries.length - mostEntries} more`;
      rows.push({ path: `${path}/…`, name: rest, depth: depth + 1, value: null, size: undefined, open: false });
    }
  };
  visit(root, undefined, "", 0);
  return rows;
}

function escapeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function entriesOf(value: Json): [string, Json][] | undefined {
  if (typeof value !== "object" || value === null || value instanceof ExactNumber) return undefined;
  return Array.isArray(value) ? value.map((each, index) => [String(index), each]) : Object.entries(value);
}
