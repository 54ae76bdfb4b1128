import type { Dataset } from "../api/datasets";
import { texts } from "../lang/language";
import type { Beat } from "../model/plan";
import { shown } from "../state/shown";
import { counted, gridded, kilometres, named, type Column, type Listing } from "./column";
import { borderShape } from "./places";
import { label } from "./words";

const own = texts({ en: { title: "Beats" }, es: { title: "Rondas" } });

interface BeatRow {
  beat: Beat;
  point: string; // name of the meeting point
  d: Dataset;
}

/** The beats of the plan: where their pair meets and parts, and how often they are walked. */
export const beatListing: Listing<BeatRow> = {
  id: "beats",
  title: () => own("title"),
  rows,
  columns,
  key: ({ beat }) => beat.id,
  order: { column: "", down: false },
  sort: "beat",
  shape: ({ beat, d }) => borderShape(d, beat.from_m, beat.to_m),
  border_m: ({ beat }) => (beat.from_m + beat.to_m) / 2,
};

function rows(): BeatRow[] {
  const d = shown.value;
  if (!d?.plan) return [];
  const points = new Map(d.plan.meeting_points.map((p) => [p.id, p.name || p.id]));
  return d.plan.beats.map((beat) => ({ beat, point: points.get(beat.meeting_point ?? "") ?? "", d }));
}

function columns(): Column<BeatRow>[] {
  const d = shown.value;
  if (!d?.plan) return [];
  return [
    named("beat", label("beat"), (r) => r.beat.id),
    named("pair", label("pair"), (r) => r.beat.pair, { choice: true, aside: true }),
    named("sector", label("sector"), (r) => r.beat.sector, { aside: true }),
    named("meeting_point", label("meetingPoint"), (r) => r.beat.meeting_point ?? "", { text: (r) => r.point }),
    gridded("from_mgrs", label("fromGrid"), (r) => d.border.at(r.beat.from_m), { aside: true }),
    gridded("to_mgrs", label("toGrid"), (r) => d.border.at(r.beat.to_m), { aside: true }),
    gridded("meet_mgrs", label("meetGrid"), (r) => r.beat.meet_at),
    gridded("part_mgrs", label("partGrid"), (r) => r.beat.part_at),
    kilometres("length_m", label("lengthKm"), (r) => r.beat.length_m, { sum: true }),
    counted("visits", label("visits"), (r) => r.beat.visits, 0, 1, { sum: true }),
    counted("revisit_h", label("everyH"), (r) => r.beat.revisit_h, 1),
    counted("achieved_h", label("achievedH"), (r) => r.beat.achieved_h, 1),
    counted("allowed_h", label("allowedH"), (r) => r.beat.allowed_h),
    counted("window_h", label("windowH"), (r) => r.beat.window_h, 1, 1, { aside: true }),
    counted("weight", label("weight"), (r) => r.beat.weight, 2, 1, { aside: true }),
    kilometres("from_m", label("borderFromKm"), (r) => r.beat.from_m, { decimals: 3 }),
    kilometres("to_m", label("borderToKm"), (r) => r.beat.to_m, { decimals: 3 }),
    kilometres("meet_m", label("meetKm"), (r) => r.beat.meet_m, { decimals: 3 }),
    kilometres("part_m", label("partKm"), (r) => r.beat.part_m, { decimals: 3 }),
    counted("walk_h", label("walkH"), (r) => r.beat.walk_h, 2),
    ...d.plan.sides.flatMap((side, i): Column<BeatRow>[] => [
      counted(`arrive_${side.toLowerCase()}_h`, label("arriveH", { side }), (r) => r.beat.arrive_h[i] ?? null, 2),
      counted(`home_${side.toLowerCase()}_h`, label("homeH", { side }), (r) => r.beat.home_h[i] ?? null, 2),
      counted(`sortie_${side.toLowerCase()}_h`, label("sortieH", { side }), (r) => r.beat.sortie_h[i] ?? null, 2),
    ]),
    counted("share", label("share"), (r) => r.beat.share, 0, 100),
  ];
}
