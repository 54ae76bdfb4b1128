/** A text as it is compared: small letters, without accents. */
export function plain(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text.toLowerCase(); // tables compare thousands
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
