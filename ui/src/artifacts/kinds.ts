import { fileName } from "../api/artifacts";

/** What shows a file. */
export type ViewerName =
  | "image"
  | "table"
  | "parquet"
  | "json"
  | "markdown"
  | "code"
  | "html"
  | "pdf"
  | "audio"
  | "video"
  | "model"
  | "text"
  | "unknown";

const extensions: Record<Exclude<ViewerName, "unknown">, string> = {
  image: "png jpg jpeg gif svg webp bmp ico avif apng",
  table: "csv tsv",
  parquet: "parquet pq",
  json: "json geojson ipynb jsonl ndjson",
  markdown: "md markdown",
  html: "html htm",
  pdf: "pdf",
  audio: "mp3 wav ogg oga opus flac m4a aac wma",
  video: "mp4 m4v webm mov mkv avi ogv",
  model: "mlmodel",
  code: "py py3 pyi ipy js mjs cjs ts tsx jsx cs java kt scala c h cc cpp hpp cu rs go css xml yaml yml toml r rb sh bash sql jl lua swift php proto dockerfile diff patch mlproject jsonnet",
  text: "txt log err out cfg conf cnf cf ini properties prop hocon rst tex bib env lock gitignore requirements license readme makefile",
};

const kinds = new Map<string, ViewerName>(
  Object.entries(extensions).flatMap(([kind, all]) => all.split(" ").map((each) => [each, kind as ViewerName])),
);

/** The part behind the last dot, or the whole name without one, in small letters: `MLmodel` is a kind of its own. */
export function extensionOf(path: string): string {
  const name = fileName(path);
  return name.slice(name.lastIndexOf(".") + 1).toLowerCase();
}

/** What shows the file, by its name alone. */
export function viewerOf(path: string): ViewerName {
  return kinds.get(extensionOf(path)) ?? "unknown";
}

const megabyte = 1_000_000;

/** Up to this size, in bytes, a file is read whole. Of longer texts the beginning is shown; other files are only downloaded. */
export const limits = {
  text: 5 * megabyte,
  other: 50 * megabyte,
} as const;
