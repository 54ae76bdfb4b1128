import type { Dataset, Patrol, Post } from "../api/datasets";
import { gridReference } from "../geo/position";
import { hours, km, metres, number, speed } from "../lang/format";
import { locale, texts } from "../lang/language";
import { countryName } from "../map/sides";
import type { MeetingPoint, Plan } from "../model/plan";
import type { Movable } from "../whatif/movables";
import { Fact, LinksFact, ThingLink } from "./pieces";
import { kindName, layerName } from "./titles";

const t = texts({
  en: {
    side: "Side", grid: "MGRS", radius: "Sees as far as", patrols: "Patrols", id: "Identifier", border: "From the border", borderAt: "{far}, at km {n}", post: "Post", layer: "Layer", speeds: "Speeds", speedOn: "{kind}: {v}", shift: "Shift", rest: "Rest after it", perWeek: "Shifts a week", pair: "Pair", unpaired: "It has no partner.", where: "Where", km: "km {n} of the border", offset: "Designated place", offsetBy: "{m} from the border", pairs: "Pairs that meet here", pairsBeside: "Pairs beside it", nobody: "No pair meets here in this plan.",
  },
  es: {
    side: "Lado", grid: "MGRS", radius: "Ve hasta", patrols: "Patrullas", id: "Identificador", border: "De la frontera", borderAt: "{far}, en el km {n}", post: "Puesto", layer: "Capa", speeds: "Velocidades", speedOn: "{kind}: {v}", shift: "Turno", rest: "Descanso después", perWeek: "Turnos por semana", pair: "Pareja", unpaired: "No tiene compañera.", where: "Dónde", km: "km {n} de la frontera", offset: "Lugar designado", offsetBy: "a {m} de la frontera", pairs: "Parejas que se encuentran aquí", pairsBeside: "Parejas a sus lados", nobody: "Ninguna pareja se encuentra aquí en este plan.",
  },
});

/** The facts of a post. */
export function PostFacts({ dataset, post }: { dataset: Dataset; post: Post }) {
  const near = dataset.border.locate(post.at[0], post.at[1]);
  const patrols = [...dataset.patrols.values()].filter((p) => p.post === post.id).map((p) => p.id);
  return (
    <dl>
      <Fact name={t("side")}>{countryName(post.side, locale.value)}</Fact>
      <Fact name={t("grid")}>{gridReference(post.at[0], post.at[1])}</Fact>
      <Fact name={t("border")}>{Number.isFinite(near.offset_m) ? t("borderAt", { far: km(near.offset_m), n: number(near.at_m / 1000, 1) }) : null}</Fact>
      <Fact name={t("radius")}>{post.watch_radius_m > 0 ? metres(post.watch_radius_m) : null}</Fact>
      <LinksFact name={t("patrols")} sort="patrol" ids={patrols} />
      <Fact name={t("id")}>{post.id}</Fact>
    </dl>
  );
}

/** The facts of a patrol: its numbers, its post and its pair. */
export function PatrolFacts({ dataset, patrol }: { dataset: Dataset; patrol: Patrol }) {
  const { plan } = dataset;
  const pair = plan?.pairs.find((p) => p.patrols.includes(patrol.id));
  const speeds = [["land", patrol.speed_land_kmh], ["river", patrol.speed_river_kmh], ["sea", patrol.speed_sea_kmh]] as const;
  return (
    <dl>
      <Fact name={t("side")}>{countryName(patrol.side, locale.value)}</Fact>
      <Fact name={t("post")}>
        <ThingLink sort="post" id={patrol.post} />
      </Fact>
      <Fact name={t("pair")}>{pair ? <ThingLink sort="pair" id={pair.id} /> : plan ? t("unpaired") : null}</Fact>
      <Fact name={t("layer")}>{layerName(patrol.layer)}</Fact>
      <Fact name={t("speeds")}>{speeds.flatMap(([kind, v]) => (v ? [t("speedOn", { kind: kindName(kind), v: speed(v) })] : [])).join(", ")}</Fact>
      <Fact name={t("radius")}>{metres(patrol.watch_radius_m)}</Fact>
      <Fact name={t("shift")}>{hours(patrol.shift_h)}</Fact>
      <Fact name={t("rest")}>{hours(patrol.rest_h)}</Fact>
      <Fact name={t("perWeek")}>{number(patrol.shifts_per_week, 2, 0)}</Fact>
    </dl>
  );
}

/** The facts of a boundary: where one sector ends and the next begins. */
export function BoundaryFacts({ dataset, boundary }: { dataset: Dataset; boundary: Movable }) {
  const [x, y] = dataset.border.at(boundary.at_m);
  return (
    <dl>
      <Fact name={t("grid")}>{gridReference(x, y)}</Fact>
      <Fact name={t("where")}>{t("km", { n: number(dataset.border.wrap(boundary.at_m) / 1000, 3) })}</Fact>
      <LinksFact name={t("pairsBeside")} sort="pair" ids={boundary.pairs} />
      <Fact name={t("layer")}>{layerName(boundary.layer)}</Fact>
    </dl>
  );
}

/** The facts of a meeting point. */
export function MeetingFacts({ plan, point }: { plan: Plan; point: MeetingPoint }) {
  const pairs = (point.pairs ?? []).filter((id) => plan.pairs.some((p) => p.id === id));
  return (
    <>
      <dl>
        <Fact name={t("grid")}>{gridReference(point.at[0], point.at[1])}</Fact>
        <Fact name={t("where")}>{t("km", { n: number(point.chainage_m / 1000, 3) })}</Fact>
        <Fact name={t("offset")}>{(point.offset_m ?? 0) >= 1 ? t("offsetBy", { m: metres(point.offset_m ?? 0) }) : null}</Fact>
        <LinksFact name={t("pairs")} sort="pair" ids={pairs} />
        <Fact name={t("id")}>{point.id}</Fact>
      </dl>
      {pairs.length === 0 && <p>{t("nobody")}</p>}
    </>
  );
}
