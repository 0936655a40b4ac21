import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { IconButton } from "./Button";
import { classes } from "./classes";
import styles from "./Dialog.module.css";
import { Icon } from "./Icon";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** In the middle, or a drawer at the right that keeps the page in view. */
  place?: "middle" | "right";
  wide?: boolean;
  children: ReactNode;
}

/** Something that takes the attention until it is closed. */
export function DialogPopup({ open, onClose, title, place = "middle", wide = false, children }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          className={classes(styles.popup, place === "right" ? styles.right : styles.middle, wide && styles.wide)}
        >
          <header className={styles.header}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close
              render={
                <IconButton label="Close">
                  <Icon name="close" />
                </IconButton>
              }
            />
          </header>
          <div className={styles.body}>{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
