import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { count, visible } from "../../kit/format";
import { Icon } from "../../kit/Icon";
import { Scroll } from "../../kit/Scroll";
import styles from "./JsonTree.module.css";
import { ExactNumber, type Json, type JsonRow, jsonRows } from "./json";

const rowHeight = 24;
const mostOfText = 1_000;

/** A JSON document whose parts open and close; only the lines in view exist. */
export function JsonTree({ value }: { value: Json }) {
  // What was turned round by hand; the rest is open to the second level.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => jsonRows(value, (path, depth) => depth < 2 !== turned.has(path)), [value, turned]);
  const place = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    overscan: 20,
    initialRect: { width: 800, height: 600 },
  });
  const turn = (path: string) =>
    setTurned((before) => {
      const next = new Set(before);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  return (
    <Scroll ref={place} label="The document" className={styles.place}>
      <div className={styles.all} style={{ height: virtual.getTotalSize() + 16 }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <div
                key={row.path}
                className={styles.row}
                style={{ transform: `translateY(${start + 8}px)`, paddingInlineStart: 12 + row.depth * 16 }}
              >
                <Row row={row} onTurn={() => turn(row.path)} />
              </div>
            )
          );
        })}
      </div>
    </Scroll>
  );
}

function Row({ row, onTurn }: { row: JsonRow; onTurn: () => void }) {
  const name = row.name !== undefined && <span className={styles.name}>{visible(row.name)}</span>;
  if (row.size === undefined)
    return (
      <>
        <span className={styles.space} />
        {name}
        {!row.path.endsWith("/…") && <Value value={row.value} />}
      </>
    );
  return (
    <button type="button" className={styles.turn} aria-expanded={row.open} onClick={onTurn}>
      <Icon name={row.open ? "chevronDown" : "chevronRight"} size={12} />
      {name}
      <span className={styles.size}>{Array.isArray(row.value) ? `[${count(row.size)}]` : `{${count(row.size)}}`}</span>
    </button>
  );
}

function Value({ value }: { value: Json }) {
  if (value instanceof ExactNumber) return <span className={styles.number}>{value.text}</span>;
  if (typeof value === "string") {
    const text = value.length > mostOfText ? `${value.slice(0, mostOfText)}… (${count(value.length)})` : value;
    return <span className={styles.string}>{visible(JSON.stringify(text))}</span>;
  }
  return <span className={typeof value === "number" ? styles.number : styles.word}>{String(value)}</span>;
}
