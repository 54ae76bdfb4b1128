/** To be written. */
export function Plans() {
  return null;
}
