/** Charts that belong together: those whose keys share what stands before the last slash. */
export interface Section {
  name: string;
  keys: string[];
}

const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** What keys without a slash are gathered under, and those of the machine. */
export const PLAIN = "metrics";
export const SYSTEM = "system";

export function isSystem(key: string): boolean {
  return key.startsWith("system/");
}

/**
 * Sections by prefix in the order of their names, with plain keys first and the machine's last.
 * @param curves Keys that come before the others, and the sections that have any before those that have none.
 */
export function sectionsOf(keys: readonly string[], curves: ReadonlySet<string> = new Set()): Section[] {
  const isBehind = (key: string) => (curves.has(key) ? 0 : 1);
  const found = new Map<string, string[]>();
  for (const key of [...keys].sort((one, other) => isBehind(one) - isBehind(other) || order.compare(one, other))) {
    const slash = key.lastIndexOf("/");
    const name = isSystem(key) ? SYSTEM : slash > 0 ? key.slice(0, slash) : PLAIN;
    const section = found.get(name);
    if (section) section.push(key);
    else found.set(name, [key]);
  }
  const rank = ({ name, keys: [first = ""] }: Section) =>
    name === SYSTEM ? 4 : 2 * isBehind(first) + (name === PLAIN ? 0 : 1);
  return [...found]
    .map(([name, section]) => ({ name, keys: section }))
    .sort((one, other) => rank(one) - rank(other) || order.compare(one.name, other.name));
}

/** The metrics that were logged more than once, as far as their last step says: of them there are curves. */
export function curvesOf(metrics: readonly { key: string; step: number }[]): string[] {
  return metrics.filter(({ step }) => step > 0).map(({ key }) => key);
}

/** A test of keys by a regular expression, whatever its case; undefined if it is none. Empty means all. */
export function keyFilter(search: string): ((key: string) => boolean) | undefined {
  if (search === "") return () => true;
  try {
    const pattern = new RegExp(search, "i");
    return (key) => pattern.test(key);
  } catch {
    return undefined;
  }
}
