import type { Listed } from "../api/datasets";
import { texts } from "../lang/language";

const t = texts({
  en: { current: "in force", change: "change {id}", of: "{title} ({name})" },
  es: { current: "vigente", change: "cambio {id}", of: "{title} ({name})" },
});

/** How many letters of an id tell it apart from the others of a list. */
const shortId = 8;

/** What tells a plan or scenario apart from others of its title: that it is in force, a name of its own, or the beginning of its id. */
export function mark(l: Listed): string {
  if (l.names.includes("current")) return t("current");
  const short = l.id.slice(0, shortId);
  return l.names[0] ?? (l.base ? t("change", { id: short }) : short);
}

/** Plans that are themselves, and those that are changes of others which the server has kept. */
export function apart<T extends Listed>(plans: readonly T[]): { own: T[]; changes: T[] } {
  const isChange = (p: T) => p.base !== undefined && p.names.length === 0;
  return { own: plans.filter((p) => !isChange(p)), changes: plans.filter(isChange) };
}

/** A plan or scenario in a few words. */
export function label(l: Listed): string {
  return t("of", { title: l.title, name: mark(l) });
}

/** Finds a plan or scenario by its id or a name. */
export function findListed(list: readonly Listed[], name: string): Listed | undefined {
  return list.find((l) => l.id === name) ?? list.find((l) => l.names.includes(name));
}
