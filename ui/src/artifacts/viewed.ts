import type { ArtifactSource } from "../api/artifacts";

/** What every viewer is given. */
export interface ViewerProps {
  source: ArtifactSource;
  /** From the root of the source. */
  path: string;
  /** In bytes, if the store told. */
  size: number | undefined;
}
