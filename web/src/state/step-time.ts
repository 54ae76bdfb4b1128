/** Name of the measure that one answer while dragging takes on the main thread, up to the drawn frame. */
export const stepMeasure = "lindero:step";

const most = 1000; // measures that are kept

let count = 0;
const starts: number[] = []; // of measures that are not at their end
let drawn: MessageChannel | null = null; // one for all: to close one takes a millisecond

/** Shows an answer, and measures how long it takes until the frame with it is drawn. */
export function measureStep(show: () => void): void {
  const start = performance.now();
  show();
  if (typeof requestAnimationFrame !== "function") return;
  requestAnimationFrame(() => {
    starts.push(start);
    channel().port2.postMessage(null);
  });
}

function channel(): MessageChannel {
  if (drawn) return drawn;
  drawn = new MessageChannel();
  drawn.port1.onmessage = () => {
    const start = starts.shift();
    if (start === undefined) return;
    if (++count % most === 0) performance.clearMeasures(stepMeasure);
    performance.measure(stepMeasure, { start, end: performance.now() });
  };
  return drawn;
}
