/** Writes parts of the search language. */

/** A text in quotes. Nothing can be escaped within, so that a text that holds both kinds of quotes cannot be written exactly. */
export function quoted(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  return text.includes('"') ? `'${text.replaceAll("'", "_")}'` : `"${text}"`;
}

/** The condition that a field has a value. */
export function equals(field: string, value: string | number): string {
  return compares(field, "=", value);
}

/** The condition that what a field has compares with a value. */
export function compares(field: string, comparator: "=" | "!=" | ">=" | "<=", value: string | number): string {
  if (typeof value === "number") return `${field} ${comparator} ${value}`;
  if (!(value.includes("'") && value.includes('"'))) return `${field} ${comparator} ${quoted(value)}`;
  return comparator === "!=" ? `NOT ${field} LIKE ${quoted(value)}` : `${field} LIKE ${quoted(value)}`;
}

/** A filter and one more condition that must hold. */
export function and(filter: string, condition: string): string {
  const rest = filter.trim();
  if (rest === "") return condition;
  return `${/\bor\b/i.test(rest) ? `(${rest})` : rest} AND ${condition}`;
}
