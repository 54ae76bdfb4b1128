// Small texts that the browser keeps from one visit to the next.

/** What was kept under a name; null: nothing, or the browser keeps nothing. */
export function keptText(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a text under a name, where the browser keeps anything. */
export function keepText(name: string, text: string): void {
  try {
    localStorage.setItem(name, text);
  } catch {
    // a browser that keeps nothing
  }
}
