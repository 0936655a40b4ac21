/** Makes a canvas as large as it is shown, in the screen's pixels, and empties it. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  pixels: number,
): CanvasRenderingContext2D | undefined {
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
