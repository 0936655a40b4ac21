/** Where an axis is marked, and by what words. */
export interface Tick {
  value: number;
  label: string;
}

/** What the numbers of an axis are: plain ones, times in ms since 1970, or lengths of time in ms. */
export type AxisKind = "number" | "time" | "duration";

/** About `count` marks of round numbers within the range. */
export function ticksOf(kind: AxisKind, log: boolean, from: number, to: number, count: number): Tick[] {
  if (!(to > from) || !Number.isFinite(to - from)) return Number.isFinite(from) ? [single(kind, from)] : [];
  if (log) return logTicks(from, to, count);
  if (kind === "number") return linearTicks(from, to, count);
  return kind === "time" ? timeTicks(from, to, count) : durationTicks(from, to, count);
}

function single(kind: AxisKind, value: number): Tick {
  if (kind === "time") return { value, label: clock(value, 1000) };
  return { value, label: kind === "duration" ? length(value, 1) : numberLabel(value, Math.abs(value) / 100 || 1) };
}

/** The round number nearest above: 1, 2 or 5 times a power of ten. */
export function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const error = rough / power;
  if (error >= 7.07) return power * 10;
  if (error >= 3.16) return power * 5;
  return error >= 1.41 ? power * 2 : power;
}

function linearTicks(from: number, to: number, count: number): Tick[] {
  return multiples(roundStep((to - from) / Math.max(1, count)), from, to).map(([value, step]) => ({
    value,
    label: numberLabel(value, step),
  }));
}

function multiples(step: number, from: number, to: number): [number, number][] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  const values: [number, number][] = [];
  // A step below the number's precision would never end.
  for (let at = first; at <= last && values.length < 100; at++) {
    // By division where the step is a fraction: 3 × 0.1 is not 0.3.
    values.push([step < 1 ? at / Math.round(1 / step) : at * step, step]);
  }
  return step < 1e-15 ? values.map(([, size], at) => [(first + at) * size, size]) : values;
}

function logTicks(from: number, to: number, count: number): Tick[] {
  const low = Math.floor(Math.log10(from));
  const high = Math.ceil(Math.log10(to));
  const decades = Math.log10(to) - Math.log10(from);
  if (decades < 0.7) return linearTicks(from, to, count).filter((tick) => tick.value > 0);
  const every = Math.max(1, Math.ceil(decades / Math.max(1, count)));
  const factors = decades * 3 <= count ? [1, 2, 5] : decades * 2 <= count ? [1, 3] : [1];
  const ticks: Tick[] = [];
  for (let power = low; power <= high; power++) {
    if (power % every !== 0) continue;
    for (const factor of every === 1 ? factors : [1]) {
      const value = Number(`${factor}e${power}`);
      if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9))
        ticks.push({ value, label: numberLabel(value, value) });
    }
  }
  return ticks;
}

const large: [number, string][] = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "K"],
];

/** A number beside others that are `step` apart: as many digits as tell them apart, and no more. */
export function numberLabel(value: number, step: number): string {
  if (value === 0) return "0";
  const size = Math.max(Math.abs(value), step);
  if (size >= 1e15 || size < 1e-4)
    return minus(
      value
        .toExponential(Math.min(6, digitsFor(value, step)))
        .replace(/(\.\d*?)0*e\+?/, "$1e")
        .replace(/\.?e\+?/, "e"),
    );
  if (size >= 1e4)
    for (const [unit, letter] of large)
      if (size >= unit) return minus(trim((value / unit).toFixed(decimals(step / unit)))) + letter;
  return minus(trim(value.toFixed(decimals(step))));
}

function digitsFor(value: number, step: number): number {
  return Math.max(0, Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(step) + 1e-9));
}

function decimals(step: number): number {
  return Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

function trim(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function minus(text: string): string {
  return text.startsWith("-") ? `−${text.slice(1)}` : text;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((each) => each * second),
  ...[1, 2, 5, 10, 15, 30].map((each) => each * minute),
  ...[1, 2, 3, 6, 12].map((each) => each * hour),
  ...[1, 2, 7, 14, 30, 91, 182, 365].map((each) => each * day),
];

function timeStep(range: number, count: number): number {
  const rough = range / Math.max(1, count);
  return steps.find((step) => step >= rough * 0.7) ?? roundStep(rough / (365 * day)) * 365 * day;
}

function durationTicks(from: number, to: number, count: number): Tick[] {
  const step = timeStep(to - from, count);
  return multiples(step, from, to).map(([value]) => ({ value, label: length(value, step) }));
}

/** A length of time by the units that a step needs: 0, 30 s, 1:30 h, 2 d. */
function length(ms: number, step: number): string {
  if (ms === 0) return "0";
  if (ms < 0) return `−${length(-ms, step)}`;
  const two = (part: number) => String(part).padStart(2, "0");
  if (ms >= day) {
    const rest = Math.round((ms % day) / hour);
    return step < day && rest > 0 ? `${Math.floor(ms / day)} d ${rest} h` : `${numberLabel(ms / day, step / day)} d`;
  }
  if (ms >= hour) {
    const rest = Math.floor((ms % hour) / minute);
    return rest > 0 ? `${Math.floor(ms / hour)}:${two(rest)} h` : `${Math.floor(ms / hour)} h`;
  }
  if (ms >= minute) {
    const rest = Math.floor((ms % minute) / second);
    return rest > 0 ? `${Math.floor(ms / minute)}:${two(rest)} min` : `${Math.floor(ms / minute)} min`;
  }
  return ms >= second ? `${numberLabel(ms / second, step / second)} s` : `${numberLabel(ms, step)} ms`;
}

function timeTicks(from: number, to: number, count: number): Tick[] {
  // Beyond what a calendar holds, times are numbers.
  if (Math.abs(from) > 8.6e15 || Math.abs(to) > 8.6e15) return linearTicks(from, to, count);
  const step = timeStep(to - from, count);
  if (step >= 28 * day) return calendarTicks(from, to, step);
  // Local midnights, not those of Greenwich.
  const shift = -new Date(from).getTimezoneOffset() * minute;
  return multiples(step, from + shift, to + shift).map(([value]) => ({
    value: value - shift,
    label: clock(value - shift, step),
  }));
}

function calendarTicks(from: number, to: number, step: number): Tick[] {
  const months = Math.max(1, Math.round(step / (30.4 * day)));
  const start = new Date(from);
  const ticks: Tick[] = [];
  const first = Math.ceil((start.getFullYear() * 12 + start.getMonth()) / months) * months;
  for (let month = first; ticks.length < 50; month += months) {
    const value = new Date(Math.floor(month / 12), month % 12, 1).getTime();
    if (value > to) break;
    if (value >= from)
      ticks.push({ value, label: months % 12 === 0 ? String(Math.floor(month / 12)) : clock(value, step) });
  }
  return ticks;
}

function clock(ms: number, step: number): string {
  const at = new Date(ms);
  const two = (part: number) => String(part).padStart(2, "0");
  const onDay = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  if (step >= 28 * day) return onDay.slice(0, 7);
  if (step >= day || (at.getHours() === 0 && at.getMinutes() === 0 && at.getSeconds() === 0)) return onDay.slice(5);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (step >= minute) return time;
  return step >= second
    ? `${time}:${two(at.getSeconds())}`
    : `${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}
