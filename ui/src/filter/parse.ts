import { comparators, entityOf, MAX_CONDITIONS, MAX_DEPTH, typeOf } from "./grammar";
import { fieldParts, isKeyword, isQuote, type Token, tokenize } from "./tokenize";

/** A part of a filter, with its place in it. */
export type FilterNode =
  | { kind: "condition"; start: number; end: number; field: Token; comparator: string; value: Token }
  | { kind: "not"; start: number; end: number; node: FilterNode }
  | { kind: "and" | "or"; start: number; end: number; nodes: readonly FilterNode[] };

/** Why a filter is not in the language, and where. */
export class FilterFault extends Error {
  readonly position: number;
  readonly length: number;
  /** Whether the filter only lacks something at its end: it may just not be typed yet. */
  readonly isUnfinished: boolean;

  constructor(message: string, position: number, length: number, isUnfinished = false) {
    super(message);
    this.name = "FilterFault";
    this.position = position;
    this.length = length;
    this.isUnfinished = isUnfinished;
  }
}

const operatorWords = ["LIKE", "ILIKE", "RLIKE", "IN"];

/** Reads a filter with OR, NOT and parentheses; undefined if it is blank. Throws a {@link FilterFault}. */
export function parse(filter: string): FilterNode | undefined {
  const parser = new Parser(filter, 0, filter.length, { conditions: 0 });
  return parser.current ? parser.readWhole(0) : undefined;
}

/** The fault of a filter, if it has one. */
export function faultOf(filter: string): FilterFault | undefined {
  try {
    parse(filter);
    return undefined;
  } catch (error) {
    if (error instanceof FilterFault) return error;
    throw error;
  }
}

class Parser {
  readonly #filter: string;
  readonly #end: number;
  readonly #tokens: readonly Token[];
  readonly #seen: { conditions: number };
  #at = 0;

  constructor(filter: string, start: number, end: number, seen: { conditions: number }) {
    this.#filter = filter;
    this.#end = end;
    this.#seen = seen;
    this.#tokens = tokenize(filter.slice(start, end)).map((token) => ({ ...token, start: token.start + start }));
    const semicolon = this.#tokens.slice(0, -1).find((token) => token.kind === "semicolon");
    if (semicolon) throw this.#fault("A filter is one expression: join conditions by AND or OR", semicolon);
  }

  get current(): Token | undefined {
    return this.#tokens[this.#at];
  }

  readWhole(depth: number): FilterNode {
    const tree = this.#readJoined("or", depth);
    if (this.current) throw this.#unexpected("AND, OR or the end");
    return tree;
  }

  #readJoined(kind: "and" | "or", depth: number): FilterNode {
    const read = () => (kind === "or" ? this.#readJoined("and", depth) : this.#readUnary(depth));
    const nodes = [read()];
    while (this.#accept(kind.toUpperCase())) nodes.push(read());
    const [first, last] = [nodes[0] as FilterNode, nodes.at(-1) as FilterNode];
    return nodes.length === 1 ? first : { kind, start: first.start, end: last.end, nodes };
  }

  #readUnary(depth: number): FilterNode {
    const token = this.current;
    if (depth > MAX_DEPTH) throw this.#fault(`Parentheses and NOT nest ${MAX_DEPTH} levels deep at most`, token);
    if (this.#accept("NOT")) {
      const node = this.#readUnary(depth + 1);
      return { kind: "not", start: token?.start ?? 0, end: node.end, node };
    }
    if (token?.kind === "list") {
      this.#at++;
      const end = token.start + token.text.length;
      const inner = new Parser(this.#filter, token.start + 1, end - 1, this.#seen).readWhole(depth + 1);
      return { ...inner, start: token.start, end };
    }
    if (!token || isKeyword(token, "AND", "OR")) throw this.#unexpected("a condition such as metrics.loss < 0.1");
    if (++this.#seen.conditions > MAX_CONDITIONS)
      throw this.#fault(`A filter has ${MAX_CONDITIONS} conditions at most`, token);
    return this.#readCondition();
  }

  #readCondition(): FilterNode {
    const field = this.#readField();
    const comparator = this.#readComparator();
    const value = isPresence(comparator) ? (this.#tokens[this.#at - 1] as Token) : this.#readValue(comparator);
    if (this.current && !isKeyword(this.current, "AND", "OR")) throw this.#unexpected("AND, OR or the end");
    check(field, comparator, value, (message, token) => this.#fault(message, token));
    const end = value.start + value.text.length;
    return { kind: "condition", start: field.start, end, field, comparator: comparator.text, value };
  }

  #readField(): Token {
    const token = this.#tokens[this.#at] as Token;
    if (token.kind !== "name" && token.kind !== "doubleQuoted")
      throw this.#unexpected("a field such as metrics.loss or params.lr");
    this.#at++;
    return token;
  }

  #readComparator(): Token {
    const token = this.current;
    const second = this.#tokens[this.#at + 1];
    if (token && (token.kind === "symbol" || isKeyword(token, ...operatorWords))) {
      this.#at++;
      return { ...token, text: token.text.toUpperCase() };
    }
    if (token && isKeyword(token, "NOT") && isKeyword(second, ...operatorWords)) {
      this.#at += 2;
      return { ...token, text: `NOT ${second?.text.toUpperCase()}` };
    }
    if (token && isKeyword(token, "IS")) return this.#readPresence(token);
    throw this.#unexpected("a comparator (keys with other characters need backticks: metrics.`val/loss`)");
  }

  #readValue(comparator: Token): Token {
    const token = this.current;
    const isValue = token && ["name", "doubleQuoted", "singleQuoted", "number", "list"].includes(token.kind);
    if (!isValue || isKeyword(token, "AND", "OR")) throw this.#unexpected(`a value after ${comparator.text}`);
    if (comparator.text.endsWith("IN") && token.kind !== "list")
      throw this.#unexpected(`a list such as ('a', 'b') after ${comparator.text}`);
    this.#at++;
    return token;
  }

