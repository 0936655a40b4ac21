import { useSyncExternalStore } from "react";
import type { PlotTheme } from "./plot/surface";

export interface PlotColours extends PlotTheme {
  isDark: boolean;
}

let colours: PlotColours | undefined;
const listeners = new Set<() => void>();
let isWatching = false;

const FONT = '11px "Inter Variable", system-ui, sans-serif';

/** Where people have chosen the colours of all pages, the system's names of them. */
const chosen = { bg: "Canvas", text: "CanvasText", muted: "CanvasText", line: "GrayText", accent: "Highlight" };

/** Reads the colours of the page, which a canvas cannot name: what a style sheet makes of them, for the theme that holds now. */
function read(): PlotColours {
  const probe = document.createElement("span");
  // Otherwise each would be read as that of texts where colours are forced.
  probe.style.setProperty("forced-color-adjust", "none");
  document.body.append(probe);
  const isForced = matchMedia("(forced-colors: active)").matches;
  const colourOf = (name: keyof typeof chosen) => {
    probe.style.color = isForced ? chosen[name] : `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const found = {
    ground: colourOf("bg"),
    text: colourOf("text"),
    muted: colourOf("muted"),
    grid: colourOf("line"),
    accent: colourOf("accent"),
    font: FONT,
  };
  probe.remove();
  return { ...found, isDark: isDark(found.ground) };
}

/** Whether the ground is darker than a middle grey. */
function isDark(ground: string): boolean {
  const [red = 255, green = 255, blue = 255] = (ground.match(/[\d.]+/g) ?? []).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

function changed(): void {
  colours = undefined;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!isWatching) {
    isWatching = true;
    new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
      matchMedia(query).addEventListener("change", changed);
    // Words are measured and drawn by the page's font once it is there.
    document.fonts.load(FONT).then(changed, () => {});
  }
  return () => listeners.delete(listener);
}

function current(): PlotColours {
  colours ??= read();
  return colours;
}

/** The colours that charts draw with; renders again when the theme changes. */
export function usePlotTheme(): PlotColours {
  return useSyncExternalStore(subscribe, current);
}
