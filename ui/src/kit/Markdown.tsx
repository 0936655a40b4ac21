import { lazy, Suspense } from "react";
import { Skeleton } from "./States";

const Rendered = lazy(() => import("./MarkdownText"));

/** Markdown from outside, drawn as elements. HTML in it stays text, and nothing in it can fetch from elsewhere. */
export function Markdown({ text }: { text: string }) {
  return (
    <Suspense fallback={<Skeleton lines={2} />}>
      <Rendered text={text} />
    </Suspense>
  );
}
