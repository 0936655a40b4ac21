import type { Surface } from "./surface";

/** One command with its numbers and texts. */
export type Command = readonly [name: string, ...rest: (number | string)[]];

/** Writes down what is drawn, for tests: what a chart draws is compared without pixels. */
export class Recorder implements Surface {
  strokeStyle: string | CanvasGradient | CanvasPattern = "";
  fillStyle: string | CanvasGradient | CanvasPattern = "";
  lineWidth = 1;
  globalAlpha = 1;
  font = "";
  textAlign: CanvasTextAlign = "left";
  textBaseline: CanvasTextBaseline = "alphabetic";
  lineJoin: CanvasLineJoin = "miter";
  readonly commands: Command[] = [];
  private dash: number[] = [];

  beginPath = () => this.add("beginPath");
  moveTo = (x: number, y: number) => this.add("moveTo", x, y);
  lineTo = (x: number, y: number) => this.add("lineTo", x, y);
  closePath = () => this.add("closePath");
  rect = (x: number, y: number, width: number, height: number) => this.add("rect", x, y, width, height);
  fillRect = (x: number, y: number, width: number, height: number) => this.add("fillRect", x, y, width, height);
  arc = (x: number, y: number, radius: number) => this.add("arc", x, y, radius);
  stroke = () => this.add("stroke", String(this.strokeStyle), this.lineWidth, this.globalAlpha, this.dash.join(" "));
  fill = () => this.add("fill", String(this.fillStyle));
  clip = () => this.add("clip");
  save = () => this.add("save");
  restore = () => this.add("restore");
  fillText = (text: string, x: number, y: number) => this.add("fillText", text, x, y);
  setLineDash = (pieces: number[]) => {
    this.dash = pieces;
  };
  measureText = (text: string) => ({ width: text.length * 6 });

  named(name: string): Command[] {
    return this.commands.filter((command) => command[0] === name);
  }

  /** The points of lines, in order. */
  get points(): { x: number; y: number; down: boolean }[] {
    return this.commands
      .filter(([name]) => name === "moveTo" || name === "lineTo")
      .map(([name, x, y]) => ({ x: x as number, y: y as number, down: name === "lineTo" }));
  }

  private add(...command: Command): void {
    this.commands.push(command);
  }
}
