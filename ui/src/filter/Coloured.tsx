import type { ReactNode } from "react";
import styles from "./FilterInput.module.css";
import { entityOf } from "./grammar";
import { fieldParts, isKeyword, type Token, tokenize } from "./tokenize";

interface Mark {
  position: number;
  length: number;
}

/** A filter in colours, with its fault marked: lies below the input, whose own text is not seen. */
export function Coloured({ text, fault }: { text: string; fault: Mark | undefined }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const piece of pieces(text, 0)) {
    if (piece.start > at) parts.push(text.slice(at, piece.start));
    parts.push(
      <span key={piece.start} className={piece.className}>
        {piece.text}
      </span>,
    );
    at = piece.start + piece.text.length;
  }
  parts.push(text.slice(at));
  return (
    <>
      {parts}
      {fault && (
        <span
          data-fault=""
          className={styles.fault}
          style={{ left: `${fault.position}ch`, width: `${Math.max(1, fault.length)}ch` }}
        />
      )}
    </>
  );
}

interface Piece {
  start: number;
  text: string;
  className: string | undefined;
}

/** The tokens with their colours; what stands in parentheses is looked into. */
function pieces(text: string, offset: number): Piece[] {
  return tokenize(text).flatMap((token) => {
    const start = token.start + offset;
    if (token.kind === "list")
      return pieces(text.slice(token.start + 1, token.start + token.text.length - 1), start + 1);
    const className = classOf(token);
    return className ? [{ start, text: token.text, className }] : [];
  });
}

function classOf(token: Token): string | undefined {
  if (token.kind === "number") return styles.number;
  if (token.kind === "singleQuoted" || token.kind === "doubleQuoted") return styles.text;
  if (token.kind !== "name") return undefined;
  if (isKeyword(token, "AND", "OR", "NOT")) return styles.keyword;
  if (isKeyword(token, "LIKE", "ILIKE", "IN", "IS", "NULL")) return undefined;
  return entityOf(fieldParts(token.text).entity) ? styles.field : undefined;
}
