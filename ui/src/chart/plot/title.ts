import type { PlotTheme, Surface } from "./surface";

/** How high a title is. */
export const TITLE = 26;

/** Writes a title above a picture that is to stand alone. */
export function drawTitle(surface: Surface, title: string, theme: PlotTheme): void {
  surface.font = `600 ${theme.font}`;
  surface.fillStyle = theme.text;
  surface.textAlign = "left";
  surface.textBaseline = "middle";
  surface.fillText(title, 10, TITLE / 2 + 3);
}
