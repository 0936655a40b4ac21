import { Menu as Base } from "@base-ui/react/menu";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./Menu.module.css";

type Anchor = Element | { getBoundingClientRect: () => DOMRect };

interface MenuPopupProps {
  /** Beside what it stands. */
  anchor: Anchor;
  align: "start" | "end";
  offset: number;
  /** Whether a key has opened it: then the keyboard stands at its first item. */
  byKey: boolean;
  /** Gets the focus when it closes; null for what had it before. */
  focusAfter: HTMLElement | null;
  onClose: () => void;
  children: ReactNode;
}

/** A menu that is open. */
export function MenuPopup({ anchor, align, offset, byKey, focusAfter, onClose, children }: MenuPopupProps) {
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!byKey) return;
    // Behind the frame in which the popup itself takes the focus.
    const frame = requestAnimationFrame(() => popup.current?.querySelector<HTMLElement>("[role^=menuitem]")?.focus());
    return () => cancelAnimationFrame(frame);
  }, [byKey]);
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} anchor={anchor} sideOffset={offset} align={align}>
          <Base.Popup ref={popup} className={styles.popup} finalFocus={() => focusAfter ?? true}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  onClick: () => void;
  disabled?: boolean;
  danger?: boolean;
  children: ReactNode;
}

export function MenuItem({ onClick, disabled = false, danger = false, children }: MenuItemProps) {
  return (
    <Base.Item
      className={danger ? `${styles.item} ${styles.danger}` : styles.item}
      onClick={onClick}
      disabled={disabled}
    >
      {children}
    </Base.Item>
  );
}

export interface MenuRadioProps<T extends string> {
  value: T;
  onChange: (value: T) => void;
  options: readonly (readonly [T, string])[];
}

/** One of several of which one holds. */
export function MenuRadio<T extends string>({ value, onChange, options }: MenuRadioProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {options.map(([option, text]) => (
        <Base.RadioItem key={option} value={option} className={styles.item} closeOnClick>
          <span className={styles.mark} aria-hidden="true">
            {option === value ? "✓" : ""}
          </span>
          {text}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export interface MenuCheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

/** Something that is on or off. */
export function MenuCheck({ checked, onChange, children }: MenuCheckProps) {
  return (
    <Base.CheckboxItem checked={checked} onCheckedChange={onChange} className={styles.item}>
      <span className={styles.mark} aria-hidden="true">
        {checked ? "✓" : ""}
      </span>
      {children}
    </Base.CheckboxItem>
  );
}

export function MenuLine() {
  return <Base.Separator className={styles.line} />;
}
