let answer: boolean | undefined;

/** Whether this browser draws maps: they need WebGL 2. Asked once. */
export function drawsMaps(): boolean {
  return (answer ??= tryToDraw());
}

function tryToDraw(): boolean {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext(); // browsers keep only a few
    return context !== null;
  } catch {
    return false;
  }
}
