/**
 * The colours of runs: ten, each in three dashes, in the order in which runs appear in a view. No twenty colours are far apart for
 * everybody, but ten are, also with deficient colour vision; a test holds their distances and their contrast.
 */

/** How a run is drawn, in tables and charts alike: its colour on a light and on a dark ground, and its dash. */
export interface RunLook {
  light: string;
  dark: string;
  /** Index into `dashes`. */
  dash: number;
}

export const lightColours: readonly string[] = [
  "#5a72b0",
  "#8e1703",
  "#005541",
  "#c367f2",
  "#766813",
  "#a45869",
  "#0fa3a9",
  "#7126b7",
  "#8b9d0e",
  "#f16185",
];

export const darkColours: readonly string[] = [
  "#7a95e0",
  "#feaf7b",
  "#2a9937",
  "#f4c4fd",
  "#b6aa14",
  "#ff7593",
  "#02c2c8",
  "#9f53e1",
  "#baed29",
  "#b36286",
];

/** Lengths of drawn and of empty pieces in px: solid, dashed, dotted. */
export const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2]];

const slots = lightColours.length * dashes.length;

/** Whether a tag `mlflow.runColor` is a colour: hexadecimal, as MLflow's page writes it. */
export function isColour(text: string | undefined): text is string {
  return text !== undefined && /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text);
}

/** The look of a place in the order. After thirty, looks repeat: there, lines are faint and the lit one stands out. */
export function lookOf(slot: number, runColor?: string): RunLook {
  const place = slot % slots;
  const colour = place % lightColours.length;
  const dash = Math.floor(place / lightColours.length);
  if (isColour(runColor)) return { light: runColor, dark: runColor, dash: 0 };
  return { light: lightColours[colour] as string, dark: darkColours[colour] as string, dash };
}

/**
 * Gives every run a place: a run that was drawn keeps its own, a new one takes the first that is free. So a colour does not change
 * its run while one looks at it.
 */
export function assignSlots(before: ReadonlyMap<string, number>, runIds: readonly string[]): Map<string, number> {
  const kept = new Set<number>();
  for (const runId of runIds) {
    const slot = before.get(runId);
    if (slot !== undefined) kept.add(slot);
  }
  const after = new Map<string, number>();
  let next = 0;
  for (const runId of runIds) {
    let slot = before.get(runId);
    if (slot === undefined) {
      while (kept.has(next)) next++;
      slot = next++;
    }
    after.set(runId, slot);
  }
  return after;
}

/** A colour for style sheets: the browser takes the one of its theme. */
export function cssColour(look: RunLook): string {
  return look.light === look.dark ? look.light : `light-dark(${look.light}, ${look.dark})`;
}
