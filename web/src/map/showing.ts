import { effect } from "@preact/signals";
import type { Dataset } from "../api/datasets";
import { servedShape, servedShapeOf } from "../facts/served-shape";
import type { Gap } from "../model/plan";
import { show, type Chosen } from "../state/selection";
import { gaps, shown } from "../state/shown";
import { boundsOf, shapeOf, type Shape } from "./shape";

/** Where a thing is: as the page knows it, else as the server has said. */
export function wholeShapeOf(dataset: Dataset, gaps: readonly Gap[], what: Chosen): Shape {
  const shape = shapeOf(dataset, gaps, what);
  return shape.lines.length + shape.places.length > 0 ? shape : (servedShapeOf(what) ?? shape);
}

let waiting: Chosen | null = null; // what is to be shown once the server has said where it is

/** Has the map show a thing; one that only the server knows of, when its facts have come. */
export function showThing(what: Chosen): void {
  const dataset = shown.peek();
  if (!dataset) return;
  const box = boundsOf(wholeShapeOf(dataset, gaps.peek(), what));
  waiting = box ? null : what;
  if (box) show(box);
}

effect(() => {
  const served = servedShape.value;
  if (!served || !waiting || served.what.sort !== waiting.sort || served.what.id !== waiting.id) return;
  const box = boundsOf(served.shape);
  waiting = null;
  if (box) show(box);
});
