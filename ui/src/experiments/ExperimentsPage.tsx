import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useMemo, useState } from "react";
import { type ListedExperiment, searchExperiments } from "../api/experiments";
import type { Pair } from "../api/run";
import { Button } from "../kit/Button";
import { count, visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { Empty, Failure, Skeleton } from "../kit/States";
import { TextField } from "../kit/TextField";
import { useUndoKeys } from "../kit/undo";
import { useStable } from "../kit/useStable";
import type { Search } from "../search";
import { PageHead } from "../shell/PageHead";
import { NameDialog, TagsDialog } from "./ExperimentDialogs";
import styles from "./ExperimentsPage.module.css";
import { type ExperimentActions, ExperimentsTable } from "./ExperimentsTable";
import { FirstRun, useIsEmpty } from "./FirstRun";
import { readQuery } from "./query";
import { writeTags } from "./tags";
import { useExperimentWrites } from "./useExperimentWrites";

type Open = { dialog: "create" } | { dialog: "rename" | "tags"; experimentId: string } | undefined;

const none: readonly ListedExperiment[] = [];

/** All experiments. */
export function ExperimentsPage() {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const writes = useExperimentWrites();
  const [open, setOpen] = useState<Open>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  useUndoKeys();

  const { q, tags: tagsText, view: viewText } = search;
  const { text, tags, view } = useMemo(() => readQuery({ q, tags: tagsText, view: viewText }), [q, tagsText, viewText]);
  const change = (next: Search, replace = false) =>
    void navigate({ to: ".", search: ((before: Search) => ({ ...before, ...next })) as never, replace });
  const asked = useDeferredValue(text.trim());
  const found = useInfiniteQuery({
    queryKey: ["experiments", "search", asked, tags, view],
    queryFn: ({ pageParam, signal }) => searchExperiments({ text: asked, tags, view }, pageParam, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_page_token,
    placeholderData: keepPreviousData,
  });
  const experiments = useMemo(() => found.data?.pages.flatMap((page) => page.experiments ?? []) ?? none, [found.data]);
  const isAll = asked === "" && tags.length === 0 && view === "ACTIVE_ONLY";
  // More experiments than these were hardly made without a run.
  const isNew = isAll && found.data !== undefined && experiments.length <= 20;
  const ids = useMemo(() => experiments.map((each) => each.experiment_id), [experiments]);
  const isEmpty = useIsEmpty(isNew ? ids : undefined) === true && isNew;

  const actions = useStable<ExperimentActions>({
    choose: (id, on) =>
      setChosen((before) => new Set(on ? [...before, id] : [...before].filter((each) => each !== id))),
    filterByTag: (tag) => change({ tags: writeTags([...tags.filter(({ key }) => key !== tag.key), tag]) }),
    rename: ({ experiment_id: experimentId }) => setOpen({ dialog: "rename", experimentId }),
    tags: ({ experiment_id: experimentId }) => setOpen({ dialog: "tags", experimentId }),
    note: ({ experiment_id: experimentId }) =>
      void navigate({ to: "/experiments/$experimentId/notes", params: { experimentId } }),
    remove: (experiment) => void writes.remove(experiment),
    restore: (experiment) => void writes.restore(experiment),
  });

  const create = async (name: string) => {
    const experimentId = await writes.create(name);
    if (experimentId !== undefined) void navigate({ to: "/experiments/$experimentId/runs", params: { experimentId } });
  };
  const opened = experiments.find((each) => open && "experimentId" in open && each.experiment_id === open.experimentId);

  return (
    <div className={styles.page}>
      <PageHead
        title="Experiments"
        facts={found.data && `${count(experiments.length)}${found.hasNextPage ? "+" : ""}`}
        actions={
          <Button kind="primary" onClick={() => setOpen({ dialog: "create" })}>
            <Icon name="plus" size={14} />
            New
          </Button>
        }
      />
      {!isEmpty && (
        <div className={styles.bar}>
          <TextField
            label="Find experiments by name"
            hideLabel
            className={styles.find ?? ""}
            placeholder="Find experiments by name"
            value={text}
            onChange={(event) => change({ q: event.target.value }, true)}
          />
          <TagChips tags={tags} onChange={(next) => change({ tags: writeTags(next) })} />
          {chosen.size > 0 && (
            <Button
              onClick={() => void navigate({ to: "/runs", search: { experiments: [...chosen].join(",") } as never })}
            >
              Runs of {chosen.size === 1 ? "1 experiment" : `${chosen.size} experiments`}
            </Button>
          )}
          <Button
            aria-pressed={view === "DELETED_ONLY"}
            onClick={() => change({ view: view === "DELETED_ONLY" ? "" : "deleted" })}
          >
            {view === "DELETED_ONLY" ? "Show active" : "Show deleted"}
          </Button>
        </div>
      )}
      {found.error ? (
        <Failure error={found.error} onRetry={found.refetch} />
      ) : !found.data ? (
        <Skeleton lines={10} />
      ) : isEmpty ? (
        <FirstRun />
      ) : experiments.length === 0 ? (
        <Empty title={view === "DELETED_ONLY" ? "No experiment is deleted" : "No experiment matches"} />
      ) : (
        <ExperimentsTable experiments={experiments} chosen={chosen} actions={actions} />
      )}
      {found.hasNextPage && (
        <Button className={styles.moreButton} onClick={() => void found.fetchNextPage()}>
          Show more
        </Button>
      )}
      {open?.dialog === "create" && (
        <NameDialog title="New experiment" action="Create" name="" onDone={create} onClose={() => setOpen(undefined)} />
      )}
      {open?.dialog === "rename" && opened && (
        <NameDialog
          title="Rename experiment"
          action="Rename"
          name={opened.name}
          onDone={(name) => void writes.rename(opened, name)}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open?.dialog === "tags" && opened && (
        <TagsDialog
          experiment={opened}
          onSet={(key, value) =>
            void writes.tag(
              opened,
              key,
              value,
              value === undefined ? `Removed ${visible(key)}.` : `Set ${visible(key)}.`,
            )
          }
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}

function TagChips({ tags, onChange }: { tags: readonly Pair[]; onChange: (tags: readonly Pair[]) => void }) {
  return tags.map((tag) => (
    <button
      key={tag.key}
      type="button"
      className={styles.chip}
      aria-label={`Remove ${visible(tag.key)}: ${visible(tag.value)}`}
      onClick={() => onChange(tags.filter((each) => each !== tag))}
    >
      {visible(tag.key)}: {visible(tag.value)}
      <Icon name="close" size={10} />
    </button>
  ));
}
