/**
 * The wall of charts: one card for each metric of the runs that are drawn, in sections by prefix. Used beside the runs table, on an
 * experiment's and on a run's charts. A page gives
 *
 * - `runs`: those that are drawn, in the order of its view. Keep the array the same while nothing changed (`useMemo`), as every
 *   card compares it. Looks come from `useRunLooks` of `kit`, and the page shows the same looks beside the runs' names.
 * - `metrics`: the keys of their metrics; undefined while it is not known yet. Keep it the same too, and `curves`.
 * - `options` and `onOptions`: how charts are drawn. `useChartOptions` keeps them in the page's address.
 * - `children`: further controls for the toolbar.
 *
 * The run under the pointer is shared with tables by `lightRun` and `useIsLit` of `kit/lit`. Cards exist, and their points are
 * fetched, only within one screen of what is in view. The wall fills the flex column that it is in, and scrolls by itself.
 */
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { count, visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { Scroll } from "../kit/Scroll";
import { Empty, Skeleton } from "../kit/States";
import { ChartCard } from "./ChartCard";
import styles from "./ChartWall.module.css";
import { SeriesStore } from "./data";
import type { ChartOptions } from "./options";
import { preparePainting } from "./painting";
import type { Range } from "./plot/extent";
import type { DrawnRun } from "./runs";
import { isSystem, keyFilter, type Section, sectionsOf } from "./sections";
import { useCardSize, useSizeKeys } from "./useCardSize";
import { useWallView } from "./useWallView";
import { WallTools } from "./WallTools";
import { cardSizes, layOutWall, type Row, rowsWithin, sizeThatFits } from "./wallLayout";

const FullScreen = lazy(() => import("./FullScreen").then((module) => ({ default: module.FullScreen })));

export interface ChartWallProps {
  runs: readonly DrawnRun[];
  metrics: readonly string[] | undefined;
  /** Those of the metrics that come first, if that is known: of them there is more to see than one value. */
  curves?: ReadonlySet<string> | undefined;
  options: ChartOptions;
  onOptions: (change: Partial<ChartOptions>) => void;
  children?: ReactNode;
  /** Other charts, above those of the metrics. */
  above?: ReactNode;
  /** What stands there if there are no metrics. */
  empty?: ReactNode;
}

export function ChartWall({ runs, metrics, curves, options, onOptions, children, above, empty }: ChartWallProps) {
  const [store] = useState(() => new SeriesStore());
  const [chosenSize, setSize] = useCardSize();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [linked, setLinked] = useState(true);
  const [zooms, setZooms] = useState<ReadonlyMap<string, Range>>(new Map());
  const [full, setFull] = useState<string>();
  // The worker begins while the points are on their way.
  useEffect(() => void preparePainting(), []);
  const wall = useRef<HTMLDivElement>(null);
  const view = useWallView(wall);

  const sections = useMemo(() => {
    const filter = keyFilter(options.search) ?? (() => true);
    return metrics && sectionsOf(metrics.filter(filter), curves);
  }, [metrics, curves, options.search]);
  const index = chosenSize ?? sizeThatFits(sections ?? [], folded, view);
  useSizeKeys(index, setSize);
  const layout = useMemo(
    () => sections && layOutWall(sections, folded, view.width, cardSizes[index]),
    [sections, folded, view.width, index],
  );
  const systemOptions = useMemo(() => forSystem(options, runs.length), [options, runs.length]);
  const optionsOf = (metric: string) => (isSystem(metric) ? systemOptions : options);
  const zoomKey = (metric: string) => (linked ? `axis ${optionsOf(metric).x}` : `chart ${metric}`);

  // Cards are compared by their props: these must not change with every rendering.
  const zoomKeyNow = useRef(zoomKey);
  zoomKeyNow.current = zoomKey;
  const zoom = useCallback((metric: string, range: Range | undefined) => {
    setZooms((before) => {
      const after = new Map(before);
      const key = zoomKeyNow.current(metric);
      if (range) after.set(key, range);
      else after.delete(key);
      return after;
    });
  }, []);
  const fold = (name: string) =>
    setFolded((before) => {
      const after = new Set(before);
      if (!after.delete(name)) after.add(name);
      return after;
    });
  // What a whole screen hides is not drawn anew until it is seen again.
  const seen = useRef(zooms);
  if (full === undefined) seen.current = zooms;
  const card = (metric: string, width: number, height: number, ranges: ReadonlyMap<string, Range>) => ({
    metric,
    runs,
    options: optionsOf(metric),
    store,
    width,
    height,
    range: ranges.get(zoomKey(metric)),
    onZoom: zoom,
  });

  return (
    <div className={styles.frame}>
      <WallTools
        options={options}
        onOptions={onOptions}
        linked={linked}
        onLinked={setLinked}
        size={index}
        onSize={setSize}
        runs={runs}
      >
        {children}
      </WallTools>
      <Scroll label="Charts" className={styles.scroll}>
        {above}
        <div ref={wall} className={styles.wall} style={{ height: layout?.height ?? 0 }}>
          {layout &&
            view.width > 0 &&
            rowsWithin(layout.rows, view.top, view.bottom).map((row) => (
              <WallRow key={row.section ? `s ${row.section.name}` : `c ${row.keys[0]}`} row={row} onFold={fold}>
                {(metric) => (
                  <ChartCard
                    key={metric}
                    {...card(metric, layout.cardWidth, row.height, seen.current)}
                    onFullScreen={setFull}
                  />
                )}
              </WallRow>
            ))}
        </div>
        {!sections && <Skeleton lines={6} label="Loading charts" />}
        {sections?.length === 0 && <Nothing searched={metrics?.length !== 0} empty={empty} />}
      </Scroll>
      {full !== undefined && (
        <Suspense>
          <FullScreen title={full} onClose={() => setFull(undefined)}>
            {(width, height) => <ChartCard {...card(full, width, height, zooms)} />}
          </FullScreen>
        </Suspense>
      )}
    </div>
  );
}

/** Metrics of the machine have steps that say nothing: they are drawn by time, from the start of each run if there are several. */
function forSystem(options: ChartOptions, runs: number): ChartOptions {
  if (options.x !== "step") return options;
  return { ...options, x: runs > 1 ? "relative" : "time" };
}

interface WallRowProps {
  row: Row;
  onFold: (name: string) => void;
  children: (metric: string) => ReactNode;
}

function WallRow({ row, onFold, children }: WallRowProps) {
  return (
    <div className={styles.row} style={{ top: row.top, height: row.height }}>
      {row.section ? <Heading section={row.section} folded={row.folded} onFold={onFold} /> : row.keys.map(children)}
    </div>
  );
}

function Heading({ section, folded, onFold }: { section: Section; folded: boolean; onFold: (name: string) => void }) {
  const { name, keys } = section;
  return (
    <h2 className={styles.heading}>
      <button type="button" className={styles.section} aria-expanded={!folded} onClick={() => onFold(name)}>
        <Icon name={folded ? "chevronRight" : "chevronDown"} size={14} />
        {visible(name)}
        <span className={styles.count}>{keys.length === 1 ? "1 chart" : `${count(keys.length)} charts`}</span>
      </button>
    </h2>
  );
}

function Nothing({ searched, empty }: { searched: boolean; empty: ReactNode }) {
  if (!searched) return empty ?? <Empty title="No metrics yet">Metrics appear here as soon as a run logs one.</Empty>;
  return <Empty title="No chart matches">No metric of the runs that are drawn has a name like this.</Empty>;
}
