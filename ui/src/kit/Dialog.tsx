import { lazy, type ReactNode, Suspense, useState } from "react";
import styles from "./Dialog.module.css";
import type { DialogProps } from "./DialogPopup";

// What dialogs are made of comes with the first that is opened.
const DialogPopup = lazy(() => import("./DialogPopup").then((module) => ({ default: module.DialogPopup })));

/** Something that takes the attention until it is closed. */
export function Dialog(props: DialogProps) {
  // Kept when it closes, as it does so before one's eyes.
  const [isKnown, setKnown] = useState(props.open);
  if (props.open && !isKnown) setKnown(true);
  return (
    isKnown && (
      <Suspense>
        <DialogPopup {...props} />
      </Suspense>
    )
  );
}

/** The buttons at the foot of a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
