import { type KeyboardEvent, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { IconButton } from "../kit/Button";
import { classes } from "../kit/classes";
import { visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { Coloured } from "./Coloured";
import { insert, placeAt } from "./complete";
import styles from "./FilterInput.module.css";
import { faultOf } from "./parse";
import { remoteFault } from "./remoteFault";
import { useSuggestions } from "./useSuggestions";

interface FilterInputProps {
  /** The filter that holds. */
  value: string;
  /** Takes another filter, as a new step or in place of the last: what is typed in one go is one step, which Back undoes. */
  onChange: (filter: string, how: "push" | "replace") => void;
  experimentIds: readonly string[];
  /** What the server said of the filter that holds. */
  error: unknown;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** How long after the last key a filter is sent, in ms. */
const SEND = 150;
/** How long after the last key a fault is told, in ms: most are only not finished. */
const TELL = 700;

/** One line of the search language: coloured, completed from the server's index, checked with every key. */
export function FilterInput({ value, onChange, experimentIds, error, inputRef }: FilterInputProps) {
  const id = useId();
  const [draft, setDraft] = useState(value);
  const [held, setHeld] = useState(value);
  const [caret, setCaret] = useState<number | undefined>();
  const [active, setActive] = useState(-1);
  const [told, setTold] = useState(true);
  const overlay = useRef<HTMLDivElement>(null);
  const typing = useRef(false);
  const taken = useRef<number | undefined>(undefined);
  // The filter has changed elsewhere, such as by Back or by a chip.
  if (held !== value) {
    setHeld(value);
    if (value.trim() !== draft.trim()) setDraft(value);
  }

  const local = faultOf(draft);
  const remote = draft === value ? remoteFault(error) : undefined;
  const fault = told ? (local ?? remote) : local?.isUnfinished ? undefined : local;

  const place = caret === undefined ? undefined : placeAt(draft, caret);
  const suggestions = useSuggestions(experimentIds, place);
  const open = place !== undefined && suggestions.length > 0;
  const chosen = Math.min(active, suggestions.length - 1);

  const send = (filter: string, isDone: boolean) => {
    onChange(filter, typing.current ? "replace" : "push");
    typing.current = !isDone;
  };
  useEffect(() => {
    // After Back, what is typed is a step of its own.
    const stop = () => {
      typing.current = false;
    };
    addEventListener("popstate", stop);
    return () => removeEventListener("popstate", stop);
  }, []);
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  const isSent = draft.trim() === value.trim();
  const isValid = local === undefined;
  useEffect(() => {
    setTold(false);
    const telling = setTimeout(() => setTold(true), TELL);
    if (isSent || !isValid) return () => clearTimeout(telling);
    const sending = setTimeout(() => latest.current(draft.trim(), false), SEND);
    return () => {
      clearTimeout(telling);
      clearTimeout(sending);
    };
  }, [draft, isSent, isValid]);

  const take = (index: number) => {
    const suggestion = suggestions[index];
    if (!suggestion || !place) return;
    const next = insert(draft, place, suggestion.text, suggestion.continues);
    setDraft(next.filter);
    setCaret(next.caret);
    setActive(-1);
    taken.current = next.caret;
  };
  // The caret stands behind what was taken as soon as the input has its text: before another key can come.
  useLayoutEffect(() => {
    if (taken.current === undefined) return;
    inputRef.current?.setSelectionRange(taken.current, taken.current);
    taken.current = undefined;
  });
  const close = () => {
    setCaret(undefined);
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const move = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (move !== 0) {
      event.preventDefault();
      if (!open) setCaret(event.currentTarget.selectionStart ?? draft.length);
      else setActive(next(chosen, move, suggestions.length));
    } else if ((event.key === "Enter" || event.key === "Tab") && open && chosen >= 0) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Enter") {
      setTold(true);
      close();
      if (isValid) send(draft.trim(), true);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (open) close();
      else if (!isSent) setDraft(value);
      else event.currentTarget.blur();
    }
  };
  const follow = () => {
    const input = inputRef.current;
    if (input && document.activeElement === input) setCaret(input.selectionStart ?? undefined);
  };
  const syncScroll = () => {
    if (overlay.current && inputRef.current) overlay.current.scrollLeft = inputRef.current.scrollLeft;
  };

  return (
    <div className={styles.filter}>
      <div className={classes(styles.box, fault && styles.wrong)}>
        <div ref={overlay} className={styles.overlay} aria-hidden="true">
          <Coloured text={draft} fault={fault} />
        </div>
        <input
          ref={inputRef}
          className={styles.input}
          role="combobox"
          aria-label="Filter runs"
          aria-expanded={open}
          aria-controls={`${id}list`}
          aria-autocomplete="list"
          aria-activedescendant={open && chosen >= 0 ? `${id}o${chosen}` : undefined}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}fault` : undefined}
          aria-keyshortcuts="/"
          placeholder="Filter: metrics.accuracy > 0.9 AND params.optimizer = 'adam'"
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={100_000}
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            setActive(-1);
            setCaret(event.target.selectionStart ?? undefined);
          }}
          onKeyDown={onKeyDown}
          onKeyUp={(event) => /^(Arrow(Left|Right)|Home|End)$/.test(event.key) && follow()}
          onClick={follow}
          onBlur={() => {
            close();
            typing.current = false;
          }}
          onScroll={syncScroll}
          onSelect={syncScroll}
        />
        {draft !== "" && (
          <IconButton
            label="Clear the filter"
            className={styles.clear}
            onClick={() => {
              setDraft("");
              send("", true);
              inputRef.current?.focus();
            }}
          >
            <Icon name="close" size={14} />
          </IconButton>
        )}
      </div>
      <div
        id={`${id}list`}
        role="listbox"
        aria-label="Completions"
        className={styles.list}
        hidden={!open}
        style={{ left: `min(calc(${place?.from ?? 0}ch * 0.93 + 4px), calc(100% - 280px))` }}
      >
        {open &&
          suggestions.map(({ text, detail }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input keeps the focus and has the keys.
            <div
              key={text}
              id={`${id}o${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className={styles.option}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(index)}
            >
              <span className={styles.optionText}>{visible(text)}</span>
              <span className={styles.detail}>{detail}</span>
            </div>
          ))}
      </div>
      {fault && (
        <p id={`${id}fault`} className={styles.message} role="alert">
          {fault.message}
        </p>
      )}
    </div>
  );
}

/** The next of so many, with none between the last and the first. */
function next(index: number, by: number, count: number): number {
  return ((index + 1 + by + count + 1) % (count + 1)) - 1;
}
