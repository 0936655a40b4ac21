import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digits, type Figure } from "./figures";

/** Called by Vitest before the first file, and what it returns after the last. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "leat-budgets-"));
  const file = join(folder, "figures");
  process.env.LEAT_BUDGET_FILE = file;
  appendFileSync(file, "");
  return () => {
    const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
    rmSync(folder, { recursive: true });
    const figures = lines.map((line) => JSON.parse(line) as Figure);
    const rows = figures.map(({ what, measured, bar, note }) => [what, digits(measured), String(bar), note]);
    console.log(`\n| what | measured | bar | |\n|---|---|---|---|`);
    for (const row of rows) console.log(`| ${row.join(" | ")} |`);
  };
}
