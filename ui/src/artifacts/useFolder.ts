import { useQuery } from "@tanstack/react-query";
import { type ArtifactFile, type ArtifactSource, folderOf } from "../api/artifacts";

/** What lies directly below a folder. */
export function useFolder(source: ArtifactSource, path: string, enabled = true) {
  return useQuery({
    queryKey: ["artifacts", source.id, path],
    queryFn: ({ signal }) => source.list(path, signal),
    enabled,
  });
}

const root: ArtifactFile = { path: "", is_dir: true };

/** The file or folder at a path, as the listing of its folder has it; undefined while it is read or if there is none. */
export function useEntry(source: ArtifactSource, path: string) {
  const { data, error, refetch } = useFolder(source, folderOf(path), path !== "");
  if (path === "") return { entry: root, loaded: true, error: null, refetch };
  return { entry: data?.find((file) => file.path === path), loaded: data !== undefined, error, refetch };
}
