import type { KeyKind } from "../api/runsColumns";
import { type Entity, entityOf, typeOf } from "./grammar";
import { fieldParts, isKeyword, isQuote, type Token, tokenize } from "./tokenize";

/** What may be written where the caret is. */
export type Wanted =
  | { kind: "field" /** Only keys of this kind, as its entity is written already. */; of: KeyKind | undefined }
  | { kind: "comparator"; field: Field }
  | { kind: "value"; field: Field /** Whether it stands in a list. */; inList: boolean }
  | { kind: "null" /** Whether NOT is written already. */; isNegated: boolean }
  | { kind: "joiner" }
  | { kind: "nothing" };

export interface Field {
  /** As it was written. */
  text: string;
  entity: Entity;
  key: string;
}

export interface Place {
  wanted: Wanted;
  /** What has been typed of it, without quotes. */
  typed: string;
  /** What a completion replaces. */
  from: number;
  to: number;
}

const operatorWords = ["LIKE", "ILIKE", "RLIKE", "IN"];

/** What is expected at the caret, by what stands before it. */
export function placeAt(filter: string, caret: number): Place {
  const before = filter.slice(0, caret);
  const tokens = withOpenText(before, tokenize(before));
  const last = tokens.at(-1);
  const touches = last !== undefined && last.start + last.text.length === caret && isTyped(last);
  const wanted = follow(touches ? tokens.slice(0, -1) : tokens);
  const from = touches ? last.start : caret;
  const typed = touches ? last.text : "";
  const place = { from, to: caret + restOfWord(filter, caret, typed), typed, wanted };
  if (wanted.kind === "field") return fieldPlace(place);
  if (wanted.kind === "value") return { ...place, typed: typed.replace(/^['"]/, "") };
  return place;
}

/** A token that may still grow: not a comparator or a parenthesis, behind which the next begins. */
function isTyped(token: Token): boolean {
  if (token.kind === "name" || token.kind === "number") return true;
  return isOpenText(token);
}

function isOpenText(token: Token): boolean {
  return token.kind === "other" && isQuote(token.text[0]);
}

/** A quote that is not closed yet begins a text that reaches to the caret; a key's belongs to its field. */
function withOpenText(text: string, tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(isOpenText);
  if (at < 0) return withOpenKey(text, tokens);
  const quote = tokens[at] as Token;
  const dot = tokens[at - 1];
  const entity = tokens[at - 2];
  if (dot?.text === "." && entity?.kind === "name" && entity.start + entity.text.length === dot.start)
    return [...tokens.slice(0, at - 2), { kind: "name", text: text.slice(entity.start), start: entity.start }];
  return [...tokens.slice(0, at), { kind: "other", text: text.slice(quote.start), start: quote.start }];
}

/** An entity and its dot, behind which the key is still to come. */
function withOpenKey(text: string, tokens: readonly Token[]): readonly Token[] {
  const [entity, dot] = tokens.slice(-2);
  if (dot?.text !== "." || entity?.kind !== "name" || entity.start + entity.text.length !== dot.start) return tokens;
  return [...tokens.slice(0, -2), { kind: "name", text: text.slice(entity.start, dot.start + 1), start: entity.start }];
}

function follow(tokens: readonly Token[]): Wanted {
  let wanted: Wanted = { kind: "field", of: undefined };
  for (const [i, token] of tokens.entries()) {
    const next: Wanted | undefined = step(wanted, token, tokens[i + 1]);
    if (!next) return { kind: "nothing" };
    wanted = next;
  }
  return wanted;
}

/** What is expected after a token; undefined if it was not expected itself. */
function step(wanted: Wanted, token: Token, next: Token | undefined): Wanted | undefined {
  switch (wanted.kind) {
    case "field":
      if (isKeyword(token, "NOT") || token.text === "(") return wanted;
      if (token.kind === "list") return { kind: "joiner" };
      return token.kind === "name" || token.kind === "doubleQuoted" ? comparatorOf(token) : undefined;
    case "comparator":
      if (token.kind === "symbol") return { kind: "value", field: wanted.field, inList: false };
      if (isKeyword(token, "NOT")) return isKeyword(next, ...operatorWords) || !next ? wanted : undefined;
      if (isKeyword(token, ...operatorWords))
        return { kind: "value", field: wanted.field, inList: isKeyword(token, "IN") };
      return isKeyword(token, "IS") ? { kind: "null", isNegated: false } : undefined;
    case "null":
      if (isKeyword(token, "NULL")) return { kind: "joiner" };
      return isKeyword(token, "NOT") && !wanted.isNegated ? { kind: "null", isNegated: true } : undefined;
    case "value":
      if (wanted.inList && (token.text === "(" || token.kind === "comma" || token.kind === "singleQuoted"))
        return wanted;
      return ["name", "number", "singleQuoted", "doubleQuoted", "list"].includes(token.kind)
        ? { kind: "joiner" }
        : undefined;
    case "joiner":
      if (isKeyword(token, "AND", "OR")) return { kind: "field", of: undefined };
      return token.text === ")" ? wanted : undefined;
    default:
      return undefined;
  }
}

function comparatorOf(token: Token): Wanted {
  const { entity: name, key } = fieldParts(token.text);
  const entity = entityOf(name);
  return entity && typeOf(entity, key)
    ? { kind: "comparator", field: { text: token.text, entity, key } }
    : { kind: "nothing" };
}

const kinds: Partial<Record<Entity, KeyKind>> = { metric: "metric", param: "param", tag: "tag" };

/** An entity that is written already narrows what is offered to its keys. */
function fieldPlace(place: Place): Place {
  const dot = place.typed.indexOf(".");
  const entity = dot < 0 ? undefined : entityOf(place.typed.slice(0, dot));
  const of = entity && kinds[entity];
  if (!of) return place;
  return {
    ...place,
    typed: place.typed.slice(dot + 1).replace(/^([`"'])(.*?)\1?$/s, "$2"),
    wanted: { kind: "field", of },
  };
}

/** What is left of a word in which the caret stands. */
function restOfWord(filter: string, caret: number, typed: string): number {
  if (typed === "" || isQuote(typed[0])) return 0;
  return /^[\p{L}\p{N}_.$#]*/u.exec(filter.slice(caret))?.[0].length ?? 0;
}

/** The filter with a completion put in its place, and where the caret then is: behind a blank unless more must follow at once. */
export function insert(
  filter: string,
  { from, to }: Place,
  text: string,
  continues = false,
): { filter: string; caret: number } {
  const rest = filter.slice(to);
  const space = continues || rest.startsWith(" ") ? "" : " ";
  const caret = from + text.length + (continues ? 0 : 1);
  return { filter: filter.slice(0, from) + text + space + rest, caret };
}
