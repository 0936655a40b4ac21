import { type FormEvent, useState } from "react";
import { type Experiment, ownTags } from "../api/experiments";
import { Button, IconButton } from "../kit/Button";
import { Dialog, DialogActions } from "../kit/Dialog";
import { visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { TextField } from "../kit/TextField";
import styles from "./ExperimentsPage.module.css";

interface NameDialogProps {
  title: string;
  action: string;
  name: string;
  onDone: (name: string) => void;
  onClose: () => void;
}

/** Asks for the name of an experiment. */
export function NameDialog({ title, action, name, onDone, onClose }: NameDialogProps) {
  const [text, setText] = useState(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    if (text.trim() !== name) onDone(text.trim());
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <TextField label="Name" value={text} maxLength={256} onChange={(event) => setText(event.target.value)} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={text.trim() === ""}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface TagsDialogProps {
  experiment: Experiment;
  onSet: (key: string, value: string | undefined) => void;
  onClose: () => void;
}

/** The tags of an experiment: each change is done at once, and can be taken back. */
export function TagsDialog({ experiment, onSet, onClose }: TagsDialogProps) {
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() === "") return;
    onSet(key.trim(), value);
    setKey("");
    setValue("");
  };
  return (
    <Dialog open onClose={onClose} title={`Tags of ${visible(experiment.name)}`}>
      <ul className={styles.tagList}>
        {ownTags(experiment).map((tag) => (
          <li key={tag.key} className={styles.tagLine}>
            <span className={styles.tagText}>
              {visible(tag.key)}: {visible(tag.value)}
            </span>
            <IconButton label={`Remove ${visible(tag.key)}`} onClick={() => onSet(tag.key, undefined)}>
              <Icon name="close" size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className={styles.tagForm}>
        <TextField label="Tag" value={key} maxLength={250} onChange={(event) => setKey(event.target.value)} />
        <TextField label="Value" value={value} maxLength={5000} onChange={(event) => setValue(event.target.value)} />
        <Button type="submit" disabled={key.trim() === ""}>
          Set
        </Button>
      </form>
      <DialogActions>
        <Button onClick={onClose}>Done</Button>
      </DialogActions>
    </Dialog>
  );
}
