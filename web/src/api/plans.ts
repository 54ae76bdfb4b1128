import type { Plan } from "../model/plan";
import { ask } from "./request";

/** The whole of a plan that the server has, by its id or a name. */
export async function planOf(id: string, signal?: AbortSignal): Promise<Plan> {
  return (await ask<Plan>(`plans/${encodeURIComponent(id)}/plan`, signal ? { signal } : {})).value;
}
