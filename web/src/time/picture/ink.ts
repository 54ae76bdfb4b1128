import type { Kind } from "../../model/plan";

/** Colours and patterns of the picture: the page's tokens, as they are now. */
export interface Ink {
  ground: string;
  raised: string;
  sunken: string;
  line: string;
  strong: string;
  text: string;
  soft: string;
  accent: string;
  gap: string;
  sides: [string, string];
  font: string;
  never: CanvasPattern | string;
  late: CanvasPattern | string;
  kinds: Record<Kind, CanvasPattern | string>;
}

/** Reads the tokens, and makes patterns that are sharp at `ratio` device pixels a pixel. */
export function readInk(ctx: CanvasRenderingContext2D, ratio: number): Ink {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim() || "#888";
  const [gap, text, sea, land, strong] = [token("gap"), token("text"), token("sea"), token("land"), token("line-strong")];
  const make = (size: number, draw: (c: CanvasRenderingContext2D) => void) => pattern(ctx, ratio, size, draw);
  return {
    ground: token("ground"), raised: token("raised"), sunken: token("sunken"), line: token("line"), strong, text, soft: token("text-soft"), accent: token("accent"), gap,
    sides: [token("side-a"), token("side-b")],
    font: token("font"),
    late: make(8, (c) => hatch(c, 8, gap, 1.1, false)) ?? gap,
    never: make(9, (c) => hatch(c, 9, gap, 0.8, true)) ?? gap,
    kinds: {
      land: make(6, (c) => filled(c, 6, land, () => { c.fillStyle = strong; c.fillRect(1, 1, 1.4, 1.4); c.fillRect(4, 4, 1.4, 1.4); })) ?? land,
      river: make(6, (c) => filled(c, 6, sea, () => hatch(c, 6, token("side-a"), 1.2, false))) ?? sea,
      sea: make(8, (c) => filled(c, 8, sea, () => { c.strokeStyle = strong; c.lineWidth = 1.2; c.beginPath(); c.moveTo(0, 2.5); c.quadraticCurveTo(2, 0.5, 4, 2.5); c.quadraticCurveTo(6, 4.5, 8, 2.5); c.stroke(); })) ?? sea,
    },
  };
}

function pattern(ctx: CanvasRenderingContext2D, ratio: number, size: number, draw: (c: CanvasRenderingContext2D) => void): CanvasPattern | null {
  const tile = document.createElement("canvas");
  tile.width = tile.height = Math.round(size * ratio);
  const c = tile.getContext("2d");
  if (!c) return null;
  c.scale(tile.width / size, tile.height / size);
  draw(c);
  const made = ctx.createPattern(tile, "repeat");
  made?.setTransform(new DOMMatrix().scale(size / tile.width, size / tile.height));
  return made;
}

function filled(c: CanvasRenderingContext2D, size: number, colour: string, over: () => void): void {
  c.fillStyle = colour;
  c.fillRect(0, 0, size, size);
  over();
}

/** Lines that rise to the right, and where crossed also those that fall. */
function hatch(c: CanvasRenderingContext2D, size: number, colour: string, width: number, crossed: boolean): void {
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.beginPath();
  for (const at of [-size, 0, size]) {
    c.moveTo(at, size);
    c.lineTo(at + size, 0);
    if (crossed) {
      c.moveTo(at, 0);
      c.lineTo(at + size, size);
    }
  }
  c.stroke();
}
