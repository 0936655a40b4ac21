import type { Surface } from "./surface";

/** A text cut to a width, with a mark where something is missing. */
export function shorten(text: string, width: number, surface: Pick<Surface, "measureText">): string {
  if (surface.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && surface.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return `${text.slice(0, length)}…`;
}
