/** Has the browser keep a text as a file. */
export function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // the browser may still be reading
}

/** A name for a file that any system takes: what it is of, which table, and the day when the plan begins. */
export function fileName(title: string, table: string, start: string, ending: string): string {
  const plain = title.normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase().slice(0, 60);
  return [plain || "lindero", table, /^\d{4}-\d\d-\d\d/.exec(start)?.[0]].filter(Boolean).join("_") + `.${ending}`;
}
