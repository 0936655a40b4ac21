import { Menu as Base } from "@base-ui/react/menu";
import { type ReactElement, type ReactNode, useMemo, useState } from "react";
import styles from "./Menu.module.css";

/** A menu that opens from a button. The trigger is an element of ours, such as a Button. */
export function Menu({
  trigger,
  children,
  align = "start",
}: {
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "end";
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} align={align}>
          <Base.Popup className={styles.popup}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** A menu that is open at a place of the screen, as the right button of the mouse or the menu key asks for it. Closing it gives the
 * focus back to where it came from. */
export function MenuAt({
  x,
  y,
  onClose,
  children,
}: {
  x: number;
  y: number;
  onClose: () => void;
  children: ReactNode;
}) {
  const [from] = useState(() => document.activeElement);
  const anchor = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }), [x, y]);
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} anchor={anchor} sideOffset={2} align="start">
          <Base.Popup className={styles.popup} finalFocus={() => (from instanceof HTMLElement ? from : true)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({
  onClick,
  disabled = false,
  danger = false,
  children,
}: {
  onClick: () => void;
  disabled?: boolean;
  danger?: boolean;
  children: ReactNode;
}) {
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

/** One of several of which one holds. */
export function MenuRadio<T extends string>({
  value,
  onChange,
  options,
}: {
  value: T;
  onChange: (value: T) => void;
  options: readonly (readonly [T, string])[];
}) {
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

/** Something that is on or off. */
export function MenuCheck({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
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