  /** Reads IS [NOT] NULL, which asks for no value. */
  #readPresence(is: Token): Token {
    this.#at++;
    const not = this.#accept("NOT") ? " NOT" : "";
    if (!this.#accept("NULL")) throw this.#unexpected(`NULL${not === "" ? " or NOT NULL" : ""} after IS${not}`);
    return { ...is, text: `IS${not} NULL` };
  }

  #accept(keyword: string): boolean {
    if (!isKeyword(this.current, keyword)) return false;
    this.#at++;
    return true;
  }

  #unexpected(expected: string): FilterFault {
    const found = this.current;
    return this.#fault(`Expected ${expected}, found ${describe(found)}`, found);
  }

  #fault(message: string, at: Token | undefined): FilterFault {
    if (at) return new FilterFault(`${message}.`, at.start, at.text.length, isOpen(at));
    return new FilterFault(`${message}.`, this.#end, 0, this.#end === this.#filter.length);
  }
}

/** A quote or a parenthesis that is never closed: what comes behind it is still missing. */
function isOpen(token: Token): boolean {
  return token.kind === "other" && (isQuote(token.text) || token.text === "(");
}

function isPresence(comparator: Token): boolean {
  return comparator.text.startsWith("IS ");
}

function describe(token: Token | undefined): string {
  if (!token) return "the end";
  if (isOpen(token)) return token.text === "(" ? "a parenthesis that is never closed" : "a quote that is never closed";
  return token.text.length > 60 ? `${token.text.slice(0, 60)}…` : token.text;
}

type MakeFault = (message: string, at: Token) => FilterFault;

/** Whether field, value and comparator fit each other, in the order in which the server checks them. */
function check(field: Token, comparator: Token, value: Token, fault: MakeFault): void {
  const { entity: entityName, key } = fieldParts(field.text);
  const entity = entityOf(entityName);
  if (!entity)
    throw fault(`There is no ${entityName}: begin with metrics, params, tags, attributes or datasets`, field);
  const type = typeOf(entity, key);
  if (!type) throw fault(`Runs have no ${entity} ${key}`, field);
  if (isPresence(comparator)) {
    if (type !== "optional") throw fault("Only params and tags are asked whether they are there", comparator);
    return;
  }
  if (type === "number") {
    if (value.kind !== "number") throw fault("Expected a number without quotes", value);
  } else if (value.kind === "list") {
    if (type !== "listable") throw fault("Only run_id and datasets are compared with a list", value);
    checkList(value, fault);
    if (!comparator.text.endsWith("IN")) throw fault("A list is compared by IN or NOT IN", comparator);
    return;
  } else if (value.kind !== "singleQuoted" && value.kind !== "doubleQuoted")
    throw fault(`Expected a text in quotes, such as '${value.text.slice(0, 40)}'`, value);
  const valid = comparators[type];
  if (!valid.includes(comparator.text))
    throw fault(`Expected ${valid.join(", ")}, found ${comparator.text}`, comparator);
}

function checkList(list: Token, fault: MakeFault): void {
  const tokens = tokenize(list.text.slice(1, -1)).map((token) => ({ ...token, start: token.start + list.start + 1 }));
  if (tokens.length === 0) throw fault("A list holds at least one text", list);
  for (const token of tokens)
    if (!["singleQuoted", "doubleQuoted", "comma"].includes(token.kind))
      throw fault("A list holds texts in quotes, divided by commas", token);
  for (const [i, token] of tokens.entries())
    if ((token.kind === "comma") !== (i % 2 === 1)) throw fault("Texts of a list are divided by one comma", token);
}

/** The conditions that a filter joins, as chips: each can be taken away, the others stay as they were written. */
export interface Parts {
  joiner: "AND" | "OR";
  parts: readonly string[];
}

export function partsOf(filter: string): Parts {
  const tree = parse(filter);
  if (!tree) return { joiner: "AND", parts: [] };
  // A group begins at its parenthesis, before its first part: it is taken away as a whole.
  if ((tree.kind === "and" || tree.kind === "or") && tree.nodes[0]?.start === tree.start)
    return {
      joiner: tree.kind === "and" ? "AND" : "OR",
      parts: tree.nodes.map((node) => filter.slice(node.start, node.end)),
    };
  return { joiner: "AND", parts: [filter.trim()] };
}

export function without({ joiner, parts }: Parts, index: number): string {
  return parts.filter((_, i) => i !== index).join(` ${joiner} `);
}
