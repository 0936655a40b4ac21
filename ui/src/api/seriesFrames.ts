/** Reads series as the server sends them in bytes: docs/formats/series.md. */

/** Asked for in `Accept`; a server that does not know it answers JSON. */
export const FRAMES = "application/vnd.leat.series";

type Differences = "u8" | "u16" | "u32";
type NumberType = Differences | "f32" | "f64";

interface Column {
  name: string;
  type: NumberType;
  /** Where differences begin. */
  first?: number;
}

interface Header {
  run_id: string;
  key: string;
  version?: string;
  unchanged?: boolean;
  total?: number;
  thinned?: boolean;
  n?: number;
  columns?: Column[];
}

/** One series: what its header says, and its columns by name. */
export interface Frame extends Omit<Header, "columns"> {
  columns: Map<string, Float64Array | Float32Array>;
}

const types = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array, f64: Float64Array } as const;
const text = new TextDecoder();

/** The frames of a whole answer. Columns of a type that is not known are left out, as the format asks. */
export function readFrames(buffer: ArrayBuffer): Frame[] {
  const lengths = new DataView(buffer);
  const frames: Frame[] = [];
  for (let at = 0; at < buffer.byteLength; ) {
    const header = lengths.getUint32(at, true);
    const data = lengths.getUint32(at + 4, true);
    const begin = at + 8 + header;
    const { columns, ...rest } = JSON.parse(text.decode(new Uint8Array(buffer, at + 8, header))) as Header;
    frames.push({ ...rest, columns: readColumns(buffer, begin, begin + data, columns ?? [], rest.n ?? 0) });
    at = begin + data;
  }
  return frames;
}

function readColumns(buffer: ArrayBuffer, begin: number, end: number, columns: readonly Column[], n: number) {
  const found: Frame["columns"] = new Map();
  let at = begin;
  for (const column of columns) {
    const Type = types[column.type];
    // Of an unknown width, nothing behind it can be found.
    if (!Type) break;
    const bytes = n * Type.BYTES_PER_ELEMENT;
    if (at + bytes > end) throw new Error("The server's answer ended in the middle of a series.");
    found.set(column.name, numbersOf(new Type(buffer, at, n), column));
    at += Math.ceil(bytes / 8) * 8;
  }
  return found;
}

/** Numbers of their own: the answer's bytes are given back, however long one series is kept. */
function numbersOf(raw: InstanceType<(typeof types)[NumberType]>, { first }: Column): Float64Array | Float32Array {
  if (raw instanceof Float32Array || raw instanceof Float64Array) return raw.slice();
  const numbers = new Float64Array(raw.length);
  let sum = first ?? 0;
  for (let i = 0; i < raw.length; i++) {
    sum += raw[i] as number;
    numbers[i] = sum;
  }
  return numbers;
}
