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

/** Sections by prefix in the order of their names, with plain keys first and the machine's last. */
export function sectionsOf(keys: readonly string[]): Section[] {
  const found = new Map<string, string[]>();
  for (const key of [...keys].sort(order.compare)) {
    const slash = key.lastIndexOf("/");
    const name = isSystem(key) ? SYSTEM : slash > 0 ? key.slice(0, slash) : PLAIN;
    const section = found.get(name);
    if (section) section.push(key);
    else found.set(name, [key]);
  }
  const rank = (name: string) => (name === PLAIN ? 0 : name === SYSTEM ? 2 : 1);
  return [...found]
    .map(([name, section]) => ({ name, keys: section }))
    .sort((one, other) => rank(one.name) - rank(other.name) || order.compare(one.name, other.name));
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
