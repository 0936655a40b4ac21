import { Toast } from "@base-ui/react/toast";
import type { ReactNode } from "react";
import { Button, IconButton } from "./Button";
import { Icon } from "./Icon";
import styles from "./Toasts.module.css";

const manager = Toast.createToastManager();

interface Note {
  text: string;
  /** A failure stays until it is closed. */
  failed?: boolean;
  action?: { label: string; run: () => void };
}

/** Says shortly what happened, and offers to take it back. */
export function toast({ text, failed = false, action }: Note): void {
  const id = manager.add({
    description: text,
    type: failed ? "failed" : "done",
    // Of a high priority, it would be hidden from screen readers while the Tab key reaches it; a failure is an alert instead.
    priority: "low",
    timeout: failed ? 0 : 10_000,
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          manager.close(id);
          action.run();
        },
      },
    }),
  });
}

function List() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((each) => (
    <Toast.Root key={each.id} toast={each} className={styles.toast} data-kind={each.type}>
      <Toast.Content className={styles.content}>
        <Toast.Description className={styles.text} {...(each.type === "failed" && { role: "alert" })} />
        {each.actionProps && <Toast.Action render={<Button />} />}
        <Toast.Close
          render={
            <IconButton label="Close">
              <Icon name="close" />
            </IconButton>
          }
        />
      </Toast.Content>
    </Toast.Root>
  ));
}

/** Holds the page, and shows its notes at the lower edge. */
export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
