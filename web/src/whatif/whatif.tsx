/** To be written. */
export function WhatIf() {
  return null;
}
