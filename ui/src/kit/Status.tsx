import { Icon, type IconName } from "./Icon";
import styles from "./Status.module.css";

const looks: Record<string, { icon: IconName; kind: "good" | "bad" | "warn" | "accent"; word: string }> = {
  FINISHED: { icon: "check", kind: "good", word: "Finished" },
  RUNNING: { icon: "running", kind: "accent", word: "Running" },
  FAILED: { icon: "cross", kind: "bad", word: "Failed" },
  KILLED: { icon: "minus", kind: "warn", word: "Killed" },
  SCHEDULED: { icon: "more", kind: "accent", word: "Scheduled" },
};

/** A run's status, by a picture and a word; the word can be left to screen readers where space is short. */
export function Status({ status, short = false }: { status: string; short?: boolean }) {
  const look = looks[status] ?? { icon: "help" as const, kind: "warn" as const, word: status };
  return (
    <span className={styles.status} title={short ? look.word : undefined}>
      <span className={styles[look.kind]}>
        <Icon name={look.icon} size={14} />
      </span>
      <span className={short ? "visually-hidden" : undefined}>{look.word}</span>
    </span>
  );
}
