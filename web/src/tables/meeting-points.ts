import { texts } from "../lang/language";
import type { MeetingPoint } from "../model/plan";
import { shown } from "../state/shown";
import { counted, gridded, kilometres, named, type Column, type Listing } from "./column";
import { label } from "./words";

const own = texts({ en: { title: "Meeting points" }, es: { title: "Puntos de encuentro" } });

/** Where pairs may meet, and which do. */
export const meetingPointListing: Listing<MeetingPoint> = {
  id: "meeting-points",
  title: () => own("title"),
  rows: () => shown.value?.plan?.meeting_points ?? [],
  columns,
  key: (p) => p.id,
  order: { column: "chainage_m", down: false },
  sort: "meeting-point",
  shape: (p) => ({ type: "place", at: p.at }),
  border_m: (p) => p.chainage_m,
};

function columns(): Column<MeetingPoint>[] {
  return [
    named("name", label("name"), (p) => p.name || p.id),
    named("meeting_point", () => `${label("meetingPoint")()} (id)`, (p) => p.id, { aside: true }),
    gridded("mgrs", label("grid"), (p) => p.at),
    kilometres("chainage_m", label("chainageKm"), (p) => p.chainage_m, { decimals: 3 }),
    named("pairs", label("pairs"), (p) => (p.pairs ?? []).join(" "), { text: (p) => (p.pairs ?? []).join(", ") }),
    counted("offset_m", label("offsetM"), (p) => p.offset_m ?? 0, 0),
    counted("lon", label("longitude"), (p) => p.at[0], 5),
    counted("lat", label("latitude"), (p) => p.at[1], 5),
  ];
}
