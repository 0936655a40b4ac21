import { memo } from "react";
import { number, visible } from "../kit/format";
import type { Column } from "./columns";
import { type Histogram, pathOf, placeOf } from "./histograms";
import styles from "./RunsTable.module.css";
import { cellOf, type RowRef } from "./rows";

const HEIGHT = 14;

/** How the values of a column are distributed, of the rows that are here; a line marks where the lit run stands. */
export const Strip = memo(function Strip({ histogram, column }: { histogram: Histogram; column: Column }) {
  return (
    <span className={styles.strip} title={titleOf(histogram)} aria-hidden="true">
      <svg viewBox={`0 0 ${histogram.bars.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={pathOf(histogram, HEIGHT)} />
      </svg>
      <i data-strip={column.name} />
    </span>
  );
});

function titleOf(histogram: Histogram): string {
  if (histogram.words) return `${histogram.words.map(visible).join(", ")} in the rows that are here`;
  return `${number(histogram.least)} to ${number(histogram.greatest)} in the rows that are here`;
}

/** Marks where a run stands in each column, or takes the marks away: moved with the pointer, so nothing is rendered anew. */
export function markStrips(
  header: ParentNode | null | undefined,
  histograms: ReadonlyMap<string, Histogram>,
  ref: RowRef | undefined,
): void {
  for (const mark of header?.querySelectorAll<HTMLElement>("[data-strip]") ?? []) {
    const name = mark.dataset.strip ?? "";
    const histogram = histograms.get(name);
    const place = histogram && ref && placeOf(histogram, cellOf(ref, name));
    mark.style.visibility = place === undefined ? "hidden" : "visible";
    if (place !== undefined) mark.style.left = `${place * 100}%`;
  }
}
