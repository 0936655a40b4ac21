import { useEffect, useRef } from "react";
import styles from "./Checkbox.module.css";

interface CheckboxProps {
  /** "some" where it stands for several of which not all are chosen. */
  checked: boolean | "some";
  onChange: (checked: boolean, event: { shiftKey: boolean }) => void;
  /** What it chooses, for screen readers. */
  label: string;
  tabIndex?: number;
}

/** A box to tick. The browser's own, which every theme, zoom and screen reader knows. */
export function Checkbox({ checked, onChange, label, tabIndex }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = checked === "some";
  }, [checked]);
  return (
    <input
      ref={box}
      type="checkbox"
      className={styles.box}
      aria-label={label}
      checked={checked === true}
      {...(tabIndex === undefined ? {} : { tabIndex })}
      onChange={(event) =>
        onChange(event.target.checked, { shiftKey: (event.nativeEvent as MouseEvent).shiftKey ?? false })
      }
    />
  );
}
