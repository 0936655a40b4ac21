import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import { classes } from "../kit/classes";
import { count, visible } from "../kit/format";
import { Scroll } from "../kit/Scroll";
import styles from "./DiffLines.module.css";
import type { DiffLine } from "./lineDiff";

const lineHeight = 18;
/** Equal lines that are shown around a difference. */
const around = 3;
const mostOfLine = 2_000;

type Shown = DiffLine | { kind: "gap"; lines: number };

const marks = { same: " ", removed: "−", added: "+" };
const words = { same: "", removed: "removed: ", added: "added: " };

/** The lines of two texts; those far from any difference can be left out. Only the lines in view exist. */
export function DiffLines({ lines, all }: { lines: readonly DiffLine[]; all: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => (all ? lines : aroundDifferences(lines)), [lines, all]);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => place.current,
    estimateSize: () => lineHeight,
    overscan: 30,
    initialRect: { width: 800, height: 600 },
  });
  const longest = useMemo(
    () => lines.reduce((most, { text }) => Math.max(most, Math.min(text.length, mostOfLine)), 0),
    [lines],
  );
  return (
    <Scroll ref={place} label="The differences" className={styles.place}>
      <div className={styles.all} style={{ height: virtual.getTotalSize() + 16, minWidth: `${longest + 16}ch` }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = shown[index];
          const at = { transform: `translateY(${start + 8}px)` };
          if (!line) return null;
          if (line.kind === "gap")
            return (
              <div key={index} className={classes(styles.line, styles.gap)} style={at}>
                … {count(line.lines)} equal {line.lines === 1 ? "line" : "lines"}
              </div>
            );
          return (
            <div key={index} className={classes(styles.line, styles[line.kind])} style={at}>
              <span className={styles.number} data-number={line.left ?? ""} />
              <span className={styles.number} data-number={line.right ?? ""} />
              <span className={styles.mark} data-mark={marks[line.kind]} />
              <code className={styles.code}>
                {words[line.kind] && <span className="visually-hidden">{words[line.kind]}</span>}
                {visible(line.text.slice(0, mostOfLine))}
                {line.text.length > mostOfLine && " …"}
              </code>
            </div>
          );
        })}
      </div>
    </Scroll>
  );
}

/** The differences, some equal lines around each, and how many were left out between. */
export function aroundDifferences(lines: readonly DiffLine[]): Shown[] {
  const near = new Uint8Array(lines.length);
  lines.forEach(({ kind }, index) => {
    if (kind !== "same") near.fill(1, Math.max(0, index - around), index + around + 1);
  });
  const shown: Shown[] = [];
  for (let index = 0; index < lines.length; ) {
    const line = lines[index];
    if (line && near[index]) {
      shown.push(line);
      index++;
      continue;
    }
    const from = index;
    while (index < lines.length && !near[index]) index++;
    shown.push({ kind: "gap", lines: index - from });
  }
  return shown;
}
