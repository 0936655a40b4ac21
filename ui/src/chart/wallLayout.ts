import type { Section } from "./sections";

export interface CardSize {
  /** The least width. */
  least: number;
  height: number;
}

/** How large cards are, from small to large, in CSS px. */
export const cardSizes: readonly CardSize[] = [
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
  size: CardSize = cardSizes[USUAL_SIZE] as CardSize,
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

/** The size of cards that nobody has chosen: larger than usual where all of them fit on the screen so. */
export function sizeThatFits(
  sections: readonly Section[],
  folded: ReadonlySet<string>,
  { width, screen }: { width: number; screen: number },
): number {
  for (let index = cardSizes.length - 1; index > USUAL_SIZE; index--) {
    const size = cardSizes[index] as CardSize;
    if (size.least <= width && layOutWall(sections, folded, width, size).height <= screen) return index;
  }
  return USUAL_SIZE;
}

/** The rows that reach into a part of the wall. */
export function rowsWithin(rows: readonly Row[], top: number, bottom: number): Row[] {
  return rows.filter((row) => row.top + row.height > top && row.top < bottom);
}
