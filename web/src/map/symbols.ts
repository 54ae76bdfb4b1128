import type { Map as MapLibreMap } from "maplibre-gl";
import type { Colours } from "./colours";

// Symbols of places and patrols, drawn to small pictures. The sides differ by
// shape as well as by colour: a circle and a square; together, a diamond.

/** A shape that tells what something is. */
export type Shape = "circle" | "square" | "diamond" | "triangle";

const pixels = 2; // a picture has so many for one of the page

/** Draws the symbols anew in other colours; adds them where they are not there. */
export function putSymbols(map: MapLibreMap, c: Colours): void {
  const put = (name: string, image: ImageData) => {
    if (map.hasImage(name)) map.updateImage(name, image);
    else map.addImage(name, image, { pixelRatio: pixels });
  };
  put("post-a", draw("circle", 16, c["side-a"], c.halo, c.halo));
  put("post-b", draw("square", 16, c["side-b"], c.halo, c.halo));
  put("meeting-point", draw("diamond", 18, c.ground, c.text));
  put("out-a", draw("circle", 14, c["side-a"], c.text));
  put("out-b", draw("square", 14, c["side-b"], c.text));
  put("home-a", draw("circle", 14, c.ground, c["side-a"]));
  put("home-b", draw("square", 14, c.ground, c["side-b"]));
  put("joint", draw("triangle", 20, c["now-watched"], c.text));
}

/** A shape with its edge and, where asked for, a dot in its middle. */
function draw(shape: Shape, size: number, fill: string, edge: string, dot?: string): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * pixels;
  const to = canvas.getContext("2d", { willReadFrequently: true }); // drawn by the processor: it is read back at once
  if (!to) return new ImageData(size * pixels, size * pixels); // nothing to draw with: nothing is drawn
  to.scale(pixels, pixels);
  const [middle, reach] = [size / 2, size / 2 - 1.5];
  trace(to, shape, middle, reach);
  to.fillStyle = fill;
  to.fill();
  to.lineWidth = 2;
  to.strokeStyle = edge;
  to.stroke();
  if (dot) {
    to.beginPath();
    to.arc(middle, middle, 2, 0, 7);
    to.fillStyle = dot;
    to.fill();
  }
  return to.getImageData(0, 0, canvas.width, canvas.height);
}

function trace(to: CanvasRenderingContext2D, shape: Shape, middle: number, reach: number): void {
  to.beginPath();
  if (shape === "circle") to.arc(middle, middle, reach, 0, 7);
  else if (shape === "square") to.rect(middle - reach * 0.85, middle - reach * 0.85, reach * 1.7, reach * 1.7);
  else if (shape === "triangle") polygon(to, middle, reach, 3);
  else polygon(to, middle, reach, 4);
  to.closePath();
}

function polygon(to: CanvasRenderingContext2D, middle: number, reach: number, corners: number): void {
  for (let i = 0; i < corners; i++) {
    const turn = (i / corners) * 2 * Math.PI - Math.PI / 2;
    to.lineTo(middle + reach * Math.cos(turn), middle + reach * Math.sin(turn));
  }
}
