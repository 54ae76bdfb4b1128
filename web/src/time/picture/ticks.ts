// Where axes have ticks.

const hourSteps = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 168, 336, 672, 1344, 2688];

/** Hours with ticks at round times of the clock, at least leastPx apart. midnight_h: an hour of the plan at which it is midnight. */
export function hourTicks(fromH: number, toH: number, widthPx: number, leastPx: number, midnightH: number): { at_h: number[]; step_h: number } {
  const perH = widthPx / (toH - fromH);
  const step = hourSteps.find((s) => s * perH >= leastPx) ?? Infinity;
  const at_h: number[] = [];
  if (!Number.isFinite(step) || !Number.isFinite(perH)) return { at_h, step_h: step };
  for (let i = Math.ceil((fromH - midnightH) / step - 1e-9); midnightH + i * step <= toH + 1e-9; i++) at_h.push(midnightH + i * step);
  return { at_h, step_h: step };
}

/** Chainages with ticks: multiples of 1, 2 or 5 times a power of ten, at least leastPx apart. */
export function chainageTicks(fromM: number, toM: number, heightPx: number, leastPx: number): { at_m: number[]; step_m: number } {
  const at_m: number[] = [];
  const want = ((toM - fromM) / heightPx) * leastPx;
  if (!(want > 0) || !Number.isFinite(want)) return { at_m, step_m: 0 };
  const power = 10 ** Math.floor(Math.log10(want));
  const step = [1, 2, 5, 10].map((x) => x * power).find((x) => x >= want * (1 - 1e-9)) ?? 10 * power;
  for (let i = Math.ceil(fromM / step - 1e-9); i * step <= toM + 1e-9 * step; i++) at_m.push(i * step + 0); // never −0
  return { at_m, step_m: step };
}
