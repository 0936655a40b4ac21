import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { fetchKeys, type KeyKind } from "../api/runsColumns";
import { Button, IconButton } from "../kit/Button";
import { Checkbox } from "../kit/Checkbox";
import { Dialog } from "../kit/Dialog";
import { FindField, finds } from "../kit/FindField";
import { count, visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { Failure } from "../kit/States";
import { attributes, type Column, keyColumn, labelOf, metricColumn, readColumn } from "../table/columns";
import styles from "./ColumnsDialog.module.css";

interface ColumnsDialogProps {
  experimentIds: readonly string[];
  /** All that are shown, pinned ones first. */
  shown: readonly Column[];
  /** How many of them have the same value in all rows that are here. */
  equal: readonly Column[];
  /** Whether somebody chose them. */
  chosen: boolean;
  onAdd: (columns: readonly Column[]) => void;
  onRemove: (columns: readonly Column[]) => void;
  onMove: (column: Column, by: 1 | -1) => void;
  onReset: () => void;
  onClose: () => void;
}

const groups: readonly (readonly [KeyKind, string])[] = [
  ["metric", "Metrics"],
  ["param", "Params"],
  ["tag", "Tags"],
];

/** Chooses the columns among all that the runs have. */
export function ColumnsDialog(props: ColumnsDialogProps) {
  const { shown, equal, onAdd, onRemove } = props;
  const [typed, setTyped] = useState("");
  const text = useDeferredValue(typed.trim());
  const isShown = (column: Column) => shown.some((each) => each.kind === column.kind && each.key === column.key);
  const toggle = (column: Column, on: boolean) =>
    on ? onAdd([column]) : onRemove(shown.filter((each) => each.kind === column.kind && each.key === column.key));
  const own = Object.keys(attributes)
    .filter((name) => name !== "run_name")
    .flatMap((name) => readColumn(name) ?? [])
    .filter((column) => finds(text, labelOf(column)));
  return (
    <Dialog open onClose={props.onClose} title="Columns" place="right">
      <div className={styles.tools}>
        <FindField label="Find a column" value={typed} onChange={setTyped} className={styles.find ?? ""} />
        <Button disabled={equal.length === 0} onClick={() => onRemove(equal)}>
          Hide {count(equal.length)} equal
        </Button>
        <Button disabled={!props.chosen} onClick={props.onReset}>
          Suggest
        </Button>
      </div>
      {text === "" && shown.length > 0 && (
        <section className={styles.group}>
          <h3>
            Shown <span className={styles.total}>{count(shown.length)}</span>
          </h3>
          <ul>
            {shown.map((column, index) => (
              <Shown
                key={column.name}
                {...props}
                column={column}
                first={index === 0}
                last={index === shown.length - 1}
              />
            ))}
          </ul>
        </section>
      )}
      {own.length > 0 && (
        <section className={styles.group}>
          <h3>Run</h3>
          <ul>
            {own.map((column) => (
              <Choice key={column.name} column={column} on={isShown(column)} onChange={toggle} />
            ))}
          </ul>
        </section>
      )}
      {groups.map(([kind, title]) => (
        <Group key={kind} {...props} kind={kind} title={title} text={text} isShown={isShown} onChange={toggle} />
      ))}
    </Dialog>
  );
}

function nameOf(column: Column): string {
  const part = column.part && column.part !== "last" ? ` ${column.part}` : "";
  return visible(labelOf(column)) + part;
}

interface ShownProps extends ColumnsDialogProps {
  column: Column;
  first: boolean;
  last: boolean;
}

function Shown({ column, first, last, onMove, onRemove }: ShownProps) {
  const name = nameOf(column);
  return (
    <li className={styles.line}>
      <span className={styles.key}>{name}</span>
      <IconButton label={`Move ${name} up`} disabled={first} onClick={() => onMove(column, -1)}>
        <Icon name="arrowUp" size={14} />
      </IconButton>
      <IconButton label={`Move ${name} down`} disabled={last} onClick={() => onMove(column, 1)}>
        <Icon name="arrowDown" size={14} />
      </IconButton>
      <IconButton label={`Hide ${name}`} onClick={() => onRemove([column])}>
        <Icon name="close" size={14} />
      </IconButton>
    </li>
  );
}

interface ChoiceProps {
  column: Column;
  on: boolean;
  runs?: number | undefined;
  onChange: (column: Column, on: boolean) => void;
}

function Choice({ column, on, runs, onChange }: ChoiceProps) {
  return (
    <li>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the box is within. */}
      <label className={styles.line}>
        <Checkbox checked={on} label={visible(labelOf(column))} onChange={(next) => onChange(column, next)} />
        <span className={styles.key}>{visible(labelOf(column))}</span>
        {runs !== undefined && <span className={styles.total}>{count(runs)} runs</span>}
      </label>
    </li>
  );
}

/** Keys fetched at once: more are found by typing. */
const MOST = 100;

interface GroupProps extends ColumnsDialogProps {
  kind: KeyKind;
  title: string;
  text: string;
  isShown: (column: Column) => boolean;
  onChange: (column: Column, on: boolean) => void;
}

function Group({ experimentIds, kind, title, text, isShown, onChange, onAdd }: GroupProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ["runs/columns", experimentIds, kind, text, MOST, "counts"],
    queryFn: ({ signal }) =>
      fetchKeys(
        {
          experiment_ids: experimentIds,
          kinds: [kind],
          max_results: MOST,
          counts: true,
          ...(text !== "" && { contains: text }),
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  if (error) return <Failure error={error} onRetry={refetch} />;
  if (!data || data.columns.length === 0) return null;
  const columns = data.columns.map(({ key }) => (kind === "metric" ? metricColumn(key) : keyColumn(kind, key)));
  const total = data.total ?? columns.length;
  const missing = columns.filter((column) => !isShown(column));
  return (
    <section className={styles.group}>
      <h3>
        {title} <span className={styles.total}>{count(total)}</span>
        {text !== "" && missing.length > 0 && (
          <Button kind="ghost" onClick={() => onAdd(missing)}>
            Show {missing.length === 1 ? "it" : `all ${missing.length}`}
          </Button>
        )}
      </h3>
      <ul>
        {columns.map((column, index) => (
          <Choice
            key={column.name}
            column={column}
            on={isShown(column)}
            runs={data.columns[index]?.runs}
            onChange={onChange}
          />
        ))}
      </ul>
      {total > columns.length && (
        <p className={styles.total}>{count(total - columns.length)} more: type a part of their names.</p>
      )}
    </section>
  );
}
