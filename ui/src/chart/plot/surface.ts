/**
 * What charts draw on: the part of a canvas's context that they use. A canvas has it, and so have the writer of SVG files and the
 * recorder of the tests, so that all three are drawn by the same code.
 */
export interface Surface {
  strokeStyle: string | CanvasGradient | CanvasPattern;
  fillStyle: string | CanvasGradient | CanvasPattern;
  lineWidth: number;
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  lineJoin: CanvasLineJoin;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
  rect(x: number, y: number, width: number, height: number): void;
  /** On pictures of pixels only: there, filling is quicker than stroking. */
  fillRect?(x: number, y: number, width: number, height: number): void;
  arc(x: number, y: number, radius: number, start: number, end: number): void;
  stroke(): void;
  fill(): void;
  clip(): void;
  save(): void;
  restore(): void;
  fillText(text: string, x: number, y: number): void;
  setLineDash(pieces: number[]): void;
  measureText(text: string): { width: number };
}

/** Columns of numbers: what is drawn is never objects. */
export type Numbers = Float64Array | Float32Array;

/** One series on a plot. */
export interface Line {
  /** Of the run. */
  id: string;
  name: string;
  /** A colour that a canvas knows: already of the theme. */
  colour: string;
  dash: readonly number[];
  /** Ascending; the same length as `y`. */
  x: Float64Array;
  /** NaN is a gap, an infinity a mark at the edge. */
  y: Numbers;
  /** The values before they were smoothed, drawn faintly behind. */
  raw?: Numbers | undefined;
  /** Whether `y` is the difference to another line. */
  isDifference?: boolean;
}

/** Colours and font of everything but the lines. */
export interface PlotTheme {
  ground: string;
  text: string;
  muted: string;
  grid: string;
  accent: string;
  font: string;
}

export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** From which number of lines on they are faint, so that the one that is lit stands out. */
export const MANY = 30;
