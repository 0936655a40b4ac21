/**
 * What is to be drawn in the next frame. Several charts that change at once are drawn over several frames where one would not
 * suffice, so that the page goes on answering; a chart that changes twice before is drawn once.
 */
const jobs = new Map<object, () => void>();
let isAsked = false;

/** How long drawing may take of a frame's 16 ms. */
const SHARE_MS = 10;

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
  requestAnimationFrame(run);
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
