import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type ArtifactFile, type ArtifactSource, fileName, folderOf } from "../api/artifacts";
import { messageOf } from "../api/errors";
import { classes } from "../kit/classes";
import { finds } from "../kit/FindField";
import { bytes, visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import styles from "./Tree.module.css";
import { useFolder } from "./useFolder";

interface TreeProps {
  source: ArtifactSource;
  /** The path that is shown beside the tree. */
  chosen: string;
  onChoose: (path: string) => void;
  /** Words that names must have; folders that are open are looked through. */
  typed: string;
}

/** The files as a tree; a folder is read when it is opened. Moved in by the arrow keys, as trees of files are. */
export function Tree({ source, chosen, onChoose, typed }: TreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(foldersTo(chosen)));
  const place = useRef<HTMLDivElement>(null);

  // Whatever is shown can be seen in the tree, however one got there.
  useEffect(() => {
    setOpen((before) => new Set([...before, ...foldersTo(chosen)]));
  }, [chosen]);

  const toggle = (path: string, on = !open.has(path)) =>
    setOpen((before) => {
      const next = new Set(before);
      if (on) next.add(path);
      else next.delete(path);
      return next;
    });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const all = [...(place.current?.querySelectorAll<HTMLElement>("[role=treeitem]") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const item = all[at];
    const path = item?.dataset.path;
    if (!item || path === undefined) return;
    const state = item.getAttribute("aria-expanded");
    const parent = all.find((other) => other.dataset.path === folderOf(path));
    const moves: Record<string, HTMLElement | undefined> = {
      ArrowDown: all[at + 1],
      ArrowUp: all[at - 1],
      Home: all[0],
      End: all.at(-1),
      ArrowRight: state === "true" ? all[at + 1] : undefined,
      ArrowLeft: state === "true" ? undefined : parent,
    };
    if (event.key === "Enter" || event.key === " ") onChoose(path);
    else if (event.key === "ArrowRight" && state === "false") toggle(path, true);
    else if (event.key === "ArrowLeft" && state === "true") toggle(path, false);
    else if (event.key in moves) moves[event.key]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={place} role="tree" aria-label="Files" className={styles.tree} onKeyDown={onKeyDown}>
      <Level
        source={source}
        path=""
        depth={1}
        open={open}
        chosen={chosen}
        typed={typed}
        onToggle={toggle}
        onChoose={onChoose}
      />
    </div>
  );
}

/** The folders that must be open for a path to be seen, itself included: a folder that is shown is open. */
function foldersTo(path: string): string[] {
  return path === "" ? [] : path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
}

interface LevelProps {
  source: ArtifactSource;
  path: string;
  depth: number;
  open: ReadonlySet<string>;
  chosen: string;
  typed: string;
  onToggle: (path: string) => void;
  onChoose: (path: string) => void;
}

/** Folders of more entries say so instead of filling the page; the filter finds the rest. */
const mostShown = 1000;

function Level(props: LevelProps) {
  const { source, path, depth, typed, open } = props;
  const { data, error } = useFolder(source, path);
  if (error) return <Words depth={depth}>{messageOf(error)}</Words>;
  if (!data) return <Words depth={depth}>…</Words>;
  const found = data.filter((file) => finds(typed, file.path) || (file.is_dir && open.has(file.path)));
  if (data.length === 0) return <Words depth={depth}>{path === "" ? "No files yet." : "Empty"}</Words>;
  if (found.length === 0 && path === "") return <Words depth={depth}>No name matches.</Words>;
  return (
    <>
      {found.slice(0, mostShown).map((file, index) => (
        <Item key={file.path} {...props} file={file} first={depth === 1 && index === 0} />
      ))}
      {found.length > mostShown && (
        <Words depth={depth}>{found.length - mostShown} more; type a part of a name to find them.</Words>
      )}
    </>
  );
}

function Item({ file, first, ...level }: LevelProps & { file: ArtifactFile; first: boolean }) {
  const { depth, chosen, onToggle, onChoose } = level;
  const isOpen = file.is_dir && level.open.has(file.path);
  const isChosen = chosen === file.path;
  // One stop of the Tab key: what is chosen, or else the first.
  const stop = isChosen || (chosen === "" && first);
  return (
    <div role="none">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys of all its items. */}
      <div
        role="treeitem"
        tabIndex={stop ? 0 : -1}
        aria-level={depth}
        aria-selected={isChosen}
        {...(file.is_dir && { "aria-expanded": isOpen })}
        data-path={file.path}
        className={classes(styles.item, isChosen && styles.chosen)}
        style={{ paddingInlineStart: 4 + (depth - 1) * 14 }}
        onClick={() => {
          if (file.is_dir && isChosen) onToggle(file.path);
          onChoose(file.path);
        }}
      >
        <span className={styles.twist}>
          {file.is_dir && <Icon name={isOpen ? "chevronDown" : "chevronRight"} size={12} />}
        </span>
        <span className={styles.kind}>
          <Icon name={file.is_dir ? "folder" : "file"} size={14} />
        </span>
        <span className={styles.name} title={visible(file.path)}>
          {visible(fileName(file.path))}
        </span>
        {file.file_size !== undefined && !file.is_dir && <span className={styles.size}>{bytes(file.file_size)}</span>}
      </div>
      {isOpen && (
        <div role="group">
          <Level {...level} path={file.path} depth={depth + 1} />
        </div>
      )}
    </div>
  );
}

function Words({ depth, children }: { depth: number; children: React.ReactNode }) {
  return (
    <div role="none" className={styles.words} style={{ paddingInlineStart: 22 + (depth - 1) * 14 }}>
      {children}
    </div>
  );
}
