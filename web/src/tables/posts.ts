import type { Dataset, Post } from "../api/datasets";
import { spaced } from "../geo/position";
import { texts } from "../lang/language";
import { shown } from "../state/shown";
import { counted, named, type Column, type Listing } from "./column";
import { grouped } from "./grouped";
import { label } from "./words";

const own = texts({
  en: { title: "Posts", none: "The scenario has no posts: patrols have nowhere to start from." },
  es: { title: "Puestos", none: "El escenario no tiene puestos: las patrullas no tienen de dónde salir." },
});

interface PostRow {
  post: Post;
  patrols: string[];
}

/** The posts, and the patrols that start from them. */
export const postListing: Listing<PostRow> = {
  id: "posts",
  title: () => own("title"),
  rows: () => rowsOf(shown.value),
  columns,
  key: ({ post }) => post.id,
  order: { column: "name", down: false },
  sort: "post",
  shape: ({ post }) => ({ type: "place", at: post.at }),
  none: () => own("none"),
};

function rowsOf(d: Dataset | null): PostRow[] {
  if (!d) return [];
  const at = grouped(d.patrols.values(), (p) => p.post);
  return [...d.posts.values()].map((post) => ({ post, patrols: (at.get(post.id) ?? []).map((p) => p.id) }));
}

function columns(): Column<PostRow>[] {
  return [
    named("name", label("name"), (r) => r.post.name),
    named("post", () => `${label("post")()} (id)`, (r) => r.post.id, { aside: true }),
    named("side", label("side"), (r) => r.post.side, { choice: true }),
    named("patrols", label("patrols"), (r) => r.patrols.join(" "), { text: (r) => r.patrols.join(", ") }),
    named("mgrs", label("grid"), (r) => r.post.mgrs, { text: (r) => spaced(r.post.mgrs) }),
    counted("lon", label("longitude"), (r) => r.post.at[0], 5),
    counted("lat", label("latitude"), (r) => r.post.at[1], 5),
    counted("watch_radius_m", label("watchRadiusM"), (r) => r.post.watch_radius_m),
  ];
}
