import { show, type Chosen } from "../state/selection";
import { gaps, shown } from "../state/shown";
import { boundsOf, shapeOf } from "./shape";

/** Has the map show a thing. Answers whether it is anywhere. */
export function showThing(what: Chosen): boolean {
  const dataset = shown.peek();
  const box = dataset && boundsOf(shapeOf(dataset, gaps.peek(), what));
  if (box) show(box);
  return box !== undefined && box !== null;
}
