import { useState } from "react";
import type { ColumnActions } from "../table/actions";
import type { Column } from "../table/columns";
import type { RowPages } from "../table/rows";
import { ColumnsDialog } from "./ColumnsDialog";
import { type Columns, isEqual } from "./useColumns";
import type { ChangeState } from "./useRunsState";

interface Input {
  experimentIds: readonly string[];
  change: ChangeState;
  columns: Columns;
  /** Those that scroll, in order. */
  differing: readonly Column[];
  pages: RowPages;
  columnActions: ColumnActions;
}

/** The dialog in which columns are chosen. */
export function useColumnsDialog({ experimentIds, change, columns, differing, pages, columnActions }: Input) {
  const [isOpen, setOpen] = useState(false);
  const names = (list: readonly Column[]) => list.map((column) => column.name);
  const remove = (gone: readonly Column[]) => {
    const without = (list: readonly Column[]) => names(list.filter((column) => !gone.includes(column)));
    change({ cols: without(differing), pin: without(columns.pinned) });
  };
  const dialog = isOpen && (
    <ColumnsDialog
      experimentIds={experimentIds}
      shown={[...columns.pinned, ...differing]}
      equal={differing.filter((column) => isEqual(pages, column))}
      chosen={columns.chosen}
      onAdd={(added) => change({ cols: [...new Set([...names(differing), ...names(added)])] })}
      onRemove={remove}
      onMove={columnActions.move}
      onReset={() => change({ cols: undefined, pin: [] })}
      onClose={() => setOpen(false)}
    />
  );
  return { open: () => setOpen(true), dialog };
}
