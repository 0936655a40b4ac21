import { type ComponentType, lazy, Suspense } from "react";
import { bytes } from "../kit/format";
import { Skeleton } from "../kit/States";
import { limits, type ViewerName, viewerOf } from "./kinds";
import { NoPreview } from "./Notice";
import type { ViewerProps } from "./viewed";

/** Each viewer is fetched when the first file of its kind is looked at. */
const viewers: Record<ViewerName, ComponentType<ViewerProps>> = {
  image: lazy(() => import("./viewers/ImageView")),
  table: lazy(() => import("./viewers/TableView")),
  parquet: lazy(() => import("./viewers/ParquetView")),
  json: lazy(() => import("./viewers/JsonView")),
  markdown: lazy(() => import("./viewers/MarkdownView")),
  code: lazy(() => import("./viewers/CodeView")),
  text: lazy(() => import("./viewers/CodeView")),
  unknown: lazy(() => import("./viewers/CodeView")),
  html: lazy(() => import("./viewers/HtmlView")),
  pdf: lazy(() => import("./viewers/PdfView")),
  audio: lazy(() => import("./viewers/MediaView").then(({ AudioView }) => ({ default: AudioView }))),
  video: lazy(() => import("./viewers/MediaView").then(({ VideoView }) => ({ default: VideoView }))),
  model: lazy(() => import("./viewers/ModelView")),
};

/** Kinds that the browser or the viewer takes whole. The others read a beginning, or ranges. */
const wholes: ReadonlySet<ViewerName> = new Set<ViewerName>(["image", "pdf"]);

/** Shows a file by its kind. */
export function Viewer(props: ViewerProps) {
  const name = viewerOf(props.path);
  const Shown = viewers[name];
  if (wholes.has(name) && (props.size ?? 0) > limits.other)
    return (
      <NoPreview
        reason={`This file has ${bytes(props.size ?? 0)}; up to ${bytes(limits.other)} are shown.`}
        address={props.source.file(props.path)}
      />
    );
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <Shown {...props} />
    </Suspense>
  );
}
