import type { MouseEvent } from "react";
import { count, visible } from "../../kit/format";
import { Icon } from "../../kit/Icon";
import { Status } from "../../kit/Status";
import type { TableActions } from "../actions";
import styles from "../RunsTable.module.css";
import { cellOf } from "../rows";
import type { TreeRow } from "../tree";

interface NameProps {
  item: TreeRow;
  isOpen: boolean;
  peeked: boolean;
  actions: TableActions;
}

/** The name of a run as a link, with its status; a twisty before it if other runs lie below. */
export function Name({ item, isOpen, peeked, actions }: NameProps) {
  const { ref, depth } = item;
  const name = String(cellOf(ref, "run_name") ?? "") || ref.runId;
  const children = Number(cellOf(ref, "children") ?? 0);
  const status = cellOf(ref, "status");
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    actions.open(ref.runId);
  };
  return (
    <span className={styles.nameParts} style={depth > 0 ? { paddingLeft: depth * 18 } : undefined}>
      {children > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          className={styles.twisty}
          aria-expanded={isOpen}
          aria-label={`${count(children)} child runs`}
          title={`${count(children)} child runs`}
          onClick={() => actions.toggleChildren(item)}
        >
          <Icon name={isOpen ? "chevronDown" : "chevronRight"} size={12} />
        </button>
      ) : (
        <span className={styles.twistyGap} />
      )}
      <a
        href={actions.hrefOf(ref.runId)}
        tabIndex={-1}
        className={styles.nameLink}
        title={visible(name)}
        onClick={follow}
      >
        {visible(name)}
      </a>
      {typeof status === "string" && <Status status={status} short />}
      <button
        type="button"
        tabIndex={-1}
        className={styles.peek}
        aria-pressed={peeked}
        aria-label={`Show ${visible(name)} beside the table`}
        title="Show it beside the table (Space)"
        onClick={() => actions.peek(ref.runId)}
      />
    </span>
  );
}
