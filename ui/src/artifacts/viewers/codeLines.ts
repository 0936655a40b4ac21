import type { Parser } from "@lezer/common";
import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";

/** A piece of a line, and what it is: a class name, or nothing. */
export interface Piece {
  text: string;
  kind: string;
}

export type Line = readonly Piece[];

const kinds = tagHighlighter([
  { tag: tags.comment, class: "comment" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: "string" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], class: "value" },
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.self], class: "keyword" },
  { tag: [tags.propertyName, tags.attributeName, tags.definition(tags.propertyName)], class: "property" },
  { tag: [tags.typeName, tags.className, tags.tagName, tags.namespace], class: "type" },
  { tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName))], class: "function" },
]);

/** Beyond this many characters, a text is shown without colours: they would take longer than people wait. */
export const mostColoured = 500_000;

/** A longer line is cut: browsers lay out such lines badly, and nobody reads them. */
export const mostOfLine = 4_000;

/** Lines of plain text. */
export function plainLines(text: string): Line[] {
  return text.split(/\r\n|\r|\n/).map((line) => [{ text: cut(line), kind: "" }]);
}

/** Lines of a diff, by what each one tells. */
export function diffLines(text: string): Line[] {
  return plainLines(text).map((line) => [{ text: line[0]?.text ?? "", kind: diffKind(line[0]?.text ?? "") }]);
}

function diffKind(line: string): string {
  if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("diff ") || line.startsWith("index "))
    return "comment";
  if (line.startsWith("@@")) return "keyword";
  return line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "";
}

/** Lines whose pieces a grammar tells apart. */
export function colouredLines(text: string, parser: Parser): Line[] {
  const lines: Piece[][] = [[]];
  highlightCode(
    text,
    parser.parse(text),
    kinds,
    (piece, kind) => lines.at(-1)?.push({ text: piece, kind }),
    () => lines.push([]),
  );
  return lines.map(cutLine);
}

function cutLine(line: Piece[]): Line {
  let length = 0;
  const kept: Piece[] = [];
  for (const piece of line) {
    if (length + piece.text.length > mostOfLine) {
      const all = line.reduce((sum, { text }) => sum + text.length, 0);
      kept.push({ text: piece.text.slice(0, mostOfLine - length), kind: piece.kind }, more(all - mostOfLine));
      break;
    }
    length += piece.text.length;
    kept.push(piece);
  }
  return kept;
}

function cut(line: string): string {
  return line.length <= mostOfLine ? line : line.slice(0, mostOfLine) + more(line.length - mostOfLine).text;
}

function more(characters: number): Piece {
  return { text: ` … ${characters} more characters`, kind: "comment" };
}
