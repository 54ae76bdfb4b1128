import type { Listed } from "../api/datasets";
import { texts } from "../lang/language";

const t = texts({
  en: { current: "in force", of: "{title} ({name})" },
  es: { current: "vigente", of: "{title} ({name})" },
});

/** How many letters of an id tell it apart from the others of a list. */
const shortId = 8;

/** What tells a plan or scenario apart from others of its title: that it is in force, a name of its own, or the beginning of its id. */
export function mark(l: Listed): string {
  if (l.names.includes("current")) return t("current");
  return l.names[0] ?? l.id.slice(0, shortId);
}

/** A plan or scenario in a few words. */
export function label(l: Listed): string {
  return t("of", { title: l.title, name: mark(l) });
}

/** Finds a plan or scenario by its id or a name. */
export function findListed(list: readonly Listed[], name: string): Listed | undefined {
  return list.find((l) => l.id === name) ?? list.find((l) => l.names.includes(name));
}
