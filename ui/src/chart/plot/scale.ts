/** How values become pixels. Linear in the value, or in its logarithm. */
export interface Scale {
  log: boolean;
  /** The values at the two ends. For a logarithmic scale, both are above zero. */
  from: number;
  to: number;
  /** The pixels at the two ends. */
  start: number;
  end: number;
  /** pixel = offset + factor × value, or × ln(value). */
  factor: number;
  offset: number;
}

export function makeScale(log: boolean, from: number, to: number, start: number, end: number): Scale {
  const [low, high] = log ? [Math.log(from), Math.log(to)] : [from, to];
  const factor = high === low ? 0 : (end - start) / (high - low);
  return { log, from, to, start, end, factor, offset: factor === 0 ? (start + end) / 2 : start - factor * low };
}

/** The pixel of a value. On a logarithmic scale, what is not above zero has none: NaN. */
export function place(scale: Scale, value: number): number {
  if (scale.log) return value > 0 ? scale.offset + scale.factor * Math.log(value) : Number.NaN;
  return scale.offset + scale.factor * value;
}

/** The value at a pixel. */
export function valueAt(scale: Scale, pixel: number): number {
  if (scale.factor === 0) return scale.from;
  const value = (pixel - scale.offset) / scale.factor;
  return scale.log ? Math.exp(value) : value;
}

/** The range after moving by a share of its width, or becoming wider or narrower around a value. */
export function zoomed(scale: Scale, around: number, by: number): [number, number] {
  const pixel = place(scale, around);
  return [valueAt(scale, pixel + (scale.start - pixel) * by), valueAt(scale, pixel + (scale.end - pixel) * by)];
}

export function panned(scale: Scale, by: number): [number, number] {
  const shift = (scale.end - scale.start) * by;
  return [valueAt(scale, scale.start + shift), valueAt(scale, scale.end + shift)];
}

/** The index of the first of ascending numbers that is at least `value`; the length if none is. */
export function firstAtLeast(ascending: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
