// Blanks and controls within the scheme are ignored by browsers: "java\nscript:" is one.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const ignored = /[\u0000-\u0020\u007f-\u009f]/g;

/** The address if it leads to a web page, to mail, or to a place of this server; otherwise nothing. */
export function safeLink(address: string | undefined): string | undefined {
  const plain = address?.replace(ignored, "");
  if (!plain) return undefined;
  if (/^(https?:\/\/|mailto:)/i.test(plain)) return plain;
  // Anything that could be a scheme, however it is written, or another host by two slashes of either kind.
  if (/^[^/?#]*:/.test(plain) || /^[\\/]{2}/.test(plain)) return undefined;
  return plain;
}
