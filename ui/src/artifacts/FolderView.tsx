import { lazy, Suspense } from "react";
import { type ArtifactFile, type ArtifactSource, fileName } from "../api/artifacts";
import { bytes, count, visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { type LongColumn, LongTable } from "../kit/LongTable";
import { Failure, Skeleton } from "../kit/States";
import styles from "./FolderView.module.css";
import { stepImages } from "./stepImages";
import { useFolder } from "./useFolder";

const ModelView = lazy(() => import("./viewers/ModelView"));
const StepImages = lazy(() => import("./viewers/StepImages"));

interface FolderViewProps {
  source: ArtifactSource;
  path: string;
  onPath: (path: string) => void;
}

/** A folder: what it is, if it is a model or images by step, and what lies in it. */
export function FolderView({ source, path, onPath }: FolderViewProps) {
  const { data, error, refetch } = useFolder(source, path);
  if (error) return <Failure error={error} onRetry={refetch} />;
  if (!data) return <Skeleton lines={6} />;
  if (data.length === 0)
    return <p className={styles.empty}>{path === "" ? "This run has no files yet." : "This folder is empty."}</p>;
  const model = data.find((file) => fileName(file.path) === "MLmodel" && !file.is_dir);
  const images = stepImages(data);
  return (
    <>
      <Suspense fallback={<Skeleton />}>
        {model && <ModelView source={source} path={model.path} size={model.file_size} />}
        {images.size > 0 && <StepImages source={source} images={images} />}
      </Suspense>
      <p className={styles.sum}>{sumOf(data)}</p>
      <div className={styles.files}>
        <LongTable
          label="Files"
          fill={!model && images.size === 0}
          columns={columnsOf(onPath)}
          rows={data}
          keyOf={(file) => file.path}
        />
      </div>
    </>
  );
}

function columnsOf(onPath: (path: string) => void): readonly LongColumn<ArtifactFile>[] {
  return [
    {
      id: "name",
      head: "Name",
      width: "70%",
      sortBy: (file) => fileName(file.path),
      cell: (file) => (
        <button type="button" className={styles.file} onClick={() => onPath(file.path)}>
          <Icon name={file.is_dir ? "folder" : "file"} size={14} />
          {visible(fileName(file.path))}
        </button>
      ),
    },
    {
      id: "size",
      head: "Size",
      numeric: true,
      sortBy: (file) => (file.is_dir ? undefined : file.file_size),
      cell: (file) => (file.is_dir || file.file_size === undefined ? "" : bytes(file.file_size)),
    },
  ];
}

function sumOf(files: readonly ArtifactFile[]): string {
  const folders = files.filter((file) => file.is_dir).length;
  const size = files.reduce((sum, file) => sum + (file.file_size ?? 0), 0);
  const parts = [
    folders > 0 && (folders === 1 ? "1 folder" : `${count(folders)} folders`),
    files.length > folders &&
      `${files.length - folders === 1 ? "1 file" : `${count(files.length - folders)} files`} of ${bytes(size)}`,
  ];
  return parts.filter(Boolean).join(", ");
}
