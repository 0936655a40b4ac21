/** The first line that says something, without Markdown's marks. */
export function firstLine(note: string | undefined): string {
  const line = note?.split("\n").find((each) => each.trim() !== "") ?? "";
  return line
    .replace(/^\s*#+\s*/, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\*\*|`/g, "")
    .trim();
}
