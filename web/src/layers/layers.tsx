/** To be written. */
export function Layers() {
  return null;
}
