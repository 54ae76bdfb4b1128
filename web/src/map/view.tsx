import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { base, shown } from "../state/shown";
import "./map.css";

// The code of the map is most of the page; it is fetched beside the plan.
const drawing = import("./drawing");

/** The map. */
export function MapView() {
  const place = useRef<HTMLDivElement>(null);
  const end = useRef<(() => void) | null>(null);
  const [failed, setFailed] = useState(false);
  const begun = useRef(false);
  useSignalEffect(() => {
    const [dataset, loaded] = [shown.value, base.value];
    if (!dataset || loaded.state !== "there" || begun.current) return;
    begun.current = true;
    void drawing.then(({ drawMap }) => {
      if (place.current) end.current = drawMap(place.current, loaded.value, dataset);
    }).catch(() => setFailed(true));
  });
  useEffect(() => () => end.current?.(), []);
  return (
    <div class="map-view">
      <div class="map-canvas" ref={place} />
      {failed && <p>failed</p>}
    </div>
  );
}
