interface TraceEvent {
  name: string;
  ph: string;
  ts: number; // µs
  dur?: number;
  tdur?: number; // by the processor's clock
  pid: number;
  tid: number;
  args?: { name?: string };
}

/** What a main thread did in a span of time, in milliseconds. */
export interface Work {
  wall_ms: number;
  processor_ms: number;
}

/** What the main thread of a page did from each mark to the end of the measure that came next, out of a trace of Chromium. */
export function tasksOf(trace: Buffer, mark: string, measure: string): Work[] {
  const { traceEvents: events } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const marks = events.filter((e) => e.name === mark && e.ph !== "M").sort((a, b) => a.ts - b.ts);
  const [first] = marks;
  if (!first) return [];
  const mine = (e: TraceEvent) => e.pid === first.pid && e.tid === first.tid;
  const ends = events.filter((e) => e.name === measure && e.pid === first.pid && (e.ph === "e" || e.ph === "E")).map((e) => e.ts).sort((a, b) => a - b);
  const tasks = events.filter((e) => e.ph === "X" && e.name === "ThreadControllerImpl::RunTask" && mine(e)).sort((a, b) => a.ts - b.ts);
  const out: Work[] = [];
  let from = 0;
  for (const end of ends) {
    const start = marks.findLast((m) => m.ts < end)?.ts;
    if (start === undefined) continue;
    while (from < tasks.length && (tasks[from]?.ts ?? 0) + (tasks[from]?.dur ?? 0) < start) from++;
    const work: Work = { wall_ms: 0, processor_ms: 0 };
    for (let i = from; i < tasks.length && (tasks[i]?.ts ?? 0) < end; i++) {
      work.wall_ms += (tasks[i]?.dur ?? 0) / 1000;
      work.processor_ms += (tasks[i]?.tdur ?? 0) / 1000;
    }
    out.push(work);
  }
  return out;
}
