import type { ArtifactFile, ArtifactSource } from "../api/artifacts";
import { pooled } from "./useRuns";

/** A path that one or both runs have a file at. */
export interface CommonFile {
  path: string;
  left: ArtifactFile | undefined;
  right: ArtifactFile | undefined;
}

/** Folders are read to here, so that a run with a million files does not hold the page. */
const mostFolders = 100;
const mostFiles = 2_000;

/** All files of a source, folder by folder, up to a limit. */
export async function walk(
  source: ArtifactSource,
  signal: AbortSignal,
): Promise<{ files: ArtifactFile[]; all: boolean }> {
  const files: ArtifactFile[] = [];
  let level = [""];
  let read = 0;
  while (level.length > 0 && read < mostFolders && files.length < mostFiles) {
    const now = level.slice(0, mostFolders - read);
    read += now.length;
    const entries = (await pooled(now, 4, (path) => source.list(path, signal))).flat();
    files.push(...entries.filter((entry) => !entry.is_dir));
    level = [...level.slice(now.length), ...entries.filter((entry) => entry.is_dir).map(({ path }) => path)];
  }
  return { files: files.slice(0, mostFiles), all: level.length === 0 && files.length <= mostFiles };
}

const names = new Intl.Collator("en", { numeric: true });

/** The paths of two runs; what both have comes first. */
export function unionOf(left: readonly ArtifactFile[], right: readonly ArtifactFile[]): CommonFile[] {
  const union = new Map<string, CommonFile>();
  for (const file of left) union.set(file.path, { path: file.path, left: file, right: undefined });
  for (const file of right) union.set(file.path, { path: file.path, left: union.get(file.path)?.left, right: file });
  return [...union.values()].sort((a, b) => Number(isCommon(b)) - Number(isCommon(a)) || names.compare(a.path, b.path));
}

export function isCommon(file: CommonFile): boolean {
  return file.left !== undefined && file.right !== undefined;
}
