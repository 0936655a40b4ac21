import { firstAtLeast, type Scale } from "./scale";
import type { Line, Numbers, Surface } from "./surface";

/** Where a line leaves the chart because a value is infinite. */
export interface EdgeMark {
  x: number;
  up: boolean;
}

/** Columns of pixels that a line fills, from the least to the greatest point of each. */
export class Filled {
  readonly columns: number[] = [];
  /** In px, one of each column. */
  readonly tops: number[] = [];
  readonly bottoms: number[] = [];
}

// Beyond this, canvases lose precision; far outside of any chart.
const FAR = 1e6;

/** How far apart the points of one column must be, in px, for it to be filled. */
const TALL = 4;

/**
 * Draws a line into the current path, column by column of pixels: of all points in one column, the first, the least, the greatest
 * and the last. So the cost is bounded by the width, and no extreme is lost. NaN makes a gap.
 * @param filled Gathers columns that are to be filled by `fillColumns` instead, where the line goes up and down within a pixel: it looks
 * the same, and to stroke it takes 90 ms where there is no GPU, as each stroke has to be found on every row of pixels.
 * @returns Where values are infinite, at most one mark a column and direction.
 */
export function traceLine(
  surface: Pick<Surface, "moveTo" | "lineTo">,
  line: Pick<Line, "x">,
  values: Numbers,
  xs: Scale,
  ys: Scale,
  filled?: Filled,
): EdgeMark[] {
  const { x } = line;
  const marks: EdgeMark[] = [];
  // One point before and one behind the range, so that the line runs to the edge.
  const first = Math.max(0, firstAtLeast(x, xs.from) - 1);
  const end = Math.min(x.length, firstAtLeast(x, xs.to) + 2);
  const column = new Column(surface, filled);
  const { factor: xFactor, offset: xOffset, log: xLog } = xs;
  const { factor: yFactor, offset: yOffset, log: yLog } = ys;
  for (let i = first; i < end; i++) {
    const value = values[i] as number;
    const step = x[i] as number;
    const px = xOffset + xFactor * (xLog ? Math.log(step) : step);
    let py = yOffset + yFactor * (yLog ? Math.log(value) : value);
    if (Number.isFinite(py) && Number.isFinite(px)) {
      if (py > FAR) py = FAR;
      else if (py < -FAR) py = -FAR;
      column.add(px, py);
      continue;
    }
    column.lift();
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) mark(marks, px, value > 0);
  }
  column.lift();
  return marks;
}

function mark(marks: EdgeMark[], x: number, up: boolean): void {
  const last = marks[marks.length - 1];
  if (last && last.up === up && Math.abs(last.x - x) < 4) return;
  if (Number.isFinite(x)) marks.push({ x, up });
}

/** Fills columns, as wide as a line and half of that beyond their points, as a stroke goes. */
export function fillColumns(surface: Required<Pick<Surface, "fillRect">>, filled: Filled, width: number): void {
  const { columns, tops, bottoms } = filled;
  const half = width / 2;
  for (let i = 0; i < columns.length; i++) {
    const top = tops[i] as number;
    surface.fillRect((columns[i] as number) + 0.5 - half, top - half, width, (bottoms[i] as number) - top + width);
  }
}

/** The points that fall into one column of pixels. */
class Column {
  private at = Number.NaN;
  private count = 0;
  private firstX = 0;
  private firstY = 0;
  private lastX = 0;
  private lastY = 0;
  private least = 0;
  private greatest = 0;
  private leastIsEarlier = true;
  /** Whether the line goes on from the column before. */
  private isDown = false;
  /** Where it ended there, if the path does not end there itself, as the column was filled. */
  private filledTo: readonly [x: number, y: number] | undefined;
  private points = 0;
  private readonly surface: Pick<Surface, "moveTo" | "lineTo">;
  private readonly filled: Filled | undefined;

  constructor(surface: Pick<Surface, "moveTo" | "lineTo">, filled: Filled | undefined) {
    this.surface = surface;
    this.filled = filled;
  }

  add(x: number, y: number): void {
    const at = Math.floor(x);
    if (at !== this.at || this.count === 0) {
      this.flush();
      this.at = at;
      this.count = 1;
      this.firstX = this.lastX = x;
      this.firstY = this.lastY = this.least = this.greatest = y;
      return;
    }
    this.count++;
    this.lastX = x;
    this.lastY = y;
    if (y < this.least) {
      this.least = y;
      this.leastIsEarlier = false;
    } else if (y > this.greatest) {
      this.greatest = y;
      this.leastIsEarlier = true;
    }
  }

  /** Ends the line here: what follows begins anew. A point between two gaps is drawn as a dot, or it would be lost. */
  lift(): void {
    this.flush();
    if (this.points === 1) this.surface.lineTo(this.lastX + 1, this.lastY);
    this.isDown = false;
    this.filledTo = undefined;
    this.points = 0;
  }

  private flush(): void {
    if (this.count === 0) return;
    // Beside a filled column the next is filled too, however flat: a stroke there would leave a notch.
    if (this.filled && (this.greatest - this.least >= TALL || this.isBeside(this.filled))) this.fill(this.filled);
    else this.draw();
    this.points += this.count;
    this.count = 0;
    this.leastIsEarlier = true;
  }

  private draw(): void {
    this.to(this.firstX, this.firstY);
    if (this.count === 1) return;
    const middle = this.at + 0.5;
    const [one, other] = this.leastIsEarlier ? [this.least, this.greatest] : [this.greatest, this.least];
    if (one !== this.firstY) this.to(middle, one);
    if (other !== one) this.to(middle, other);
    this.to(this.lastX, this.lastY);
  }

  private fill({ columns, tops, bottoms }: Filled): void {
    let [top, bottom] = [this.least, this.greatest];
    if (this.filledTo && this.isBeside({ columns })) {
      // Between neighbours the line crosses the edge half way: each of them goes as far.
      const middle = (this.filledTo[1] + this.firstY) / 2;
      const last = columns.length - 1;
      tops[last] = Math.min(tops[last] as number, middle);
      bottoms[last] = Math.max(bottoms[last] as number, middle);
      [top, bottom] = [Math.min(top, middle), Math.max(bottom, middle)];
    } else if (this.isDown) this.to(this.firstX, this.firstY);
    columns.push(this.at);
    tops.push(top);
    bottoms.push(bottom);
    this.isDown = true;
    this.filledTo = [this.lastX, this.lastY];
  }

  /** Whether the line comes from a filled column right before. */
  private isBeside({ columns }: Pick<Filled, "columns">): boolean {
    return this.filledTo !== undefined && columns[columns.length - 1] === this.at - 1;
  }

  private to(x: number, y: number): void {
    if (this.filledTo) this.surface.moveTo(...this.filledTo);
    this.filledTo = undefined;
    if (this.isDown) this.surface.lineTo(x, y);
    else this.surface.moveTo(x, y);
    this.isDown = true;
  }
}
