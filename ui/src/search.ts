/** The part of an address behind `?`: names and plain texts, as people read and write them. Pages validate what they take from it. */
export type Search = Record<string, string>;

export function readSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Leaves out what is undefined or empty, so that defaults do not lengthen the address. */
export function writeSearch(search: Record<string, unknown>): string {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== "") fields.set(name, String(value));
  // Readable where the standard allows it: these need no escape behind the question mark.
  const text = fields.toString().replace(/%2C/g, ",").replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%60/g, "`");
  return text === "" ? "" : `?${text}`;
}
