import { Dialog } from "@base-ui/react/dialog";
import { type ReactNode, useCallback, useState } from "react";
import { IconButton } from "../kit/Button";
import { visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import styles from "./FullScreen.module.css";

interface FullScreenProps {
  title: string;
  onClose: () => void;
  /** What is shown, at a size in CSS px. */
  children: (width: number, height: number) => ReactNode;
}

/** One chart over the whole page, until it is closed. */
export function FullScreen({ title, onClose, children }: FullScreenProps) {
  const [size, setSize] = useState<{ width: number; height: number }>();
  // The same function for as long as this is open: a new one would be called anew after every rendering, and render again.
  const measure = useCallback((place: HTMLDivElement | null) => {
    if (!place) return;
    const observer = new ResizeObserver(() => setSize({ width: place.clientWidth, height: place.clientHeight }));
    observer.observe(place);
    return () => observer.disconnect();
  }, []);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Popup className={styles.full}>
          <Dialog.Title className="visually-hidden">{visible(title)}</Dialog.Title>
          <Dialog.Close
            render={
              <IconButton label="Close">
                <Icon name="close" />
              </IconButton>
            }
          />
          <div ref={measure} className={styles.place}>
            {size && children(size.width, size.height)}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
