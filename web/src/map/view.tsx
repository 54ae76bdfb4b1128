/** To be written. */
export function MapView() {
  return null;
}
