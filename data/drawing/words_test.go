package drawing_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"lindero/data/drawing"
)

// TestWrapped: lines hold all words, in order, and none is wider than it may be.
func TestWrapped(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.StringOf(rapid.SampledFrom([]rune("aMi 中é- \n"))).Draw(r, "words")
		wide := rapid.Float64Range(12, 200).Draw(r, "wide")
		lines := drawing.Wrapped(words, 10, wide)
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := bare(strings.Join(lines, "")); got != bare(words) {
			r.Fatalf("%q has become %q", words, lines)
		}
		for i, line := range lines {
			if drawing.WidthPx(line, 10) > wide {
				r.Fatalf("%q is wider than %v", line, wide)
			}
			if i > 0 && strings.Contains(words, " ") {
				first, _, _ := strings.Cut(line, " ")
				if drawing.WidthPx(lines[i-1]+" "+first, 10) <= wide && strings.Contains(words, lines[i-1]+" "+first) {
					r.Fatalf("%q had room in %q", first, lines[i-1])
				}
			}
		}
	})
	if got := drawing.Wrapped("one two three", 10, drawing.WidthPx("one two", 10)); len(got) != 2 || got[0] != "one two" {
		t.Errorf("%q", got)
	}
}

// TestShortened: what is shortened fits, is whole letters, and says where it is cut.
func TestShortened(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.String().Draw(r, "words")
		wide := rapid.Float64Range(20, 200).Draw(r, "wide")
		for name, got := range map[string]string{"fitting": drawing.Fitting(words, 10, wide), "abridged": drawing.Abridged(words, 10, wide)} {
			if drawing.WidthPx(got, 10) > wide && len([]rune(got)) > 3 {
				r.Fatalf("%s: %q of %q is wider than %v", name, got, words, wide)
			}
			if drawing.WidthPx(words, 10) <= wide && got != words {
				r.Fatalf("%s: %q of %q, which fits", name, got, words)
			}
			if utf8.ValidString(words) && !utf8.ValidString(got) || got != "" && got != words && !strings.Contains(got, "…") {
				r.Fatalf("%s: %q of %q", name, got, words)
			}
		}
	})
	for _, x := range [][2]string{
		{drawing.Fitting("La Mesilla, Huehuetenango", 10, 90), "La Mesilla, Hu…"},
		{drawing.Abridged("Boundary stone 12", 10, 90), "Boundar…one 12"},
		{drawing.Fitting("Wide words", 10, 20), ""},
		{drawing.Fitting("aaaa!A\u1f88!!\ue000", 10, 63), "aaaa!A\u1f88!!\ue000"}, // just as wide
	} {
		if x[0] != x[1] {
			t.Errorf("%q, not %q", x[0], x[1])
		}
	}
	if got := drawing.Abridged(strings.Repeat("ab", 1<<20), 10, 50); drawing.WidthPx(got, 10) > 50 || !strings.HasPrefix(got, "ab") {
		t.Errorf("%q of a very long name", got)
	}
}

// TestRooms: a room is free if none that is taken touches it.
func TestRooms(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var rooms drawing.Rooms
		var taken []drawing.Room
		at, size := rapid.Float64Range(-200, 200), rapid.Float64Range(0.1, 150)
		for range 30 {
			b := drawing.Room{X: at.Draw(r, "x"), Y: at.Draw(r, "y"), Wide: size.Draw(r, "wide"), High: size.Draw(r, "high")}
			free := true
			for _, c := range taken {
				if max(b.X, c.X) < min(b.X+b.Wide, c.X+c.Wide) && max(b.Y, c.Y) < min(b.Y+b.High, c.Y+c.High) {
					free = false
				}
			}
			if rooms.Free(b) != free {
				r.Fatalf("%v among %v: free %v", b, taken, !free)
			}
			if free || len(taken) < 3 {
				rooms.Take(b)
				taken = append(taken, b)
			}
		}
	})
	var rooms drawing.Rooms
	rooms.TakeLine([]drawing.Point{{X: 10, Y: 10}, {X: 300, Y: 200}}, 4)
	for i := range 100 {
		x, y := 10+2.9*float64(i), 10+1.9*float64(i)
		if rooms.Free(drawing.Room{X: x - 1, Y: y - 1, Wide: 2, High: 2}) || !rooms.Free(drawing.Room{X: x - 30, Y: y + 15, Wide: 2, High: 2}) {
			t.Fatal(x, y)
		}
	}
}
