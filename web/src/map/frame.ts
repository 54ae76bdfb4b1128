/** Runs a task at most once a frame, however often it is asked for; stop ends it. */
export function oncePerFrame(task: () => void): { ask: () => void; stop: () => void } {
  let waiting = 0;
  return {
    ask: () => {
      waiting ||= requestAnimationFrame(() => {
        waiting = 0;
        task();
      });
    },
    stop: () => {
      cancelAnimationFrame(waiting);
      waiting = 0;
    },
  };
}
