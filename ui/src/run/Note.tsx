import { useState } from "react";
import { isActive, type Run, tagOf } from "../api/run";
import { Button } from "../kit/Button";
import { Icon } from "../kit/Icon";
import { Markdown } from "../kit/Markdown";
import { Section } from "../kit/Section";
import { TextArea } from "../kit/TextField";
import styles from "./Note.module.css";
import { noteKey, useRunChanges } from "./useRunChanges";

/** The run's note, in Markdown. */
export function Note({ run }: { run: Run }) {
  const text = tagOf(run, noteKey) ?? "";
  const [draft, setDraft] = useState<string>();
  const changes = useRunChanges(run.info.run_id);

  const save = async () => {
    if (draft === undefined) return;
    setDraft(undefined);
    // What was typed is not lost if the server refuses it.
    if (draft !== text && !(await changes.setTag(noteKey, draft))) setDraft(draft);
  };
  if (draft !== undefined)
    return (
      <Section title="Note">
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") setDraft(undefined);
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
          }}
        >
          <TextArea
            label="Note, in Markdown"
            hideLabel
            rows={12}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
            autoFocus
          />
          <div className={styles.buttons}>
            <span className={styles.hint}>Markdown. Ctrl + Enter saves.</span>
            <Button onClick={() => setDraft(undefined)}>Cancel</Button>
            <Button kind="primary" type="submit">
              Save
            </Button>
          </div>
        </form>
      </Section>
    );
  if (text === "" && !isActive(run)) return null;
  if (text === "")
    return (
      <button type="button" className={styles.add} onClick={() => setDraft("")}>
        <Icon name="plus" size={14} /> Add a note
      </button>
    );
  return (
    <Section
      title="Note"
      actions={
        isActive(run) && (
          <Button kind="ghost" onClick={() => setDraft(text)}>
            <Icon name="edit" size={14} /> Edit
          </Button>
        )
      }
    >
      <Markdown text={text} />
    </Section>
  );
}
