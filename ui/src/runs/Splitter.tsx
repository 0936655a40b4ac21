import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./Splitter.module.css";
import type { Split } from "./state";

const STORAGE = "leat.split";
const LEAST = 0.2;
const MOST = 0.8;

function stored(): number {
  try {
    const share = Number(localStorage.getItem(STORAGE));
    return share >= LEAST && share <= MOST ? share : 0.5;
  } catch {
    return 0.5;
  }
}

/** Whether there is room for two things side by side. */
function useIsWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia("(min-width: 900px)").matches);
  useEffect(() => {
    const query = matchMedia("(min-width: 900px)");
    const follow = () => setWide(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return wide;
}

interface SplitterProps {
  split: Split;
  table: ReactNode;
  charts: ReactNode;
  /** One run, which takes the place of the charts while it is there. */
  drawer: ReactNode;
}

/** The table and, beside it, the charts or one run; the line between them can be moved. */
export function Splitter({ split, table, charts, drawer }: SplitterProps) {
  const [share, setShare] = useState(stored);
  const place = useRef<HTMLDivElement>(null);
  const wide = useIsWide();
  const shown = split === "half" && !wide ? "off" : split;

  const set = (next: number) => {
    const kept = Math.min(MOST, Math.max(LEAST, next));
    setShare(kept);
    try {
      localStorage.setItem(STORAGE, String(kept));
    } catch {
      // Without storage, the place holds for this visit.
    }
  };
  const onMove = (event: PointerEvent) => {
    const box = place.current?.getBoundingClientRect();
    if (box && event.buttons === 1) set((event.clientX - box.left) / box.width);
  };
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === "ArrowLeft" ? -0.02 : event.key === "ArrowRight" ? 0.02 : 0;
    if (by !== 0) set(share + by);
  };
  const over = drawer && (
    <div className={styles.drawer} data-drawer>
      {drawer}
    </div>
  );
  if (shown !== "half")
    return (
      <div className={styles.place}>
        {shown === "off" ? <div className={styles.rest}>{table}</div> : charts}
        {over}
      </div>
    );
  return (
    <div ref={place} className={styles.place}>
      <div className={styles.part} style={{ width: `${share * 100}%` }}>
        {table}
      </div>
      <div
        role="separator"
        tabIndex={0}
        aria-label="Room for the table"
        aria-orientation="vertical"
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={LEAST * 100}
        aria-valuemax={MOST * 100}
        className={styles.line}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onMove}
        onKeyDown={onKey}
      />
      <div className={styles.beside}>
        {/* Left as they are, so that closing the drawer draws nothing anew. */}
        <div className={styles.charts} inert={Boolean(drawer)}>
          {charts}
        </div>
        {over}
      </div>
    </div>
  );
}
