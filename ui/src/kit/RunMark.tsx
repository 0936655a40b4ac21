import { cssColour, dashes, type RunLook } from "./palette";

/** A piece of a run's line: its colour and dash, as charts draw it. Beside the run's name, so it says nothing by itself. */
export function RunMark({ look, width = 16 }: { look: RunLook; width?: number }) {
  return (
    <svg width={width} height="3" viewBox={`0 0 ${width} 3`} aria-hidden="true">
      <line
        x1="0"
        y1="1.5"
        x2={width}
        y2="1.5"
        strokeWidth="3"
        strokeDasharray={dashes[look.dash]?.join(" ") || undefined}
        style={{ stroke: cssColour(look) }}
      />
    </svg>
  );
}
