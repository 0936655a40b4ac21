/**
 * What is to be drawn soon. Several charts that change at once are drawn in turns, so that the page goes on answering; a chart that
 * changes twice before its turn is drawn once.
 *
 * Turns are tasks, not frames: without a GPU, Chromium rasters what was drawn in a frame's callback on the main thread before the
 * frame goes out (1,600 ms for 280,000 points were measured), and what was drawn in a task elsewhere (40 ms).
 */
const jobs = new Map<object, () => void>();
let isAsked = false;

/** How long one turn may take of a frame's 16 ms. */
const SHARE_MS = 10;

let channel: MessageChannel | undefined;

export function drawSoon(owner: object, job: () => void): void {
  jobs.set(owner, job);
  ask();
}

export function cancelDrawing(owner: object): void {
  jobs.delete(owner);
}

function ask(): void {
  if (isAsked) return;
  isAsked = true;
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = run;
  }
  channel.port2.postMessage(undefined);
}

function run(): void {
  isAsked = false;
  const until = performance.now() + SHARE_MS;
  for (const [owner, job] of [...jobs]) {
    if (performance.now() > until) break;
    jobs.delete(owner);
    job();
  }
  if (jobs.size > 0) ask();
}
