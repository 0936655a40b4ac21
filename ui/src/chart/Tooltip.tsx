import { count, dateTime, duration, number, visible } from "../kit/format";
import { RunMark } from "../kit/RunMark";
import styles from "./ChartCard.module.css";
import type { RunSeries } from "./lines";
import type { Hover } from "./PlotCanvas";
import { type Hit, pointsAt } from "./plot/hit";
import type { AxisKind } from "./plot/ticks";
import { usePoint } from "./usePoint";

/** How many runs a list shows at once: those around the one under the cursor. */
const LISTED = 14;

interface TooltipProps {
  hover: Hover;
  sources: readonly RunSeries[];
  /** Whether all runs at the cursor are listed. */
  all: boolean;
}

/** Names the run under the cursor with value, step and time; or all runs there, the greatest value first. */
export function Tooltip({ hover, sources, all }: TooltipProps) {
  const { hit, plot, px, py, x } = hover;
  const { width, height } = plot.spec;
  if (!hit && !all) return null;
  const source = sources.find(({ run }) => run.runId === hit?.line.id);
  const side = px > width / 2 ? { right: width - px + 14 } : { left: px + 14 };
  const place = py > height / 2 ? { bottom: Math.max(height - py - 10, 0) } : { top: Math.max(py - 10, 0) };
  return (
    <div className={styles.tooltip} style={{ ...side, ...(all ? { top: 0 } : place) }} role="presentation">
      {all ? (
        <List hits={pointsAt(plot, x)} sources={sources} lit={hit?.line.id} />
      ) : (
        source && hit && <One key={source.run.runId} hit={hit} source={source} />
      )}
    </div>
  );
}

function One({ hit, source }: { hit: Hit; source: RunSeries }) {
  const { line, index } = hit;
  const x = source.series.x[index] as number;
  const drawn = source.series.values[index] as number;
  const point = usePoint(source.series, x, drawn);
  const time = point?.time;
  return (
    <>
      <div className={styles.run}>
        <RunMark look={source.run.look} />
        <span className={styles.name}>{visible(source.run.name)}</span>
        <b className={styles.value}>
          {number(line.raw || line.isDifference ? (line.y[index] as number) : (point?.value ?? drawn), 6)}
        </b>
      </div>
      {line.isDifference && <div className={styles.fact}>difference; {number(point?.value ?? drawn, 6)} itself</div>}
      {line.raw && <div className={styles.fact}>{number(point?.value ?? drawn, 6)} before smoothing</div>}
      {/* Of the room that is taken when the rest has come, so that nothing moves. */}
      <div className={styles.fact}>
        {point ? `step ${count(point.step)}` : " "}
        {time !== undefined && time >= source.start && ` · ${duration(time - source.start)}`}
      </div>
      <div className={styles.fact}>{time === undefined ? " " : dateTime(time)}</div>
    </>
  );
}

function List({
  hits,
  sources,
  lit,
}: {
  hits: readonly Hit[];
  sources: readonly RunSeries[];
  lit: string | undefined;
}) {
  const middle = Math.max(
    0,
    hits.findIndex((hit) => hit.line.id === lit),
  );
  const first = Math.max(0, Math.min(middle - Math.floor(LISTED / 2), hits.length - LISTED));
  const shown = hits.slice(first, first + LISTED);
  const below = hits.length - first - shown.length;
  return (
    <>
      {first > 0 && <div className={styles.fact}>{first} above</div>}
      {shown.map((hit) => {
        const source = sources.find(({ run }) => run.runId === hit.line.id);
        return (
          source && (
            <div key={hit.line.id} className={styles.run} data-lit={hit.line.id === lit || undefined}>
              <RunMark look={source.run.look} />
              <span className={styles.name}>{visible(source.run.name)}</span>
              <b className={styles.value}>{number(hit.line.y[hit.index] as number, 5)}</b>
            </div>
          )
        );
      })}
      {below > 0 && <div className={styles.fact}>{below} below</div>}
    </>
  );
}

/**
 * The point under the cursor in a sentence, for those who hear it.
 * @param begun Where the part begins that the cursor draws up.
 */
export function sentenceOf({ line, index }: Hit, axis: AxisKind, begun?: number): string {
  const x = line.x[index] as number;
  const part = begun === undefined ? "" : `; part from ${whereOf(begun, axis)}, Enter shows it`;
  return `${line.name}: ${number(line.y[index] as number, 6)} at ${whereOf(x, axis)}${part}`;
}

function whereOf(x: number, axis: AxisKind): string {
  return axis === "number" ? `step ${count(x)}` : axis === "time" ? dateTime(x) : duration(x);
}
