import { drawAxes, layoutOf, type AxisWords, type Gutter } from "./draw-axes";
import { drawGaps } from "./draw-gaps";
import { drawGround } from "./draw-ground";
import { drawTop, type Top } from "./draw-top";
import { drawTrips } from "./draw-trips";
import type { Frame, View } from "./frame";
import { readInk, type Ink } from "./ink";
import type { Scene } from "./scene";
import type { GapShape } from "./shapes";

/** What is drawn again: all, gaps (while something is dragged), or what moves above. */
export type Sheet = "still" | "gaps" | "top";

/** What a picture is drawn of; read anew each time. */
export interface Drawn {
  scene: Scene | null;
  shapes: readonly GapShape[];
  view: View | null;
  words: AxisWords;
  top: Top;
}

/**
 * Draws the picture on four sheets, one above the other, each only when it has
 * changed and at most once a frame: ground, gaps, trips with the axes, and what
 * moves.
 */
export class Painter {
  readonly #sheets: CanvasRenderingContext2D[];
  readonly #drawn: () => Drawn;
  #width = 0;
  #height = 0;
  #ratio = 1;
  #ink: Ink | null = null;
  #due = new Set<Sheet>();
  #frame = 0;
  #drawings = 0;
  thinned = false;
  /** Called after the still sheets have been drawn. */
  onDrawn: (() => void) | null = null;

  constructor(canvases: readonly HTMLCanvasElement[], drawn: () => Drawn) {
    this.#sheets = canvases.map((c) => c.getContext("2d")).filter((c) => c !== null);
    this.#drawn = drawn;
  }

  /** Where the window lies on the canvas. */
  layout(): { frame: Frame; gutter: Gutter } {
    return layoutOf(this.#width, this.#height);
  }

  /** Fits the sheets to a size in pixels of CSS. */
  resize(width: number, height: number): void {
    const ratio = Math.min(3, globalThis.devicePixelRatio || 1);
    if (width === this.#width && height === this.#height && ratio === this.#ratio) return;
    if (ratio !== this.#ratio) this.#ink = null;
    [this.#width, this.#height, this.#ratio] = [width, height, ratio];
    for (const c of this.#sheets) {
      c.canvas.width = Math.round(width * ratio);
      c.canvas.height = Math.round(height * ratio);
      c.canvas.style.width = `${width}px`; // whole pixels: nothing is blurred
      c.canvas.style.height = `${height}px`;
    }
    this.ask("still");
  }

  /** The colours have changed. */
  recolour(): void {
    this.#ink = null;
    this.ask("still");
  }

  /** Has a sheet drawn in the next frame. */
  ask(sheet: Sheet): void {
    this.#due.add(sheet);
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** Ends all drawing. */
  end(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = -1;
  }

  #draw(): void {
    this.#frame = 0;
    const due = this.#due;
    this.#due = new Set();
    const [ground, gaps, trips, top] = this.#sheets;
    const { scene, shapes, view, words, top: above } = this.#drawn();
    if (!ground || !gaps || !trips || !top || this.#width < 40 || this.#height < 40) return;
    const { frame, gutter } = this.layout();
    this.#ink ??= readInk(ground, this.#ratio);
    const ink = this.#ink;
    const all = due.has("still");
    if (!scene || !view) {
      for (const c of this.#sheets) this.#clear(c);
      return;
    }
    const began = performance.now();
    if (all) this.#within(ground, frame, (c) => drawGround(c, scene, view, frame, ink));
    if (all || due.has("gaps")) this.#within(gaps, frame, (c) => drawGaps(c, shapes, view, frame, ink));
    if (all) {
      this.#within(trips, frame, (c) => (this.thinned = drawTrips(c, scene, view, frame, ink)));
      drawAxes(trips, scene, view, frame, gutter, ink, words);
    }
    this.#clear(top);
    drawTop(top, scene, view, frame, ink, above);
    this.#measure(all ? "still" : due.has("gaps") ? "gaps" : "top", began);
    if (all) this.onDrawn?.();
  }

  /** Keeps how long drawing took, of a hundred drawings at most. */
  #measure(sheet: Sheet, began: number): void {
    if (++this.#drawings % 100 === 0) for (const of of ["still", "gaps", "top"]) performance.clearMeasures(`lindero:picture-${of}`);
    performance.measure(`lindero:picture-${sheet}`, { start: began, end: performance.now() });
  }

  #clear(c: CanvasRenderingContext2D): void {
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.clearRect(0, 0, c.canvas.width, c.canvas.height);
    c.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
  }

  #within(c: CanvasRenderingContext2D, f: Frame, draw: (c: CanvasRenderingContext2D) => void): void {
    this.#clear(c);
    c.save();
    c.beginPath();
    c.rect(f.left, f.top, f.width, f.height);
    c.clip();
    draw(c);
    c.restore();
  }
}
