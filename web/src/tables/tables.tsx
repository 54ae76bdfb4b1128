/** To be written. */
export function Tables() {
  return null;
}
