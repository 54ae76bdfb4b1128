import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { lengthM } from "../geo/line";
import { km, metres } from "../lang/format";
import { mapReady } from "./map";

const mostPixels = 110;

/** The scale of the middle of the map, as a bar of a round length. */
export function Scale() {
  const bar = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    const map = mapReady.value;
    if (!map) return;
    const draw = () => {
      if (!bar.current) return;
      const a = map.getCenter();
      const { x, y } = map.project(a); // not measured on the page, which is being changed while the map moves
      const b = map.unproject([x + mostPixels, y]);
      const whole = lengthM([a.lng, a.lat], [b.lng, b.lat]);
      const length = roundLength(whole);
      bar.current.style.width = `${(length / whole) * mostPixels}px`;
      bar.current.textContent = length >= 1000 ? km(length, 0) : metres(length);
    };
    draw();
    map.on("move", draw);
    map.on("resize", draw);
    return () => {
      map.off("move", draw);
      map.off("resize", draw);
    };
  });
  return <div class="map-scale" ref={bar} />;
}

/** The largest of 1, 2 and 5 times a power of ten that is no longer. */
export function roundLength(m: number): number {
  const ten = 10 ** Math.floor(Math.log10(Math.max(m, 1e-9)));
  return ([5, 2].find((n) => n * ten <= m) ?? 1) * ten;
}
