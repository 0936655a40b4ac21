import { useState } from "react";
import { messageOf } from "../api/errors";
import { fetchTable, type TableQuery } from "../api/runsTable";
import { equals } from "../filter/write";
import { toast } from "../kit/Toasts";
import { Tree, type TreeRow } from "../table/tree";

/** Child runs fetched of one run. */
const MOST = 1000;

/** The opened runs. Another search closes all, as its rows are others. */
export function useChildren(query: TableQuery) {
  const key = JSON.stringify([query.experiment_ids, query.view]);
  const [opened, setOpened] = useState({ key, tree: new Tree() });
  const tree = opened.key === key ? opened.tree : new Tree();
  if (opened.key !== key) setOpened({ key, tree });

  const toggle = async ({ ref }: TreeRow) => {
    if (tree.isOpen(ref.runId)) {
      setOpened({ key, tree: tree.close(ref.runId) });
      return;
    }
    try {
      const page = await fetchTable({
        ...query,
        filter: equals("tags.mlflow.parentRunId", ref.runId),
        max_results: MOST,
      });
      const children = page.runIds.map((runId, row) => ({ page, row, runId }));
      setOpened((before) => ({ key: before.key, tree: before.tree.open(ref.runId, children) }));
      if (page.nextPageToken !== undefined) toast({ text: `The first ${MOST} child runs are shown.` });
    } catch (error) {
      toast({ text: `The child runs could not be read. ${messageOf(error)}`, failed: true });
    }
  };
  return { tree, toggle };
}
