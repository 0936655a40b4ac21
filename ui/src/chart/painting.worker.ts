import { fitCanvas } from "./canvas";
import type { PainterMessage, Painting } from "./painting";
import { unpack } from "./plot/pack";
import { drawPlot } from "./plot/plot";

/** What of a worker's global object is used here: the types of pages and of workers exclude each other. */
interface Scope {
  fonts: FontFaceSet;
  onmessage: (event: MessageEvent<PainterMessage>) => void;
  postMessage: (message: string) => void;
}

const scope = globalThis as unknown as Scope;
const canvases = new Map<number, OffscreenCanvas>();
const waiting = new Map<number, Painting>();

function draw({ id, pixels, packed }: Painting): void {
  const canvas = canvases.get(id);
  const context = canvas && fitCanvas<OffscreenCanvasRenderingContext2D>(canvas, packed.plot.spec, pixels);
  if (context) drawPlot(context, unpack(packed));
}

/** What was asked for twice before its turn is drawn once. */
function drawAll(): void {
  for (const painting of waiting.values()) draw(painting);
  waiting.clear();
}

async function begin(font: string): Promise<void> {
  // Axes are written in the page's font; without it, in the system's.
  await loadFont(font).catch(() => {});
  scope.postMessage("ready");
}

async function loadFont(address: string): Promise<void> {
  const face = new FontFace("Inter Variable", `url("${address}")`, { weight: "100 900" });
  scope.fonts.add(await face.load());
}

scope.onmessage = ({ data }: MessageEvent<PainterMessage>) => {
  if ("font" in data) void begin(data.font);
  else if ("gone" in data) {
    canvases.delete(data.gone);
    waiting.delete(data.gone);
  } else {
    if (data.canvas) canvases.set(data.id, data.canvas);
    if (waiting.size === 0) setTimeout(drawAll);
    waiting.set(data.id, data);
  }
};
