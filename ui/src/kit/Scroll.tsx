import type { ComponentProps } from "react";

type ScrollProps = ComponentProps<"div"> & {
  /** What it holds, for screen readers. */
  label: string;
};

/** A place whose content may be larger than it: reachable, and so scrollable, by keyboard. */
export function Scroll({ label, ...props }: ScrollProps) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without it, the keyboard cannot scroll.
  return <div tabIndex={0} role="region" aria-label={label} {...props} />;
}
