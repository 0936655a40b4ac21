/**
 * Draws plots of lines: by a worker, so that the page goes on answering, wherever the browser lets workers draw on the page's canvases;
 * otherwise here.
 */
import font from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";
import { startWorker } from "../kit/worker";
import { fitCanvas } from "./canvas";
import address from "./painting.worker.ts?worker&url";
import { type PackedPlot, pack } from "./plot/pack";
import { drawPlot, type Plot } from "./plot/plot";

/** A plot to draw, with the canvas the first time. */
export interface Painting {
  id: number;
  canvas?: OffscreenCanvas;
  packed: PackedPlot;
  /** Pixels of the screen to one of the page. */
  pixels: number;
}

export type PainterMessage = { font: string } | Painting | { gone: number };

/** Who waits longer than this for the worker to begin, in ms, does without: a busy machine takes seconds, and is helped most by it. */
const PATIENCE = 10_000;

let painter: Promise<Worker | undefined> | undefined;
/** The canvases that the worker has: they cannot be taken back. */
const given = new WeakMap<HTMLCanvasElement, number>();
let last = 0;

/** Starts the worker, if it may be needed soon. */
export function preparePainting(): Promise<Worker | undefined> {
  painter ??= begin();
  return painter;
}

async function begin(): Promise<Worker | undefined> {
  if (typeof OffscreenCanvas === "undefined" || !("transferControlToOffscreen" in HTMLCanvasElement.prototype))
    return undefined;
  let worker: Worker;
  try {
    worker = startWorker(address);
  } catch {
    return undefined;
  }
  return new Promise((resolve) => {
    const refuse = () => {
      resolve(undefined);
      worker.terminate();
    };
    const timer = setTimeout(refuse, PATIENCE);
    worker.onerror = () => {
      clearTimeout(timer);
      refuse();
    };
    worker.onmessage = () => {
      clearTimeout(timer);
      worker.onerror = null;
      resolve(worker);
    };
    tell(worker, { font: new URL(font, document.baseURI).href });
  });
}

function tell(worker: Worker, message: PainterMessage, transfer: Transferable[] = []): void {
  worker.postMessage(message, transfer);
}

/** Draws a plot on a canvas, in place of what is there. The last of several is drawn. */
export async function paint(canvas: HTMLCanvasElement, plot: Plot, pixels: number): Promise<void> {
  newest.set(canvas, plot);
  const worker = await preparePainting();
  if (newest.get(canvas) !== plot) return;
  if (!worker) {
    const context = fitCanvas<CanvasRenderingContext2D>(canvas, plot.spec, pixels);
    if (context) drawPlot(context, plot);
    return;
  }
  const packed = pack(plot);
  const id = given.get(canvas);
  if (id !== undefined) return tell(worker, { id, packed, pixels }, [packed.numbers.buffer]);
  const offscreen = canvas.transferControlToOffscreen();
  given.set(canvas, ++last);
  tell(worker, { id: last, canvas: offscreen, packed, pixels }, [offscreen, packed.numbers.buffer]);
}

const newest = new WeakMap<HTMLCanvasElement, Plot>();

/** Lets go of a canvas that left the page. */
export async function stopPainting(canvas: HTMLCanvasElement): Promise<void> {
  newest.delete(canvas);
  const worker = await preparePainting();
  const id = given.get(canvas);
  // A canvas that is shown again is drawn anew.
  if (worker && id !== undefined && !canvas.isConnected) tell(worker, { gone: id });
}
