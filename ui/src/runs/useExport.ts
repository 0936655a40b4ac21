import { useRef } from "react";
import type { TableQuery } from "../api/runsTable";
import { count } from "../kit/format";
import { toast } from "../kit/Toasts";
import type { Column } from "../table/columns";
import { download, type ExportForm, exportRuns } from "./exportRuns";
import { attempt } from "./useRunWrites";

/** Longer exports than this say that they go on, in ms. */
const PATIENCE = 1500;

/** Exports all runs that match, one export at a time. */
export function useExport(query: TableQuery, columns: readonly Column[]) {
  const current = useRef<AbortController | undefined>(undefined);
  return (form: ExportForm) => {
    current.current?.abort();
    const request = new AbortController();
    current.current = request;
    let rows = 0;
    const slow = setTimeout(
      () =>
        toast({
          text: `Exporting; ${count(rows)} runs so far.`,
          action: { label: "Stop", run: () => request.abort() },
        }),
      PATIENCE,
    );
    void attempt("The runs could not be exported.", async () => {
      const blob = await exportRuns(
        query,
        columns,
        form,
        (now) => {
          rows = now;
        },
        request.signal,
      );
      download(blob, form === "csv" ? "runs.csv" : "runs.jsonl");
      toast({ text: `Exported ${count(rows)} runs.` });
    }).finally(() => clearTimeout(slow));
  };
}
