/** Splits a filter into tokens, exactly as the server does (`Leat.Core/Search/Tokenizer.cs`). Never fails: what cannot be read is "other". */

export type TokenKind =
  | "name"
  | "doubleQuoted"
  | "singleQuoted"
  | "number"
  | "symbol"
  | "list"
  | "comma"
  | "semicolon"
  | "other";

export interface Token {
  kind: TokenKind;
  /** As it was written, quotes included. */
  text: string;
  /** Where it begins, in UTF-16 units from 0. */
  start: number;
}

const blank = /^(?!\ufeff)[\s\u0085]/;
const wordStart = /^[\p{L}\p{N}\p{Mn}\p{Mc}_]/u;
const wordMore = /^[\p{L}\p{N}\p{Mn}\p{Mc}_$#]+/u;
const symbols = /^[<>=!~]+/;
const number = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/;

export function isQuote(c: string | undefined): c is "'" | '"' | "`" {
  return c === "'" || c === '"' || c === "`";
}

export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  // Once a parenthesis has turned out never to be closed, later ones are not followed either, as that would take quadratic time.
  let listsAreOpen = false;
  let at = 0;
  const add = (kind: TokenKind, length: number): void => {
    tokens.push({ kind, text: source.slice(at, at + length), start: at });
    at += length;
  };
  while (at < source.length) {
    const c = source[at] as string;
    if (blank.test(c)) {
      at++;
      continue;
    }
    const digits: number = numberLength(source, at);
    const word: number = wordLength(source, at);
    if (digits > 0) add("number", digits);
    else if (isQuote(c)) {
      const length: number = quotedLength(source, at);
      if (length === 0) add("other", 1);
      else if (c === "'") add("singleQuoted", length);
      else addName(length);
    } else if (word > 0) addName(word);
    else if (symbols.test(c)) add("symbol", symbols.exec(source.slice(at))?.[0].length ?? 1);
    else if (c === "(") {
      const length: number = listsAreOpen ? 0 : listLength(source, at);
      listsAreOpen = length === 0;
      add(length === 0 ? "other" : "list", Math.max(length, 1));
    } else if (c === ",") add("comma", 1);
    else if (c === ";") add("semicolon", 1);
    else add("other", (source.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  }
  return tokens;

  /** A name may continue after a dot: with one quoted key, or with words and further dots. */
  function addName(firstLength: number): void {
    const end = at + firstLength;
    const keyEnd = quotedKeyEnd(source, end) ?? wordsEnd(source, end);
    add(keyEnd === end && source[at] === '"' ? "doubleQuoted" : "name", keyEnd - at);
  }
}

/** A part of a metric may follow its quoted key. */
function quotedKeyEnd(source: string, dot: number): number | undefined {
  if (source[dot] !== "." || !isQuote(source[dot + 1])) return undefined;
  const length = quotedLength(source, dot + 1);
  if (length === 0) return undefined;
  const end = dot + 1 + length;
  const part = /^\.(?:last|min|max|step)/.exec(source.slice(end, end + 5))?.[0].length ?? 0;
  return source[end + part] === "." || wordLength(source, end + part) > 0 ? end : end + part;
}

function wordsEnd(source: string, dot: number): number {
  let end = dot;
  while (source[end] === ".") {
    const length = wordLength(source, end + 1);
    if (length === 0) break;
    end += 1 + length;
  }
  return end;
}

function listLength(source: string, start: number): number {
  let depth = 0;
  for (let i = start; i < source.length; i++) {
    const c = source[i];
    if (c === "(") depth++;
    else if (c === ")" && --depth === 0) return i + 1 - start;
    else if (isQuote(c)) i += Math.max(quotedLength(source, i), 1) - 1;
  }
  return 0;
}

/** Length of the quoted text that begins here, quotes included; 0 if it never closes. A doubled quote does not close it. */
export function quotedLength(source: string, start: number): number {
  const quote = source[start];
  for (let i = start + 1; i < source.length; i++) {
    if (source[i] !== quote) continue;
    if (source[i + 1] !== quote) return i + 1 - start;
    i++;
  }
  return 0;
}

function wordLength(source: string, start: number): number {
  if (start >= source.length) return 0;
  const first = wordStart.exec(String.fromCodePoint(source.codePointAt(start) ?? 0))?.[0];
  if (!first) return 0;
  return first.length + (wordMore.exec(source.slice(start + first.length))?.[0].length ?? 0);
}

/** Length of the number that begins here; 0 if none does, or if letters follow it directly. */
function numberLength(source: string, start: number): number {
  if (!/^[-.\d]/.test(source[start] ?? "")) return 0;
  const length = number.exec(source.slice(start))?.[0].length ?? 0;
  return length > 0 && wordLength(source, start + length) > 0 ? 0 : length;
}

/** Whether a token is the given keyword, in any case. */
export function isKeyword(token: Token | undefined, ...keywords: string[]): boolean {
  return token?.kind === "name" && keywords.includes(token.text.toUpperCase());
}

/** A text without its outer pair of quotes. Nothing is unescaped: two quotes inside stay two. */
export function unquote(text: string): string {
  return text.length >= 2 && isQuote(text[0]) ? text.slice(1, -1) : text;
}

/** The parts of a field: the entity before the first dot, if there is one, and the key. */
export function fieldParts(text: string): { entity: string | undefined; key: string } {
  const length = isQuote(text[0]) ? quotedLength(text, 0) : text.indexOf(".");
  if (length < 0 || length === text.length) return { entity: undefined, key: unquote(text) };
  const entity = text.slice(0, length);
  return { entity: entity[0] === "`" ? unquote(entity) : entity, key: unquote(text.slice(length + 1)) };
}
