import { type KeyboardEvent, useRef } from "react";
import { isActive, nameOf, type Run } from "../api/run";
import { IconButton } from "../kit/Button";
import { visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import styles from "./RunPage.module.css";
import { useRunChanges } from "./useRunChanges";

interface RunNameProps {
  run: Run;
  editing: boolean;
  onEditing: (editing: boolean) => void;
}

/** The run's name, which becomes an input when it is to be changed. Enter and leaving keep the change, Escape does not. */
export function RunName({ run, editing, onEditing }: RunNameProps) {
  const { rename } = useRunChanges(run.info.run_id);
  const name = nameOf(run);
  const button = useRef<HTMLButtonElement>(null);

  const end = (value: string | undefined) => {
    onEditing(false);
    const next = value?.trim();
    if (next && next !== name) void rename(next);
    // The input is gone: the focus goes back to where it came from.
    setTimeout(() => button.current?.focus(), 0);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.key === "Enter") end(event.currentTarget.value);
    if (event.key === "Escape") end(undefined);
  };

  if (editing)
    return (
      <input
        className={styles.nameInput}
        aria-label="Name of the run"
        defaultValue={name}
        // biome-ignore lint/a11y/noAutofocus: it replaces the button that was just pressed.
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={onKeyDown}
        onBlur={(event) => end(event.currentTarget.value)}
      />
    );
  return (
    <span className={styles.name}>
      <span className={styles.nameText}>{visible(name)}</span>
      {isActive(run) && (
        <IconButton ref={button} label="Rename" aria-keyshortcuts="e" onClick={() => onEditing(true)}>
          <Icon name="edit" size={14} />
        </IconButton>
      )}
    </span>
  );
}
