import { classes } from "./classes";
import styles from "./FindField.module.css";

interface FindFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
}

/** A small input that narrows a list down while one types. Escape empties it. */
export function FindField({ label, value, onChange, className }: FindFieldProps) {
  return (
    <input
      type="search"
      className={classes(styles.find, className)}
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || value === "") return;
        event.stopPropagation();
        onChange("");
      }}
    />
  );
}

/** Whether a text holds all the words that were typed, whatever their case. */
export function finds(typed: string, ...texts: readonly string[]): boolean {
  const all = texts.join("\n").toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
