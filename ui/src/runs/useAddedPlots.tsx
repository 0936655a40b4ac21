import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { fetchKeys } from "../api/runsColumns";
import { fetchTable, type TablePage, type TableQuery } from "../api/runsTable";
import type { DimensionCell } from "../chart/plot/dimension";
import { RunPlotDialog } from "../chart/RunPlotDialog";
import { RunPlots } from "../chart/RunPlots";
import type { PlotColumn, PlotRuns } from "../chart/runPlots";
import { useRunPlots } from "../chart/useRunPlots";
import { Button } from "../kit/Button";
import { count } from "../kit/format";
import { Icon } from "../kit/Icon";
import type { RunLook } from "../kit/palette";
import { toast } from "../kit/Toasts";
import { type Column, keyColumn, labelOf, metricColumn, readColumn } from "../table/columns";
import { conditionOf } from "./brush";

/** Runs that one chart shows at most: the first of the view. */
const MOST_RUNS = 1000;
/** Params that are offered as axes. */
const MOST_PARAMS = 500;
/** Running runs change: what charts show is asked for again this often, in ms. */
const REFRESH_MS = 30_000;

interface Input {
  experimentIds: readonly string[];
  /** Which runs, in which order. */
  query: Pick<TableQuery, "filter" | "order_by" | "view">;
  metrics: readonly string[] | undefined;
  looks: ReadonlyMap<string, RunLook>;
  /** Shows only runs that satisfy one more condition. */
  onFilter: (condition: string) => void;
  onOpen: (runId: string) => void;
}

/** Charts of runs that somebody added to the wall: they stand in the address. */
export function useAddedPlots({ experimentIds, query, metrics, looks, onFilter, onOpen }: Input) {
  const [plots, setPlots] = useRunPlots();
  const [editing, setEditing] = useState<number | "new">();
  const isWanted = plots.length > 0;
  const params = useQuery({
    queryKey: ["runs/columns", experimentIds, "param", MOST_PARAMS],
    queryFn: ({ signal }) =>
      fetchKeys({ experiment_ids: experimentIds, kinds: ["param"], max_results: MOST_PARAMS }, { signal }),
    enabled: editing !== undefined,
    staleTime: 60_000,
  });
  const names = [...new Set(plots.flatMap(({ columns }) => columns))].filter((name) => readColumn(name));
  const { data } = useQuery({
    queryKey: ["runs/table", "plots", experimentIds, query, names],
    queryFn: ({ signal }) =>
      fetchTable(
        { ...query, experiment_ids: experimentIds, columns: ["run_name", ...names], max_results: MOST_RUNS },
        { signal },
      ),
    enabled: isWanted,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const runs = useMemo(() => (data ? runsOf(data) : undefined), [data]);
  const columns = useMemo(
    () => columnsOf(metrics ?? [], params.data?.columns.map(({ key }) => key) ?? []),
    [metrics, params.data],
  );
  const brush = useCallback(
    (name: string, from: number, to: number) => {
      const column = readColumn(name);
      const cells = runs?.ids.map((_, index) => runs.cell(index, name)) ?? [];
      const condition = column && conditionOf(column, cells, from, to);
      if (condition) onFilter(condition);
      else
        toast({
          text: "No filter can say this part: it has no values, too many different ones, or is not searched by.",
        });
    },
    [runs, onFilter],
  );

  const button: ReactNode = (
    <Button onClick={() => setEditing("new")}>
      <Icon name="plus" size={14} />
      Add chart
    </Button>
  );
  const above: ReactNode = isWanted && runs && (
    <RunPlots
      plots={plots}
      runs={runs}
      columnOf={columnNamed}
      looks={looks}
      note={data?.nextPageToken === undefined ? undefined : `The first ${count(MOST_RUNS)} runs of the view are shown.`}
      onBrush={brush}
      onOpen={onOpen}
      onEdit={setEditing}
      onRemove={(at) => setPlots(plots.toSpliced(at, 1))}
    />
  );
  const dialog: ReactNode = editing !== undefined &&
    (metrics?.length ?? 0) + columns.length > 0 &&
    !params.isPending && (
      <RunPlotDialog
        plot={editing === "new" ? undefined : plots[editing]}
        columns={columns}
        onDone={(plot) => setPlots(editing === "new" ? [...plots, plot] : plots.with(editing, plot))}
        onClose={() => setEditing(undefined)}
      />
    );
  return { button, above, dialog };
}

function runsOf(page: TablePage): PlotRuns {
  return {
    ids: page.runIds,
    names: page.runIds.map((id, row) => String(page.cell(row, "run_name") ?? id)),
    cell: (row, column) => {
      const cell = page.cell(row, column);
      return typeof cell === "object" ? null : (cell as DimensionCell);
    },
  };
}

function columnsOf(metrics: readonly string[], params: readonly string[]): PlotColumn[] {
  return [
    ...params.map((key) => plotColumn(keyColumn("param", key))),
    ...metrics.map((key) => plotColumn(metricColumn(key))),
    ...["start_time", "duration"].map(columnNamed),
  ];
}

function columnNamed(name: string): PlotColumn {
  const column = readColumn(name);
  return column ? plotColumn(column) : { name, label: name, group: "Other" };
}

function plotColumn(column: Column): PlotColumn {
  const { name, kind, key, part } = column;
  const label = labelOf(column) + (part && part !== "last" ? ` ${part}` : "");
  const groups = { param: "Params", metric: "Metrics", tag: "Tags", attribute: "Run" } as const;
  const axis = key === "start_time" || key === "end_time" ? "time" : key === "duration" ? "duration" : "number";
  return { name, label, group: groups[kind], ...(kind === "attribute" && { kind: axis }) };
}
