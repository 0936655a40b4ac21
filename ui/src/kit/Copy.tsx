import { useState } from "react";
import { IconButton } from "./Button";
import { Icon, type IconName } from "./Icon";

/** Puts text on the clipboard, also on plain HTTP, where browsers do not offer the clipboard to pages. */
export async function copy(text: string): Promise<boolean> {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused, for instance without focus: the older way may still work.
    }
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

interface CopyButtonProps {
  text: string;
  label?: string;
  icon?: IconName;
}

/** A button that copies, and says that it did. */
export function CopyButton({ text, label = "Copy", icon = "copy" }: CopyButtonProps) {
  const [done, setDone] = useState(false);
  const click = async () => {
    if (!(await copy(text))) return;
    setDone(true);
    setTimeout(() => setDone(false), 1500);
  };
  return (
    <IconButton label={done ? "Copied" : label} onClick={click}>
      <Icon name={done ? "check" : icon} size={14} />
    </IconButton>
  );
}
