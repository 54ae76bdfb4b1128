import type { Dataset } from "../api/datasets";
import { texts } from "../lang/language";
import type { Beat, Sortie } from "../model/plan";
import { shown } from "../state/shown";
import { counted, gridded, kilometres, named, timed, type Column, type Listing } from "./column";
import { borderShape } from "./places";
import { label } from "./words";

const own = texts({ en: { title: "Sorties" }, es: { title: "Salidas" } });

interface SortieRow {
  sortie: Sortie;
  beat: Beat | undefined;
  point: string; // name of the meeting point
  d: Dataset;
}

/** The timetable: when each side leaves, both meet and part, and each is back. */
export const sortieListing: Listing<SortieRow> = {
  id: "sorties",
  title: () => own("title"),
  rows,
  columns,
  key: ({ sortie }) => sortie.id,
  order: { column: "meet", down: false },
  sort: "sortie",
  shape: ({ beat, d }) => (beat ? borderShape(d, beat.from_m, beat.to_m) : null),
  written: ({ beat }) => (beat ? { type: "place", at: beat.meet_at } : null), // a line for each would be the same lines over and over
  border_m: ({ beat }) => beat?.meet_m ?? null,
  hour: ({ sortie }) => sortie.meet_h,
};

function rows(): SortieRow[] {
  const d = shown.value;
  if (!d?.plan) return [];
  const beats = new Map(d.plan.beats.map((b) => [b.id, b]));
  const points = new Map(d.plan.meeting_points.map((p) => [p.id, p.name || p.id]));
  return d.plan.sorties.map((sortie) => {
    const beat = beats.get(sortie.beat);
    return { sortie, beat, point: points.get(beat?.meeting_point ?? "") ?? "", d };
  });
}

function columns(): Column<SortieRow>[] {
  const plan = shown.value?.plan;
  if (!plan) return [];
  const bySide = (word: "depart" | "return", of: (s: Sortie) => [number, number]) =>
    plan.sides.flatMap((side, i) => timed<SortieRow>(`${word}_${side.toLowerCase()}`, label(word, { side }), (r) => of(r.sortie)[i] ?? 0));
  return [
    named("sortie", label("sortie"), (r) => r.sortie.id),
    ...timed<SortieRow>("meet", label("meet"), (r) => r.sortie.meet_h),
    named("meeting_point", label("meetingPoint"), (r) => r.beat?.meeting_point ?? "", { text: (r) => r.point }),
    gridded("meet_mgrs", label("meetGrid"), (r) => r.beat?.meet_at ?? null),
    ...timed<SortieRow>("part", label("part"), (r) => r.sortie.part_h),
    gridded("part_mgrs", label("partGrid"), (r) => r.beat?.part_at ?? null),
    ...bySide("depart", (s) => s.depart_h),
    ...bySide("return", (s) => s.return_h),
    named("host", label("host"), (r) => r.sortie.host, { choice: true }),
    named("pair", label("pair"), (r) => r.sortie.pair, { choice: true }),
    named("beat", label("beat"), (r) => r.sortie.beat),
    counted("number", label("number"), (r) => r.sortie.number, 0, 1, { aside: true }),
    kilometres("length_m", label("lengthKm"), (r) => r.beat?.length_m ?? null, { sum: true }),
  ];
}
