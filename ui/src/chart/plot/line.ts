import { firstAtLeast, type Scale } from "./scale";
import type { Line, Numbers, Surface } from "./surface";

/** Where a line leaves the chart because a value is infinite. */
export interface EdgeMark {
  x: number;
  up: boolean;
}

// Beyond this, canvases lose precision; far outside of any chart.
const FAR = 1e6;

/**
 * Draws a line into the current path, column by column of pixels: of all points in one column, the first, the least, the greatest
 * and the last. So the cost is bounded by the width, and no extreme is lost. NaN makes a gap.
 * @returns Where values are infinite, at most one mark a column and direction.
 */
export function traceLine(
  surface: Pick<Surface, "moveTo" | "lineTo">,
  line: Pick<Line, "x">,
  values: Numbers,
  xs: Scale,
  ys: Scale,
): EdgeMark[] {
  const { x } = line;
  const marks: EdgeMark[] = [];
  // One point before and one behind the range, so that the line runs to the edge.
  const first = Math.max(0, firstAtLeast(x, xs.from) - 1);
  const end = Math.min(x.length, firstAtLeast(x, xs.to) + 2);
  const column = new Column(surface);
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
  private isDown = false;
  private points = 0;
  private readonly surface: Pick<Surface, "moveTo" | "lineTo">;

  constructor(surface: Pick<Surface, "moveTo" | "lineTo">) {
    this.surface = surface;
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
    this.points = 0;
  }

  private flush(): void {
    if (this.count === 0) return;
    this.to(this.firstX, this.firstY);
    if (this.count > 1) {
      const middle = this.at + 0.5;
      const [one, other] = this.leastIsEarlier ? [this.least, this.greatest] : [this.greatest, this.least];
      if (one !== this.firstY) this.to(middle, one);
      if (other !== one) this.to(middle, other);
      this.to(this.lastX, this.lastY);
    }
    this.points += this.count;
    this.count = 0;
    this.leastIsEarlier = true;
  }

  private to(x: number, y: number): void {
    if (this.isDown) this.surface.lineTo(x, y);
    else this.surface.moveTo(x, y);
    this.isDown = true;
  }
}
