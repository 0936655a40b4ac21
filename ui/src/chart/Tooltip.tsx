import { dateTime, duration, number, visible } from "../kit/format";
import { RunMark } from "../kit/RunMark";
import styles from "./ChartCard.module.css";
import type { RunSeries } from "./lines";
import type { Hover } from "./PlotCanvas";
import { type Hit, pointsAt } from "./plot/hit";

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
  const side = px > width / 2 ? { right: width - px + 14 } : { left: px + 14 };
  const place = py > height / 2 ? { bottom: Math.max(height - py - 10, 0) } : { top: Math.max(py - 10, 0) };
  return (
    <div className={styles.tooltip} style={{ ...side, ...(all ? { top: 0 } : place) }} role="presentation">
      {all ? (
        <List hits={pointsAt(plot, x)} sources={sources} lit={hit?.line.id} />
      ) : (
        hit && <One hit={hit} sources={sources} />
      )}
    </div>
  );
}

function One({ hit, sources }: { hit: Hit; sources: readonly RunSeries[] }) {
  const source = sources.find(({ run }) => run.runId === hit.line.id);
  if (!source) return null;
  const { value, raw, step, time, since } = describe(hit, source);
  return (
    <>
      <div className={styles.run}>
        <RunMark look={source.run.look} />
        <span className={styles.name}>{visible(source.run.name)}</span>
        <b className={styles.value}>{value}</b>
      </div>
      {raw && <div className={styles.fact}>{raw} before smoothing</div>}
      <div className={styles.fact}>
        step {step}
        {since && ` · ${since}`}
      </div>
      <div className={styles.fact}>{time}</div>
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

function describe({ line, index }: Hit, { series, start }: RunSeries) {
  const time = series.times[index];
  return {
    value: number(line.y[index] as number, 6),
    raw: line.raw && number(line.raw[index] as number, 6),
    step: number(series.steps[index] as number, 15),
    time: time === undefined ? "" : dateTime(time),
    since: time === undefined || time < start ? "" : duration(time - start),
  };
}

/** The point under the cursor in a sentence, for those who hear it. */
export function sentenceOf(hit: Hit, sources: readonly RunSeries[]): string {
  const source = sources.find(({ run }) => run.runId === hit.line.id);
  if (!source) return "";
  const { value, step, time } = describe(hit, source);
  return `${visible(source.run.name)}: ${value} at step ${step}, ${time}`;
}
