import { type FormEvent, useState } from "react";
import { Button } from "../kit/Button";
import { Dialog, DialogActions } from "../kit/Dialog";
import { TextField } from "../kit/TextField";

interface RenameProps {
  name: string;
  onRename: (name: string) => void;
  onClose: () => void;
}

/** Gives a run another name. */
export function RenameDialog({ name, onRename, onClose }: RenameProps) {
  const [text, setText] = useState(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "" && text !== name) onRename(text);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title="Rename run">
      <form onSubmit={submit}>
        <TextField label="Name" value={text} onChange={(event) => setText(event.target.value)} maxLength={500} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={text.trim() === ""}>
            Rename
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface TagProps {
  title: string;
  onTag: (key: string, value: string) => void;
  onClose: () => void;
}

/** Sets a tag of runs. */
export function TagDialog({ title, onTag, onClose }: TagProps) {
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() === "") return;
    onTag(key.trim(), value);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <TextField label="Tag" value={key} onChange={(event) => setKey(event.target.value)} maxLength={250} />
        <TextField label="Value" value={value} onChange={(event) => setValue(event.target.value)} maxLength={5000} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={key.trim() === ""}>
            Tag
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
