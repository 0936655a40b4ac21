import { useEffect } from "react";
import { messageOf } from "../api/errors";
import { toast } from "./Toasts";

/** Something that was done and can be taken back. Changes of the server are done at once: undoing is another change. */
export interface Step {
  /** What happened, as a sentence: "Deleted 2 runs." */
  text: string;
  undo: () => Promise<unknown>;
  redo: () => Promise<unknown>;
}

const MOST = 100;
const done: Step[] = [];
const undone: Step[] = [];

/** Remembers what was done, says so, and offers to take it back: for ten seconds by a button, later by Ctrl-Z. */
export function performed(step: Step): void {
  done.push(step);
  if (done.length > MOST) done.shift();
  undone.length = 0;
  toast({ text: step.text, action: { label: "Undo", run: () => void takeBack(step) } });
}

/** Takes back a step, the last one unless another is named. */
export async function takeBack(step = done.at(-1)): Promise<void> {
  const at = step ? done.lastIndexOf(step) : -1;
  if (!step || at < 0) return;
  done.splice(at, 1);
  await run(
    step.undo,
    "It could not be taken back.",
    () => undone.push(step),
    () => done.push(step),
  );
}

/** Does again what was taken back last. */
export async function doAgain(): Promise<void> {
  const step = undone.pop();
  if (!step) return;
  await run(
    step.redo,
    "It could not be done again.",
    () => done.push(step),
    () => undone.push(step),
  );
}

async function run(action: () => Promise<unknown>, failure: string, then: () => void, otherwise: () => void) {
  try {
    await action();
    then();
  } catch (error) {
    otherwise();
    toast({ text: `${failure} ${messageOf(error)}`, failed: true });
  }
}

/** Ctrl-Z and Ctrl-Shift-Z, wherever on the page nothing is being typed: inputs have an undo of their own. */
export function useUndoKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z";
      if (!isUndo || isTyping(event.target)) return;
      event.preventDefault();
      void (event.shiftKey ? doAgain() : takeBack());
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** Whether keys go into an input. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null
  );
}
