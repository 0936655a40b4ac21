interface Size {
  /** CSS px. */
  width: number;
  height: number;
}

/** Makes a canvas as large as it is shown, in the screen's pixels, and empties it. */
export function fitCanvas<Context extends CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D>(
  canvas: Size & { getContext(kind: "2d"): Context | null },
  { width, height }: Size,
  pixels: number,
): Context | undefined {
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  const [across, down] = [Math.max(1, Math.round(width * pixels)), Math.max(1, Math.round(height * pixels))];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
  }
  context.setTransform(pixels, 0, 0, pixels, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

let measuring: CanvasRenderingContext2D | null | undefined;

/** Measures texts; nothing is drawn with it. */
export function measuringContext(): CanvasRenderingContext2D | null {
  measuring ??= document.createElement("canvas").getContext("2d");
  return measuring;
}
