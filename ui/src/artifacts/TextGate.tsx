import type { ReactNode } from "react";
import { bytes } from "../kit/format";
import { Failure, Skeleton } from "../kit/States";
import { limits } from "./kinds";
import { NoPreview, Notice } from "./Notice";
import { useText } from "./useText";
import type { ViewerProps } from "./viewed";

interface TextGateProps extends ViewerProps {
  /** Draws the text; `truncated` if the file goes on behind it. */
  children: (text: string, truncated: boolean) => ReactNode;
  /** Whether the content says itself how much of it is shown. */
  quiet?: boolean;
}

/** Reads a file as text and hands it on; says so where it is empty, no text, or longer than is shown. */
export function TextGate({ source, path, size, children, quiet = false }: TextGateProps) {
  const address = source.file(path);
  const { data, error, refetch } = useText(address);
  if (error) return <Failure error={error} onRetry={refetch} />;
  if (!data) return <Skeleton lines={8} />;
  if (data.binary) return <NoPreview reason="This file is not text, so there is nothing to show." address={address} />;
  if (data.text === "") return <NoPreview reason="This file is empty." address={address} />;
  return (
    <>
      {data.truncated && !quiet && (
        <Notice>
          The first {bytes(limits.text)}
          {size === undefined ? "" : ` of ${bytes(size)}`}. The download has all of it.
        </Notice>
      )}
      {children(data.text, data.truncated)}
    </>
  );
}
