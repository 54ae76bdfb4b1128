/** Has the browser save a file. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // the browser may still be reading
}

/** A name for a file that any system takes, of parts of which some may be empty. */
export function fileName(ending: string, name: string, ...parts: readonly string[]): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase().slice(0, 60);
  return [plain || "lindero", ...parts].filter(Boolean).join("_") + `.${ending}`;
}
