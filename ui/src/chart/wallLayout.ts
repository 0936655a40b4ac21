import type { Section } from "./sections";

/** How large cards are, from small to large: the least width, and the height, in CSS px. */
export const cardSizes: readonly { least: number; height: number }[] = [
  { least: 240, height: 160 },
  { least: 320, height: 192 },
  { least: 440, height: 260 },
  { least: 640, height: 340 },
  { least: 960, height: 460 },
];

export const USUAL_SIZE = 1;
export const GAP = 12;
export const HEADING = 40;

/** A row of the wall: the heading of a section, or cards side by side. */
export type Row = { top: number; height: number } & (
  | { section: Section; folded: boolean; keys?: undefined }
  | { section?: undefined; keys: string[] }
);

export interface WallLayout {
  rows: Row[];
  height: number;
  cardWidth: number;
}

/** Where everything stands. Cheap also for thousands of metrics, so that only what is near the screen need exist. */
export function layOutWall(
  sections: readonly Section[],
  folded: ReadonlySet<string>,
  width: number,
  size: { least: number; height: number },
): WallLayout {
  const columns = Math.max(1, Math.floor((width + GAP) / (size.least + GAP)));
  const cardWidth = Math.floor((width - GAP * (columns - 1)) / columns);
  const rows: Row[] = [];
  let top = 0;
  for (const section of sections) {
    const isFolded = folded.has(section.name);
    rows.push({ section, folded: isFolded, top, height: HEADING });
    top += HEADING;
    if (isFolded) continue;
    for (let at = 0; at < section.keys.length; at += columns) {
      rows.push({ keys: section.keys.slice(at, at + columns), top, height: size.height });
      top += size.height + GAP;
    }
  }
  return { rows, height: top, cardWidth };
}

/** The rows that reach into a part of the wall. */
export function rowsWithin(rows: readonly Row[], top: number, bottom: number): Row[] {
  return rows.filter((row) => row.top + row.height > top && row.top < bottom);
}
