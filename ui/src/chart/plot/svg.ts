import type { Surface } from "./surface";

/** Writes what is drawn as an SVG picture. Names are text in it, never markup. */
export class SvgSurface implements Surface {
  strokeStyle: string | CanvasGradient | CanvasPattern = "#000";
  fillStyle: string | CanvasGradient | CanvasPattern = "#000";
  lineWidth = 1;
  globalAlpha = 1;
  font = "11px sans-serif";
  textAlign: CanvasTextAlign = "left";
  textBaseline: CanvasTextBaseline = "alphabetic";
  lineJoin: CanvasLineJoin = "miter";

  private readonly parts: string[] = [];
  private readonly clips: string[] = [];
  private path = "";
  private dash: number[] = [];
  private groups: number[] = [0];
  private readonly width: number;
  private readonly height: number;
  private readonly measure: (text: string, font: string) => number;

  /** @param measure The width of a text, which only a browser knows. */
  constructor(width: number, height: number, measure: (text: string, font: string) => number) {
    this.width = width;
    this.height = height;
    this.measure = measure;
  }

  beginPath(): void {
    this.path = "";
  }
  moveTo(x: number, y: number): void {
    this.path += `M${short(x)} ${short(y)}`;
  }
  lineTo(x: number, y: number): void {
    this.path += `L${short(x)} ${short(y)}`;
  }
  closePath(): void {
    this.path += "Z";
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.path += `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
  }
  arc(x: number, y: number, radius: number): void {
    // Charts draw only whole circles: two halves.
    const r = short(radius);
    this.path += `M${short(x - radius)} ${short(y)}a${r} ${r} 0 1 0 ${short(2 * radius)} 0a${r} ${r} 0 1 0 ${short(-2 * radius)} 0Z`;
  }
  stroke(): void {
    if (this.path === "") return;
    const dash = this.dash.length > 0 ? ` stroke-dasharray="${this.dash.join(" ")}"` : "";
    this.parts.push(
      `<path d="${this.path}" fill="none" stroke="${escaped(String(this.strokeStyle))}" stroke-width="${short(this.lineWidth)}"` +
        ` stroke-linejoin="${this.lineJoin}"${dash}${this.alpha()}/>`,
    );
  }
  fill(): void {
    if (this.path === "") return;
    this.parts.push(`<path d="${this.path}" fill="${escaped(String(this.fillStyle))}"${this.alpha()}/>`);
  }
  clip(): void {
    const id = `c${this.clips.length}`;
    this.clips.push(`<clipPath id="${id}"><path d="${this.path}"/></clipPath>`);
    this.parts.push(`<g clip-path="url(#${id})">`);
    this.groups.push((this.groups.pop() ?? 0) + 1);
  }
  save(): void {
    this.groups.push(0);
  }
  restore(): void {
    this.parts.push("</g>".repeat(this.groups.pop() ?? 0));
  }
  fillText(text: string, x: number, y: number): void {
    const anchor = this.textAlign === "center" ? "middle" : this.textAlign === "right" ? "end" : "start";
    const baseline = this.textBaseline === "middle" ? "central" : "auto";
    this.parts.push(
      `<text x="${short(x)}" y="${short(y)}" fill="${escaped(String(this.fillStyle))}" style="font:${escaped(this.font)}"` +
        ` text-anchor="${anchor}" dominant-baseline="${baseline}"${this.alpha()}>${escaped(text)}</text>`,
    );
  }
  setLineDash(pieces: number[]): void {
    this.dash = pieces;
  }
  measureText(text: string): { width: number } {
    return { width: this.measure(text, this.font) };
  }

  /** The whole picture as the text of a file. */
  toString(): string {
    const size = `width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}"`;
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${this.clips.join("")}</defs>${this.parts.join("")}</svg>\n`;
  }

  private alpha(): string {
    return this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha)}"` : "";
  }
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

// XML has no place for these, not even escaped.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text.replace(forbidden, "\ufffd").replace(/[&<>"']/g, (each) => escapes[each] ?? each);
}
