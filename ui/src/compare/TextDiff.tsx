import { useQueries } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { readText } from "../artifacts/readText";
import { Button } from "../kit/Button";
import { bytes, count, visible } from "../kit/format";
import { type LongColumn, LongTable } from "../kit/LongTable";
import { Failure, Skeleton } from "../kit/States";
import { DiffLines } from "./DiffLines";
import { diffTexts } from "./lineDiff";
import { type PackageChange, packageChanges } from "./requirements";
import styles from "./TextDiff.module.css";

/** Texts are compared up to this size, in bytes. */
const mostCompared = 2_000_000;

type Addresses = readonly [string, string];

function useTexts(addresses: Addresses) {
  return useQueries({
    queries: addresses.map((address) => ({
      queryKey: ["artifact text", address, mostCompared],
      queryFn: ({ signal }: { signal: AbortSignal }) => readText(address, mostCompared, signal),
      gcTime: 60_000,
    })),
    combine: ([left, right]) => ({
      left: left?.data,
      right: right?.data,
      error: left?.error ?? right?.error,
      retry: () => {
        void left?.refetch();
        void right?.refetch();
      },
    }),
  });
}

/** Two texts as one, with the lines that were removed and added. */
export function TextDiff({ addresses }: { addresses: Addresses }) {
  const { left, right, error, retry } = useTexts(addresses);
  const [all, setAll] = useState(false);
  const lines = useMemo(() => (left && right ? diffTexts(left.text, right.text) : []), [left, right]);
  if (error) return <Failure error={error} onRetry={retry} />;
  if (!left || !right) return <Skeleton lines={8} />;
  if (left.binary || right.binary)
    return <p className={styles.note}>These files are not text; see them side by side.</p>;
  const removed = lines.filter(({ kind }) => kind === "removed").length;
  const added = lines.filter(({ kind }) => kind === "added").length;
  const cut = left.truncated || right.truncated;
  return (
    <>
      <p className={styles.bar}>
        {removed + added === 0 ? (
          "The two files are equal."
        ) : (
          <>
            <span className={styles.removed}>−{count(removed)}</span>
            <span className={styles.added}>+{count(added)}</span>
            <Button aria-pressed={all} onClick={() => setAll(!all)}>
              {all ? "Only around differences" : "Whole files"}
            </Button>
          </>
        )}
        {cut && <span>Only their first {bytes(mostCompared)} are compared.</span>}
      </p>
      {(removed + added > 0 || all) && <DiffLines lines={lines} all={all} />}
    </>
  );
}

/** What two lists of packages differ in. */
export function PackageDiff({ addresses, names }: { addresses: Addresses; names: readonly [string, string] }) {
  const { left, right, error, retry } = useTexts(addresses);
  const found = useMemo(() => left && right && packageChanges(left.text, right.text), [left, right]);
  const columns = useMemo(() => columnsOf(names), [names]);
  if (error) return <Failure error={error} onRetry={retry} />;
  if (!found) return <Skeleton lines={4} />;
  const equal = `${count(found.equal)} ${found.equal === 1 ? "package is" : "packages are"} equal.`;
  return (
    <>
      <p className={styles.bar}>
        {found.changes.length === 0
          ? `No package differs. ${equal}`
          : `${count(found.changes.length)} differ. ${equal}`}
      </p>
      {found.changes.length > 0 && (
        <div className={styles.table}>
          <LongTable
            label="Packages that differ"
            fill
            columns={columns}
            rows={found.changes}
            keyOf={({ name }) => name}
          />
        </div>
      )}
    </>
  );
}

function columnsOf([left, right]: readonly [string, string]): readonly LongColumn<PackageChange>[] {
  const version = (text: string | undefined) =>
    text === undefined ? <span className={styles.absent}>not there</span> : <code>{visible(text) || "any"}</code>;
  return [
    { id: "name", head: "Package", width: "40%", sortBy: ({ name }) => name, cell: ({ name }) => visible(name) },
    { id: "left", head: visible(left), width: "30%", cell: (change) => version(change.left) },
    { id: "right", head: visible(right), cell: (change) => version(change.right) },
  ];
}
