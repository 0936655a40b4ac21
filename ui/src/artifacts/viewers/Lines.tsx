import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import { visible } from "../../kit/format";
import { Scroll } from "../../kit/Scroll";
import type { Line } from "./codeLines";
import styles from "./Lines.module.css";

const lineHeight = 18;

/** Text by lines with their numbers; only the lines in view exist. */
export function Lines({ lines, label }: { lines: readonly Line[]; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => place.current,
    estimateSize: () => lineHeight,
    overscan: 30,
    initialRect: { width: 800, height: 600 },
  });
  const longest = useMemo(() => lines.reduce((most, line) => Math.max(most, lengthOf(line)), 0), [lines]);
  const digits = String(lines.length).length;
  return (
    <Scroll ref={place} label={label} className={styles.place}>
      <div
        className={styles.all}
        style={{ height: virtual.getTotalSize() + 16, minWidth: `${longest + digits + 6}ch` }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div key={index} className={styles.line} style={{ transform: `translateY(${start + 8}px)` }}>
            <span className={styles.number} style={{ width: `${digits + 2}ch` }} data-number={index + 1} />
            <code className={styles.code}>
              {lines[index]?.map((piece, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never move.
                <span key={at} className={piece.kind ? styles[piece.kind] : undefined}>
                  {visible(piece.text)}
                </span>
              ))}
            </code>
          </div>
        ))}
      </div>
    </Scroll>
  );
}

function lengthOf(line: Line): number {
  let length = 0;
  // A tab is as wide as four.
  for (const { text } of line) length += text.length + 3 * (text.split("\t").length - 1);
  return length;
}
