import { addressOf, fetchPlace, leatAddress, mlflowGet } from "./client";

export interface ArtifactFile {
  /** From the root of the run's artifacts, with slashes. */
  path: string;
  is_dir: boolean;
  /** In bytes; only files have one. */
  file_size?: number;
}

interface ListAnswer {
  root_uri: string;
  files?: ArtifactFile[];
  next_page_token?: string;
}

/** What lies directly below a folder: folders first, then by name as people count (step 2 before step 10). */
export async function listArtifacts(runId: string, path: string, signal?: AbortSignal): Promise<ArtifactFile[]> {
  const answer = await mlflowGet<ListAnswer>("artifacts/list", { run_id: runId, ...(path && { path }) }, { signal });
  return (answer.files ?? []).sort(byName);
}

const names = new Intl.Collator("en", { numeric: true });

function byName(a: ArtifactFile, b: ArtifactFile): number {
  return Number(b.is_dir) - Number(a.is_dir) || names.compare(a.path, b.path);
}

/** Where a file is downloaded. */
export function downloadAddress(runId: string, path: string): string {
  const address = new URL(addressOf("get-artifact"));
  address.searchParams.set("path", path);
  address.searchParams.set("run_uuid", runId);
  return address.href;
}

/** Where a folder, or everything, is downloaded as one zip file. */
export function archiveAddress(runId: string, path: string): string {
  return leatAddress("artifacts/archive", { run_id: runId, path: path || undefined });
}

/** Where a file is shown within a frame that can reach nothing. */
export function previewAddress(runId: string, path: string): string {
  return leatAddress("artifacts/preview", { run_id: runId, path });
}

/** The file's bytes, or a range of them with `last` included. */
export function fetchArtifact(
  runId: string,
  path: string,
  { signal, first, last }: { signal?: AbortSignal | undefined; first?: number; last?: number } = {},
): Promise<Response> {
  return fetchPlace(downloadAddress(runId, path), {
    signal: signal ?? null,
    ...(last !== undefined && { headers: { Range: `bytes=${first ?? 0}-${last}` } }),
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
