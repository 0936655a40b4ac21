import { type FormEvent, useState } from "react";
import { isActive, type Pair, type Run } from "../api/run";
import { Button, IconButton } from "../kit/Button";
import { visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { LongText } from "../kit/LongText";
import { Section } from "../kit/Section";
import { TextField } from "../kit/TextField";
import styles from "./Tags.module.css";
import { useRunChanges } from "./useRunChanges";

/** The run's tags. Those of the system are told as facts elsewhere, and listed on request. */
export function Tags({ run }: { run: Run }) {
  const [system, setSystem] = useState(false);
  const [editing, setEditing] = useState<string>();
  const changes = useRunChanges(run.info.run_id);
  const all = [...(run.data.tags ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1));
  const own = all.filter((tag) => !isSystem(tag.key));
  const hidden = all.length - own.length;
  const shown = system ? all : own;

  const save = async (key: string, value: string) => {
    setEditing(undefined);
    await changes.setTag(key, value);
  };
  return (
    <Section
      title="Tags"
      size={own.length}
      actions={
        <>
          {hidden > 0 && (
            <Button kind="ghost" aria-pressed={system} onClick={() => setSystem(!system)}>
              {system ? "Hide" : "Show"} {hidden} of the system
            </Button>
          )}
          {isActive(run) && (
            <IconButton label="Add a tag" onClick={() => setEditing("")}>
              <Icon name="plus" />
            </IconButton>
          )}
        </>
      }
    >
      {editing === "" && <TagForm onSave={save} onCancel={() => setEditing(undefined)} />}
      {shown.length === 0 && editing !== "" && <p className={styles.none}>No tags yet.</p>}
      <ul className={styles.tags}>
        {shown.map((tag) => (
          <li key={tag.key}>
            {editing === tag.key ? (
              <TagForm tag={tag} onSave={save} onCancel={() => setEditing(undefined)} />
            ) : (
              <TagLine
                tag={tag}
                fixed={!isActive(run)}
                onEdit={() => setEditing(tag.key)}
                onRemove={() => void changes.removeTag(tag.key)}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function isSystem(key: string): boolean {
  return key.startsWith("mlflow.");
}

interface TagLineProps {
  tag: Pair;
  /** Whether it cannot be changed. */
  fixed: boolean;
  onEdit: () => void;
  onRemove: () => void;
}

function TagLine({ tag, fixed, onEdit, onRemove }: TagLineProps) {
  const name = visible(tag.key);
  return (
    <div className={styles.tag}>
      <div className={styles.pair}>
        <span className={styles.key}>{name}</span>
        <LongText text={tag.value} />
      </div>
      {!fixed && (
        <>
          <IconButton label={`Edit ${name}`} onClick={onEdit}>
            <Icon name="edit" size={14} />
          </IconButton>
          <IconButton label={`Remove ${name}`} onClick={onRemove}>
            <Icon name="close" size={14} />
          </IconButton>
        </>
      )}
    </div>
  );
}

interface TagFormProps {
  tag?: Pair;
  onSave: (key: string, value: string) => void;
  onCancel: () => void;
}

function TagForm({ tag, onSave, onCancel }: TagFormProps) {
  const [key, setKey] = useState(tag?.key ?? "");
  const [value, setValue] = useState(tag?.value ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() !== "") onSave(key.trim(), value);
  };
  return (
    <form
      className={styles.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Escape") onCancel();
      }}
    >
      {!tag && <TextField label="Key" autoFocus value={key} onChange={(event) => setKey(event.target.value)} />}
      <TextField
        label={tag ? visible(tag.key) : "Value"}
        autoFocus={tag !== undefined}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <div className={styles.buttons}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button kind="primary" type="submit" disabled={key.trim() === ""}>
          Save
        </Button>
      </div>
    </form>
  );
}
