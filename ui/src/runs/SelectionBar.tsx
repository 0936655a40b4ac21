import { Button, IconButton } from "../kit/Button";
import { count } from "../kit/format";
import { Icon } from "../kit/Icon";
import styles from "./SelectionBar.module.css";
import { MAX_IDS } from "./state";

interface SelectionBarProps {
  /** Undefined for all that match, if it is not known how many these are. */
  size: number | undefined;
  /** Whether the chosen runs are deleted ones. */
  deleted: boolean;
  onCompare: () => void;
  onDrawOnly: () => void;
  onTag: () => void;
  onRename: () => void;
  onDelete: () => void;
  onRestore: () => void;
  onClear: () => void;
}

/** What can be done with the chosen runs. */
export function SelectionBar(props: SelectionBarProps) {
  const { size, deleted } = props;
  const many = size === undefined || size > MAX_IDS;
  const limit = many ? `At most ${MAX_IDS} runs at once` : undefined;
  return (
    <div className={styles.place}>
      <div className={styles.bar} role="toolbar" aria-label="Chosen runs">
        <span className={styles.size} aria-live="polite">
          {size === undefined ? "All that match" : count(size)} selected
        </span>
        <Button kind="primary" disabled={many || size === 1} title={limit} onClick={props.onCompare}>
          Compare
        </Button>
        <Button disabled={many} title={limit} onClick={props.onDrawOnly}>
          Draw only these
        </Button>
        <Button onClick={props.onTag}>Tag</Button>
        {size === 1 && <Button onClick={props.onRename}>Rename</Button>}
        {deleted ? (
          <Button onClick={props.onRestore}>Restore</Button>
        ) : (
          <Button kind="danger" onClick={props.onDelete}>
            Delete
          </Button>
        )}
        <IconButton label="Clear the selection" onClick={props.onClear}>
          <Icon name="close" />
        </IconButton>
      </div>
    </div>
  );
}
