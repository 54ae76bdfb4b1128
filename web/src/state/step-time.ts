/** Name of the measure that one answer while dragging takes on the main thread, up to the drawn frame. */
export const stepMeasure = "lindero:step";

const most = 1000; // measures that are kept

let count = 0;

/** Shows an answer, and measures how long it takes until the frame with it is drawn. */
export function measureStep(show: () => void): void {
  const start = performance.now();
  show();
  if (typeof requestAnimationFrame !== "function") return;
  requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => {
      after.port1.close();
      if (++count % most === 0) performance.clearMeasures(stepMeasure);
      performance.measure(stepMeasure, { start, end: performance.now() });
    };
    after.port2.postMessage(null);
  });
}
