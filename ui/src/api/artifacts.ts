import { MLFLOW, withQuery } from "./address";
import { fetchPlace, leatAddress, mlflowGet } from "./client";
import type { Wire } from "./wire";

/** A file or a folder: its path from the root of the artifacts, with slashes, and of files their size in bytes. */
export type ArtifactFile = Wire<"FileInfo">;

/** A place with files: those of a run, or of a logged model. */
export interface ArtifactSource {
  /** Tells it from others in queries. */
  readonly id: string;
  /** The scheme and id by which clients load what lies there, such as `runs:/…`. */
  readonly uri: string;
  /** What lies directly below a folder: folders first, then by name as people count. */
  list(path: string, signal?: AbortSignal): Promise<ArtifactFile[]>;
  /** Where a file is downloaded. */
  file(path: string): string;
  /** Where a file is shown within a frame that can reach nothing; undefined if this place has none. */
  preview?(path: string): string;
  /** Where a folder, or everything, is downloaded as one zip file; undefined if this place has none. */
  archive?(path: string): string;
}

type ListAnswer = Wire<"ListArtifactsResponse">;

export function runArtifacts(runId: string): ArtifactSource {
  return {
    id: runId,
    uri: `runs:/${runId}`,
    async list(path, signal) {
      const query = { run_id: runId, ...(path && { path }) };
      return sorted(await mlflowGet<ListAnswer>("artifacts/list", query, { signal }));
    },
    file: (path) => withQuery("get-artifact", { path, run_uuid: runId }),
    preview: (path) => leatAddress("artifacts/preview", { run_id: runId, path }),
    archive: (path) => leatAddress("artifacts/archive", { run_id: runId, path: path || undefined }),
  };
}

/** A logged model's own files, which lie beside those of its run. */
export function modelArtifacts(modelId: string): ArtifactSource {
  const place = `logged-models/${encodeURIComponent(modelId)}/artifacts/`;
  return {
    id: modelId,
    uri: `models:/${modelId}`,
    async list(path, signal) {
      const query = path === "" ? {} : { artifact_directory_path: path };
      return sorted(await mlflowGet<ListAnswer>(`${place}directories`, query, { signal }));
    },
    file: (path) => withQuery(`${MLFLOW}${place}files`, { artifact_file_path: path }),
  };
}

const names = new Intl.Collator("en", { numeric: true });

function sorted({ files = [] }: ListAnswer): ArtifactFile[] {
  return files.sort((a, b) => Number(b.is_dir) - Number(a.is_dir) || names.compare(a.path, b.path));
}

/** A file's bytes, or a range of them with `last` included. */
export function fetchArtifact(
  address: string,
  { signal, first = 0, last }: { signal?: AbortSignal | undefined; first?: number; last?: number } = {},
): Promise<Response> {
  return fetchPlace(address, {
    signal: signal ?? null,
    ...(last !== undefined && { headers: { Range: `bytes=${first}-${last}` } }),
  });
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder that a path lies in; empty for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
