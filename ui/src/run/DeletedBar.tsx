import { Button } from "../kit/Button";
import { Icon } from "../kit/Icon";
import styles from "./RunPage.module.css";
import { useRunChanges } from "./useRunChanges";

/** Says that the run is deleted, and takes that back. */
export function DeletedBar({ runId }: { runId: string }) {
  const { restore } = useRunChanges(runId);
  return (
    <div className={styles.deleted} role="status">
      <Icon name="trash" />
      <p>This run is deleted. It is kept until someone removes deleted runs for good.</p>
      <Button onClick={() => void restore()}>Restore</Button>
    </div>
  );
}
