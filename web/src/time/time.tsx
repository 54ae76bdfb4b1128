/** To be written. */
export function Time() {
  return null;
}
