/** A line of a comparison of two texts. Line numbers begin at 1. */
export interface DiffLine {
  kind: "same" | "removed" | "added";
  text: string;
  left: number | undefined;
  right: number | undefined;
}

/** Texts that differ in more lines than this are compared roughly: what is between equal beginnings and ends counts as replaced. */
const mostDifferences = 2_000;

/** The shortest way from one text to the other, by lines (Myers, An O(ND) Difference Algorithm). */
export function diffTexts(left: string, right: string): DiffLine[] {
  const a = linesOf(left);
  const b = linesOf(right);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const lines: DiffLine[] = [];
  const same = (at: number, other: number) =>
    lines.push({ kind: "same", text: a[at] ?? "", left: at + 1, right: other + 1 });
  for (let at = 0; at < head; at++) same(at, at);
  for (const step of stepsBetween(a.slice(head, a.length - tail), b.slice(head, b.length - tail))) {
    const [x, y] = [head + step.x, head + step.y];
    if (step.kind === "same") same(x, y);
    else if (step.kind === "removed") lines.push({ kind: "removed", text: a[x] ?? "", left: x + 1, right: undefined });
    else lines.push({ kind: "added", text: b[y] ?? "", left: undefined, right: y + 1 });
  }
  for (let at = tail; at > 0; at--) same(a.length - at, b.length - at);
  return lines;
}

function linesOf(text: string): string[] {
  if (text === "") return [];
  const lines = text.split(/\r\n|\r|\n/);
  // A break at the end ends the last line rather than beginning another.
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

interface Step {
  kind: DiffLine["kind"];
  x: number;
  y: number;
}

function stepsBetween(a: readonly string[], b: readonly string[]): Step[] {
  const trace = furthestPaths(a, b);
  if (!trace)
    return [
      ...a.map((_, x): Step => ({ kind: "removed", x, y: 0 })),
      ...b.map((_, y): Step => ({ kind: "added", x: 0, y })),
    ];
  const steps: Step[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d >= 0; d--) {
    const before = (k: number) => trace[d]?.[k + d + 1] ?? 0;
    const k = x - y;
    const fromK = comesFromAbove(k, d, before) ? k + 1 : k - 1;
    const fromX = before(fromK);
    const fromY = fromX - fromK;
    while (x > fromX && y > fromY) steps.push({ kind: "same", x: --x, y: --y });
    if (d === 0) break;
    steps.push(x === fromX ? { kind: "added", x, y: y - 1 } : { kind: "removed", x: x - 1, y });
    x = fromX;
    y = fromY;
  }
  return steps.reverse();
}

/** Whether the furthest path on diagonal k goes on from the diagonal above by an added line, rather than by a removed one. */
function comesFromAbove(k: number, d: number, reach: (k: number) => number): boolean {
  return k === -d || (k !== d && reach(k - 1) < reach(k + 1));
}

/**
 * For each number d of differences, how far the diagonals -d-1 … d+1 reached before it, diagonal k at k + d + 1; undefined if
 * there are too many differences.
 */
function furthestPaths(a: readonly string[], b: readonly string[]): Int32Array[] | undefined {
  const most = Math.min(a.length + b.length, mostDifferences);
  const middle = most + 1;
  const reach = new Int32Array(2 * most + 3);
  const at = (k: number) => reach[middle + k] ?? 0;
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d++) {
    trace.push(reach.slice(middle - d - 1, middle + d + 2));
    for (let k = -d; k <= d; k += 2) {
      let x = comesFromAbove(k, d, at) ? at(k + 1) : at(k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reach[middle + k] = x;
      if (x >= a.length && x - k >= b.length) return trace;
    }
  }
  return undefined;
}
