import type { Pair } from "../api/run";

/** Tags in an address: `key:value`, divided by commas; what could be mistaken is escaped. */
export function writeTags(tags: readonly Pair[]): string {
  return tags.map(({ key, value }) => `${encodeURIComponent(key)}:${encodeURIComponent(value)}`).join(",");
}

export function readTags(text: string): Pair[] {
  return text.split(",").flatMap((part) => {
    const [key = "", value] = part.split(":").map(decoded);
    return key === "" || value === undefined ? [] : [{ key, value }];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
