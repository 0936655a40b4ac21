/** How charts are drawn: kept in the page's address, so that a link shows the same picture. */
export interface ChartOptions {
  x: XAxis;
  /** 0 to 100. */
  smooth: number;
  logX: boolean;
  logY: boolean;
  /** Whether outliers are cut off. */
  trim: boolean;
  /** Which charts: a regular expression. */
  search: string;
  /** The run to which all others are shown as differences; "" for none. */
  base: string;
}

export type XAxis = "step" | "time" | "relative";

export const defaultOptions: ChartOptions = {
  x: "step",
  smooth: 0,
  logX: false,
  logY: false,
  trim: false,
  search: "",
  base: "",
};

const axes: readonly XAxis[] = ["step", "time", "relative"];

type Search = Readonly<Record<string, unknown>>;

const scales = ["logx", "logy", "trim"];

/** Reads what the address says; what it says wrongly is as if unsaid. */
export function readOptions(search: Search): ChartOptions {
  const words = scaleWords(search);
  return {
    x: axes.find((axis) => axis === search.x) ?? "step",
    smooth: smoothOf(search) ?? 0,
    logX: words.includes("logx"),
    logY: words.includes("logy"),
    trim: words.includes("trim"),
    search: typeof search.charts === "string" ? search.charts : "",
    base: typeof search.base === "string" ? search.base : "",
  };
}

/** What the address says wrongly. */
export function optionFaults(search: Search): string[] {
  const isWrong = {
    x: !axes.includes((search.x ?? "step") as XAxis),
    smooth: smoothOf(search) === undefined,
    scale: scaleWords(search).some((word) => !scales.includes(word)),
  };
  const names = Object.keys(isWrong) as (keyof typeof isWrong)[];
  return names.filter((name) => isWrong[name]).map((name) => `${name}=${search[name]}`);
}

function scaleWords(search: Search): readonly string[] {
  return String(search.scale ?? "")
    .split(",")
    .filter((word) => word !== "");
}

function smoothOf(search: Search): number | undefined {
  const smooth = Number(search.smooth ?? 0);
  return smooth >= 0 && smooth <= 100 ? Math.round(smooth) : undefined;
}

/** The words of the address; those of defaults are undefined, which leaves them out. */
export function writeOptions(
  options: ChartOptions,
): Record<"x" | "smooth" | "scale" | "charts" | "base", string | undefined> {
  const scale = [options.logX && "logx", options.logY && "logy", options.trim && "trim"].filter(Boolean).join(",");
  return {
    x: options.x === "step" ? undefined : options.x,
    smooth: options.smooth === 0 ? undefined : String(options.smooth),
    scale: scale || undefined,
    charts: options.search || undefined,
    base: options.base || undefined,
  };
}
