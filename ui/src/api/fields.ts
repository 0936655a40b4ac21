import type { KeyKind } from "./runsColumns";

const prefixes: Record<KeyKind, string> = { metric: "metrics", param: "params", tag: "tags" };

const word = String.raw`[\p{L}\p{N}\p{Mn}\p{Mc}_][\p{L}\p{N}\p{Mn}\p{Mc}_$#]*`;
const plain = new RegExp(`^${word}(\\.${word})*$`, "u");

/** At the end of a metric without quotes, these name what is meant of it. */
const part = /\.(last|min|max|step)$/;

/**
 * How a filter or an order names a key: in quotes unless it is words and dots. One kind of quotes must be absent, as none are escaped.
 */
export function fieldName(kind: KeyKind, key: string): string {
  const needsQuotes = !plain.test(key) || (kind === "metric" && part.test(key));
  return `${prefixes[kind]}.${needsQuotes ? quotedKey(key) : key}`;
}

function quotedKey(key: string): string {
  return key.includes("`") ? `"${key}"` : `\`${key}\``;
}
