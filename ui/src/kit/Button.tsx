import type { ComponentProps, ReactNode } from "react";
import styles from "./Button.module.css";
import { classes } from "./classes";

type ButtonProps = ComponentProps<"button"> & {
  /** What it is for: the one thing to do here, something that destroys, or neither. */
  kind?: "primary" | "danger" | "plain" | "ghost";
};

export function Button({ kind = "plain", className, type = "button", ...props }: ButtonProps) {
  return <button type={type} className={classes(styles.button, styles[kind], className)} {...props} />;
}

type IconButtonProps = ComponentProps<"button"> & {
  /** What it does, for the tooltip and for screen readers. */
  label: string;
  children: ReactNode;
};

/** A button that shows only a picture. */
export function IconButton({ label, className, type = "button", ...props }: IconButtonProps) {
  return <button type={type} aria-label={label} title={label} className={classes(styles.icon, className)} {...props} />;
}
