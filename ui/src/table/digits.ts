import { grouped, number } from "../kit/format";

/** How the numbers of a column are written: all to the same place behind the point, so that digits stand below digits. */
export interface Digits {
  /** Places behind the point. */
  places: number;
}

/** Figures that tell values apart: as many as a table has room for. */
const FIGURES = 4;

/** The places that fit these values, so that most of them show four figures. */
export function digitsOf(values: Iterable<number>): Digits {
  let greatest = 0;
  let whole = true;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    greatest = Math.max(greatest, Math.abs(value));
    whole &&= Number.isInteger(value);
  }
  if (whole || greatest === 0) return { places: 0 };
  const before = Math.floor(Math.log10(greatest)) + 1;
  return { places: Math.min(6, Math.max(0, FIGURES - Math.max(0, before))) };
}

/** A value of such a column. One that would keep fewer than two figures, or is very large, is written for itself. */
export function write(value: number, { places }: Digits): string {
  const size = Math.abs(value);
  const isPlain = Number.isFinite(value) && (size === 0 || (size >= 10 ** (1 - places) && size < 1e9));
  if (!isPlain || (places === 0 && !Number.isInteger(value))) return number(value);
  const text = grouped(size.toFixed(places));
  return value < 0 ? `−${text}` : text;
}
