package drawing_test

import (
	"testing"

	"lindero/data/drawing"
)

// TestAnchors wants words to begin, have their middle or end at their place, turned
// clockwise around it.
func TestAnchors(t *testing.T) {
	d := &drawing.Drawing{WidthPx: 100, HeightPx: 100}
	d.Text("a", drawing.Start, 10, 20.5, "start")
	d.Text("a", drawing.Middle, 10, 20.5, "middle")
	d.Turned("a", drawing.End, 10, 20.5, -60, "end")
	want := map[string][2]string{"start": {}, "middle": {"middle"}, "end": {"end", "rotate(-60 10 20.5)"}}
	for _, e := range marks(read(t, written(t, d, drawing.SVG{}))) {
		if got := [2]string{e.at["text-anchor"], e.at["transform"]}; got != want[e.text] || e.at["x"] != "10" || e.at["y"] != "20.5" {
			t.Errorf("%q has %v, want %v", e.text, e.at, want[e.text])
		}
		delete(want, e.text)
	}
	if len(want) > 0 {
		t.Errorf("%v are not written", want)
	}
}
