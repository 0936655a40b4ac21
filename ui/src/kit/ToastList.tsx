import { Toast } from "@base-ui/react/toast";
import { useEffect, useState } from "react";
import { Button, IconButton } from "./Button";
import { Icon } from "./Icon";
import type { Note } from "./Toasts";
import styles from "./Toasts.module.css";

type Manager = ReturnType<typeof Toast.createToastManager>;

function show(manager: Manager, { text, failed = false, action }: Note): void {
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

/** The notes at the lower edge. `onReady` is called with what shows another. */
export function ToastList({ onReady }: { onReady: (show: (note: Note) => void) => void }) {
  const [manager] = useState(() => Toast.createToastManager());
  // Effects run from the inside out: the list listens already.
  useEffect(() => onReady((note) => show(manager, note)), [manager, onReady]);
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
