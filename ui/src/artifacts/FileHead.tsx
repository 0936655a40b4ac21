import { Fragment } from "react";
import { CopyButton } from "../kit/Copy";
import { bytes, visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import styles from "./FileHead.module.css";
import type { ViewerProps } from "./viewed";

interface FileHeadProps extends ViewerProps {
  folder: boolean;
  onPath: (path: string) => void;
}

/** Where the file lies, how large it is, and what one can take away of it. */
export function FileHead({ source, path, size, folder, onPath }: FileHeadProps) {
  const parts = path === "" ? [] : path.split("/");
  const download = folder ? source.archive?.(path) : source.file(path);
  return (
    <header className={styles.head}>
      <nav className={styles.way} aria-label="Folders of the file">
        <button type="button" className={styles.part} onClick={() => onPath("")}>
          Files
        </button>
        {parts.map((part, index) => {
          const to = parts.slice(0, index + 1).join("/");
          return (
            <Fragment key={to}>
              <span aria-hidden="true" className={styles.slash}>
                /
              </span>
              {index < parts.length - 1 ? (
                <button type="button" className={styles.part} onClick={() => onPath(to)}>
                  {visible(part)}
                </button>
              ) : (
                <h2 className={styles.last}>{visible(part)}</h2>
              )}
            </Fragment>
          );
        })}
        {size !== undefined && !folder && <span className={styles.size}>{bytes(size)}</span>}
      </nav>
      <span className={styles.actions}>
        <CopyButton text={`${source.uri}/${path}`} label="Copy the URI" icon="link" />
        <CopyButton text={path} label="Copy the path" />
        {download && (
          <a className={styles.download} href={download} download>
            <Icon name="download" size={14} />
            {folder ? (path === "" ? "All as zip" : "Folder as zip") : "Download"}
          </a>
        )}
      </span>
    </header>
  );
}
