import { type ReactNode, useEffect, useState } from "react";
import { Button, IconButton } from "../kit/Button";
import { visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { Menu, MenuCheck, MenuItem, MenuLine, MenuRadio } from "../kit/Menu";
import { RunMark } from "../kit/RunMark";
import { TextField } from "../kit/TextField";
import { BaselineDialog } from "./BaselineDialog";
import styles from "./ChartWall.module.css";
import type { ChartOptions, XAxis } from "./options";
import type { DrawnRun } from "./runs";
import { keyFilter } from "./sections";
import { cardSizes } from "./wallLayout";

const axes: readonly (readonly [XAxis, string])[] = [
  ["step", "Step"],
  ["time", "Time"],
  ["relative", "Relative time"],
];

interface WallToolsProps {
  options: ChartOptions;
  onOptions: (change: Partial<ChartOptions>) => void;
  linked: boolean;
  onLinked: (linked: boolean) => void;
  size: number;
  onSize: (size: number) => void;
  /** Runs that are drawn: each can be what others are compared with. */
  runs: readonly DrawnRun[];
  /** Further controls of the page, such as how many runs are drawn. */
  children?: ReactNode;
}

/** What holds for all charts: which are shown, and how. */
export function WallTools({ options, onOptions, linked, onLinked, size, onSize, runs, children }: WallToolsProps) {
  const { x, logX, logY, trim, base } = options;
  const changed = [logX, logY, trim].filter(Boolean).length;
  const [isChoosing, setChoosing] = useState(false);
  const baseRun = runs.find((run) => run.runId === base);
  return (
    <div className={styles.tools} role="toolbar" aria-label="Charts">
      <ChartSearch search={options.search} onSearch={(search) => onOptions({ search })} />
      <Menu
        trigger={
          <Button>
            {axes.find(([axis]) => axis === x)?.[1]}
            <Icon name="chevronDown" size={12} />
          </Button>
        }
      >
        <MenuRadio value={x} onChange={(next) => onOptions({ x: next })} options={axes} />
      </Menu>
      <Smoothing value={options.smooth} onChange={(smooth) => onOptions({ smooth })} />
      <Menu
        trigger={
          <Button>
            {changed > 0 ? `Scale (${changed})` : "Scale"}
            <Icon name="chevronDown" size={12} />
          </Button>
        }
      >
        <MenuCheck checked={logY} onChange={(next) => onOptions({ logY: next })}>
          Logarithmic values
        </MenuCheck>
        <MenuCheck checked={logX} onChange={(next) => onOptions({ logX: next })}>
          Logarithmic steps
        </MenuCheck>
        <MenuCheck checked={trim} onChange={(next) => onOptions({ trim: next })}>
          Cut off outliers
        </MenuCheck>
        <MenuLine />
        <MenuCheck checked={linked} onChange={onLinked}>
          Zoom all charts together
        </MenuCheck>
        {runs.length > 1 && (
          <>
            <MenuLine />
            <MenuItem onClick={() => setChoosing(true)}>
              <span className={styles.itemMark} />
              Differences to one run…
            </MenuItem>
          </>
        )}
      </Menu>
      {baseRun && (
        <Button title="Show the values themselves again" onClick={() => onOptions({ base: "" })}>
          <RunMark look={baseRun.look} />
          <span className={styles.base}>Less {visible(baseRun.name)}</span>
          <Icon name="close" size={12} />
        </Button>
      )}
      {isChoosing && (
        <BaselineDialog
          runs={runs}
          base={baseRun?.runId ?? ""}
          onBase={(next) => onOptions({ base: next })}
          onClose={() => setChoosing(false)}
        />
      )}
      {children}
      <span className={styles.sizes}>
        <IconButton label="Smaller charts ([)" disabled={size === 0} onClick={() => onSize(size - 1)}>
          <Icon name="minus" />
        </IconButton>
        <IconButton label="Larger charts (])" disabled={size === cardSizes.length - 1} onClick={() => onSize(size + 1)}>
          <Icon name="plus" />
        </IconButton>
      </span>
    </div>
  );
}

/** Typing is answered at once; the address follows when one pauses. */
const PAUSE_MS = 150;

function ChartSearch({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const [text, setText] = useState(search);
  useEffect(() => setText(search), [search]);
  const isPattern = keyFilter(text) !== undefined;
  useEffect(() => {
    if (text === search || !isPattern) return;
    const timer = setTimeout(() => onSearch(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, search, isPattern, onSearch]);
  return (
    <TextField
      className={styles.search}
      label="Search charts"
      hideLabel
      type="search"
      placeholder="Search charts"
      title="A regular expression"
      value={text}
      onChange={(event) => setText(event.target.value)}
      error={isPattern ? undefined : "This is not a regular expression."}
    />
  );
}

function Smoothing({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const [shown, setShown] = useState(value);
  useEffect(() => setShown(value), [value]);
  useEffect(() => {
    if (shown === value) return;
    const timer = setTimeout(() => onChange(shown), 60);
    return () => clearTimeout(timer);
  }, [shown, value, onChange]);
  return (
    <label className={styles.smooth}>
      Smooth
      <input type="range" min={0} max={100} value={shown} onChange={(event) => setShown(Number(event.target.value))} />
      <output>{shown}</output>
    </label>
  );
}
