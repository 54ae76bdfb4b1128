/** To be written. */
export function Facts() {
  return null;
}
