import { useParams } from "@tanstack/react-router";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { experimentTag, NOTE } from "../api/experiments";
import { Button } from "../kit/Button";
import { Markdown } from "../kit/Markdown";
import { Empty, Failure, Skeleton } from "../kit/States";
import { TextArea } from "../kit/TextField";
import { useUndoKeys } from "../kit/undo";
import styles from "./ExperimentsPage.module.css";
import { useExperiment } from "./useExperiment";
import { useExperimentWrites } from "./useExperimentWrites";

/** The note of an experiment, in Markdown. */
export function NotesPage() {
  const { experimentId } = useParams({ from: "/experiments/$experimentId" });
  const { data, error, refetch } = useExperiment(experimentId);
  const writes = useExperimentWrites();
  const [draft, setDraft] = useState<string>();
  useUndoKeys();
  if (error) return <Failure error={error} onRetry={refetch} />;
  if (!data) return <Skeleton lines={6} />;
  const note = experimentTag(data.experiment, NOTE) ?? "";

  const save = async () => {
    if (draft === undefined || draft === note) return setDraft(undefined);
    // What was typed is not lost if the server refuses it.
    if (await writes.tag(data.experiment, NOTE, draft === "" ? undefined : draft, "Saved the note."))
      setDraft(undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
  };
  if (draft !== undefined)
    return (
      <form className={styles.notes} onSubmit={submit} onKeyDown={onKeyDown}>
        <TextArea
          label="Note, in Markdown. Ctrl + Enter saves."
          rows={20}
          maxLength={5000}
          autoFocus
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
        <div className={styles.noteHead}>
          <Button onClick={() => setDraft(undefined)}>Cancel</Button>
          <Button kind="primary" type="submit">
            Save
          </Button>
        </div>
        {draft !== "" && <Markdown text={draft} />}
      </form>
    );
  if (note === "")
    return (
      <Empty title="No note yet">
        <p>What this experiment is about, what was found: in Markdown, for whoever comes here next.</p>
        <Button kind="primary" onClick={() => setDraft("")}>
          Write a note
        </Button>
      </Empty>
    );
  return (
    <div className={styles.notes}>
      <div className={styles.noteHead}>
        <Button onClick={() => setDraft(note)}>Edit</Button>
      </div>
      <Markdown text={note} />
    </div>
  );
}
