package drawing_test

import (
	"bytes"
	"errors"
	"math"
	"regexp"
	"strings"
	"testing"

	"lindero/data/drawing"
)

// TestTwoInOnePage: of two drawings in one page nothing has the same name.
func TestTwoInOnePage(t *testing.T) {
	d := &drawing.Drawing{WidthPx: 1, HeightPx: 1, Patterns: map[string]drawing.Pattern{"waves": {WidthPx: 4, HeightPx: 4, Ground: "#112233"}},
		Looks: map[string]drawing.Look{"a": {Pattern: "waves"}, "b": {Stroke: "#112233", WidthPx: 1}}}
	d.Rect("a", 0, 0, 1, 1)
	d.Line("b", 0, 0, 1, 1)
	named := regexp.MustCompile(`(?:id|class)="([^"]*)"|\.([a-z]\w*)[ {]|#([a-z]\w*)\)`)
	names := func(prefix string) map[string]bool {
		out := map[string]bool{}
		for _, m := range named.FindAllStringSubmatch(string(written(t, d, drawing.SVG{Inline: true, Prefix: prefix})), -1) {
			out[m[1]+m[2]+m[3]] = true
		}
		return out
	}
	one, two := names("one"), names("two")
	if len(one) < 6 || len(one) != len(two) {
		t.Fatal(one, two)
	}
	for name := range one {
		if !strings.HasPrefix(name, "one") || two[name] {
			t.Errorf("%s", name)
		}
	}
	if text := written(t, d, drawing.SVG{Inline: true, Prefix: "one"}); bytes.Contains(text, []byte("<?xml")) || !bytes.HasPrefix(text, []byte("<svg ")) {
		t.Errorf("%s is no part of a page", text)
	}
}

// full takes so many bytes; once it has refused some it takes all.
type full struct{ left int }

var errFull = errors.New("full")

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		f.left = math.MaxInt
		return 0, errFull
	}
	return len(b), nil
}

func TestFull(t *testing.T) {
	d := &drawing.Drawing{WidthPx: 1, HeightPx: 1}
	d.Line("a", 0, 0, 1, 1)
	n := len(written(t, d, drawing.SVG{}))
	for _, left := range []int{0, n - 1} {
		if err := d.WriteSVG(&full{left}, drawing.SVG{}); !errors.Is(err, errFull) {
			t.Errorf("room for %d of %d bytes: %v", left, n, err)
		}
	}
	if err := d.WriteSVG(&full{n}, drawing.SVG{}); err != nil {
		t.Error(err)
	}
}
