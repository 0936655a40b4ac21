/** Something measured, beside its bar. */
export interface Figure {
  what: string;
  measured: number;
  bar: number;
  note: string;
}

export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
