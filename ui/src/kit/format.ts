/** Numbers, times and sizes as people read them. */

/** A count with separators: 100,000. */
export function count(value: number): string {
  return grouped(String(value));
}

/** The digits of a number with a comma between thousands, without the browser's formats: making one takes as long as drawing ten rows. */
export function grouped(digits: string): string {
  return digits.length < 4 ? digits : digits.replace(/\d(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, "$&,");
}

/** A metric's value, as the API writes it: a number, or the name of one that JSON lacks. */
export type MetricValue = number | "NaN" | "Infinity" | "-Infinity" | null | undefined;

/** The number that a value stands for; undefined if there is none. */
export function numberOf(value: MetricValue | string): number | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === "number" ? value : Number(value);
}

/** A value to some significant digits, without a tail of zeros: 0.9412, 1.3e-7, 12,345. */
export function number(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) return minus(count(value));
  if (size !== 0 && (size >= 1e9 || size < 1e-4))
    return minus(value.toExponential(Math.max(0, digits - 1)).replace(/\.?0+e/, "e"));
  const text = value.toPrecision(digits);
  return minus(text.includes("e") ? String(Number(text)) : trimZeros(text));
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function minus(text: string): string {
  return text.startsWith("-") ? `−${text.slice(1)}` : text;
}

const units: [number, string][] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
];

/** A length of time in its two largest units: 1 h 30 min, 44 s, 120 ms. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return "";
  if (ms < 0) return minus(`-${duration(-ms)}`);
  for (const [index, [size, unit]] of units.entries()) {
    if (ms < size) continue;
    const whole = Math.floor(ms / size);
    const next = units[index + 1];
    const rest = next ? Math.floor((ms - whole * size) / next[0]) : 0;
    return next && rest > 0 ? `${whole} ${unit} ${rest} ${next[1]}` : `${whole} ${unit}`;
  }
  return `${Math.round(ms)} ms`;
}

/** How long ago: now, 6 min ago, 3 d ago, then the date. */
export function ago(timestampMs: number, nowMs: number): string {
  const past = nowMs - timestampMs;
  if (!isDate(timestampMs)) return `${timestampMs} ms`;
  if (past < -60_000) return date(timestampMs);
  if (past < 60_000) return "now";
  if (past < 3_600_000) return `${Math.floor(past / 60_000)} min ago`;
  if (past < 86_400_000) return `${Math.floor(past / 3_600_000)} h ago`;
  if (past < 14 * 86_400_000) return `${Math.floor(past / 86_400_000)} d ago`;
  return date(timestampMs);
}

/** Whether a calendar holds this time. */
export function isDate(timestampMs: number): boolean {
  return Math.abs(timestampMs) <= 8.64e15;
}

/** The day in local time: 2026-11-30. */
export function date(timestampMs: number): string {
  if (!isDate(timestampMs)) return `${timestampMs} ms`;
  const at = new Date(timestampMs);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Day and time in local time, to the second. */
export function dateTime(timestampMs: number): string {
  if (!isDate(timestampMs)) return `${timestampMs} ms`;
  const at = new Date(timestampMs);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date(timestampMs)} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** A size of a file: 812 B, 1.4 MB. Units of a thousand, as disks and downloads are counted. */
export function bytes(size: number): string {
  if (size < 1000) return `${size} B`;
  for (const unit of ["kB", "MB", "GB"]) {
    size /= 1000;
    if (size < 999.5) return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${unit}`;
  }
  return `${(size / 1000).toFixed(1)} TB`;
}

// Characters that would change how the text around them is read: controls, and those that turn the direction of writing.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

// Joiners make one picture of several and are part of how some scripts are written; elsewhere they only hide.
const joiners =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\p{M}|\p{sc=Arab}|\p{sc=Deva}|\p{sc=Beng})(?:\u200c|\u200d)/gu;

/** A name from outside, with characters that hide or turn text shown as marks. */
export function visible(text: string): string {
  return text.replace(hidden, markOf).replace(joiners, markOf);
}

function markOf(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : `⟨${code.toString(16).padStart(4, "0")}⟩`;
}
