import { type CallOptions, leat } from "./client";
import { type Run, type RunsAnswer, tagOf } from "./run";
import type { Cell, TableAnswer, TableQuery, WireColumn } from "./runsTable";

/** The table of a server that has no `runs/table`: whole runs, of which the asked columns are taken. Metrics by their last values only. */
export async function searchAsTable(query: TableQuery, options: CallOptions): Promise<TableAnswer> {
  const { columns, run_ids: runIds, view, offset, page_token: token, ...search } = query;
  const { runs = [], next_page_token: next } = await leat<RunsAnswer>(
    "runs/search",
    {
      ...search,
      ...(view && { run_view_type: view }),
      ...(offset ? { page_token: tokenAt(offset) } : token && { page_token: token }),
      ...(runIds && { filter: `run_id IN (${runIds.map((id) => `'${id}'`).join(", ")})` }),
    },
    options,
  );
  return {
    run_ids: runs.map(({ info }) => info.run_id),
    columns: columns.map((name): WireColumn => ({ name, values: runs.map((run) => cellOf(run, name)) })),
    ...(next && { next_page_token: next }),
  };
}

/** MLflow's kind of token, which only says how many runs come before the page. */
function tokenAt(offset: number): string {
  return btoa(JSON.stringify({ offset }));
}

function cellOf(run: Run, name: string): Cell {
  const { info, data, inputs } = run;
  const keyed = /^(metrics|params|tags)\.(?:`(.*)`|"(.*)"|(.*))$/s.exec(name);
  if (keyed) {
    const key = keyed[2] ?? keyed[3] ?? keyed[4];
    const pairs: readonly { key: string; value: unknown }[] = data[keyed[1] as "metrics" | "params" | "tags"] ?? [];
    return (pairs.find((pair) => pair.key === key)?.value as Cell | undefined) ?? null;
  }
  switch (name) {
    case "duration":
      return info.start_time !== undefined && info.end_time ? info.end_time - info.start_time : null;
    case "parent":
      return tagOf(run, "mlflow.parentRunId") ?? null;
    case "note":
      return tagOf(run, "mlflow.note.content")?.trim().split("\n")[0] ?? null;
    case "datasets":
      return inputs?.dataset_inputs?.length ? inputs.dataset_inputs.map(({ dataset }) => dataset) : null;
    default:
      return (info as unknown as Record<string, Cell | undefined>)[name] ?? null;
  }
}
