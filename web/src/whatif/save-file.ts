/** Has the browser save a file, under a plain name. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName(name);
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A name that every system takes: small letters, digits, dots and dashes. */
export function fileName(name: string): string {
  const at = name.lastIndexOf(".");
  const [head, tail] = at > 0 ? [name.slice(0, at), name.slice(at)] : [name, ""];
  const plain = head.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80);
  return `${plain || "lindero"}${tail}`;
}
