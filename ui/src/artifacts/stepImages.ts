import { type ArtifactFile, fileName } from "../api/artifacts";

export interface StepImage {
  step: number;
  timestampMs: number;
  /** The picture as it was logged. */
  path: string;
  /** A smaller form of it, if there is one. */
  small: string | undefined;
}

// <key, "/" as "#">%step%<step>%timestamp%<ms>%<uuid>[%compressed].<extension>; newer clients write + for %.
const named =
  /^(?<key>.+?)(?:[%+]step)(?<step>.+?)[%+]timestamp[%+](?<time>\d+)[%+](?<id>[^%+]+?)(?<small>[%+]compressed)?\.\w+$/s;

/** Pictures that `log_image` wrote, by key, in the order of their steps. Other files are left out. */
export function stepImages(files: readonly ArtifactFile[]): Map<string, StepImage[]> {
  const byKey = new Map<string, Map<string, StepImage>>();
  for (const file of files) {
    const parts = file.is_dir ? undefined : named.exec(fileName(file.path))?.groups;
    const step = parts?.step === undefined ? undefined : stepOf(parts.step);
    if (!parts?.key || !parts.id || step === undefined) continue;
    const key = parts.key.replaceAll("#", "/");
    const images = byKey.get(key) ?? new Map<string, StepImage>();
    byKey.set(key, images);
    const image = images.get(parts.id) ?? { step, timestampMs: Number(parts.time), path: "", small: undefined };
    if (parts.small) image.small = file.path;
    else image.path = file.path;
    images.set(parts.id, image);
  }
  return new Map(
    [...byKey]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, images]) => [
        key,
        [...images.values()]
          .map((image) => ({ ...image, path: image.path || (image.small ?? "") }))
          .sort((a, b) => a.step - b.step || a.timestampMs - b.timestampMs),
      ]),
  );
}

/** The step as the file's name has it, or as it became when a client sent `%20` unescaped and it was read as a blank. */
function stepOf(text: string): number | undefined {
  if (/^[%+]-?\d+$/.test(text)) return Number(text.slice(1));
  const decoded = text.charCodeAt(0).toString(16).padStart(2, "0") + text.slice(1);
  return /^\d+$/.test(decoded) ? Number(decoded) : undefined;
}
