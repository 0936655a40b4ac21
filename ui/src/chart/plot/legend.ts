import { type Dimension, extentOf } from "./dimension";
import { rampColour } from "./ramp";
import { shorten } from "./shorten";
import type { PlotTheme, Surface } from "./surface";
import { numberLabel } from "./ticks";

/** The room that a legend needs at the right. */
export const RAMP = 220;

const BAR = 60;
const STEPS = 12;

interface Place {
  width: number;
  theme: PlotTheme & { isDark: boolean };
}

/** The share of an axis at which a value stands, which is its place on the ramp; undefined where there is none. */
export function shareOf(dimension: Dimension, value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  const { words, log } = dimension;
  if (words) return words.length < 2 ? 0 : value / (words.length - 1);
  const [from, to] = extentOf(dimension);
  const at = (each: number) => (log ? Math.log(each) : each);
  return (at(value) - at(from)) / (at(to) - at(from));
}

/** What colours stand for: name, least value, the ramp, greatest value, at the right of a line. */
export function drawRamp(surface: Surface, dimension: Dimension, { width, theme }: Place, y: number): void {
  const { words, values } = dimension;
  const known = values.filter(Number.isFinite);
  const [from, to] = [Math.min(...known), Math.max(...known)];
  const step = Math.abs(to - from) / 10 || 1;
  const [least, greatest] = words
    ? [words[0] ?? "", words.at(-1) ?? ""]
    : known.length > 0
      ? [numberLabel(from, step), numberLabel(to, step)]
      : ["", ""];
  surface.textBaseline = "middle";
  surface.fillStyle = theme.muted;
  surface.textAlign = "right";
  let right = width - 12;
  const write = (text: string, most: number) => {
    const short = shorten(text, most, surface);
    surface.fillText(short, right, y);
    right -= surface.measureText(short).width + 5;
  };
  write(greatest, 50);
  right -= BAR;
  for (let i = 0; i < STEPS; i++) {
    surface.fillStyle = rampColour((i + 0.5) / STEPS, theme.isDark);
    surface.beginPath();
    surface.rect(right + (i * BAR) / STEPS, y - 4, BAR / STEPS + 0.5, 8);
    surface.fill();
  }
  right -= 5;
  surface.fillStyle = theme.muted;
  write(least, 50);
  surface.fillStyle = theme.text;
  write(dimension.label, 90);
}
