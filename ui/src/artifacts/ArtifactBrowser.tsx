import { type ReactNode, useState } from "react";
import type { ArtifactSource } from "../api/artifacts";
import { classes } from "../kit/classes";
import { FindField } from "../kit/FindField";
import { Failure, Skeleton } from "../kit/States";
import styles from "./ArtifactBrowser.module.css";
import { FileHead } from "./FileHead";
import { FolderView } from "./FolderView";
import { NoPreview } from "./Notice";
import { Tree } from "./Tree";
import { useEntry } from "./useFolder";
import { Viewer } from "./Viewer";

interface ArtifactBrowserProps {
  source: ArtifactSource;
  path: string;
  onPath: (path: string) => void;
  /** Above the tree: whose files these are, if there is a choice. */
  head?: ReactNode;
}

/** Files as a tree at the left, and what is chosen beside it. */
export function ArtifactBrowser({ source, path, onPath, head }: ArtifactBrowserProps) {
  const [typed, setTyped] = useState("");
  return (
    <div className={classes(styles.browser, path !== "" && styles.reading)}>
      <nav className={styles.side} aria-label="Files of the run">
        {head}
        <div className={styles.find}>
          <FindField label="Find files" value={typed} onChange={setTyped} />
        </div>
        <div className={styles.tree}>
          <Tree source={source} chosen={path} onChoose={onPath} typed={typed} />
        </div>
      </nav>
      <Shown source={source} path={path} onPath={onPath} />
    </div>
  );
}

function Shown({ source, path, onPath }: ArtifactBrowserProps) {
  const { entry, loaded, error, refetch } = useEntry(source, path);
  if (error) return <Failure error={error} onRetry={refetch} />;
  if (!entry && !loaded) return <Skeleton lines={8} />;
  const props = { source, path, size: entry?.file_size };
  return (
    <section className={styles.shown} aria-label="The file">
      <FileHead {...props} folder={entry?.is_dir ?? false} onPath={onPath} />
      <div className={styles.content}>
        {!entry ? (
          <NoPreview reason="No such file is there, or not any more." address={source.file(path)} />
        ) : entry.is_dir ? (
          <FolderView key={path} source={source} path={path} onPath={onPath} />
        ) : (
          <Viewer key={path} {...props} />
        )}
      </div>
    </section>
  );
}
