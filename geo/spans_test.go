package geo_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lindero/geo"
)

// cells is how many unit cells of chainage the properties look at.
const cells = 20

// drawSpans draws spans with whole ends between 0 and cells, in any order,
// some empty, reversed or the same.
func drawSpans(t *rapid.T, name string) []geo.Span {
	end := rapid.IntRange(0, cells)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) geo.Span {
		return geo.Span{FromM: float64(end.Draw(t, "from")), ToM: float64(end.Draw(t, "to"))}
	}), 0, 8).Draw(t, name)
}

// bitmap tells for each cell whether any of the spans holds it.
func bitmap(spans []geo.Span) (b [cells]bool) {
	for i := range b {
		for _, s := range spans {
			b[i] = b[i] || s.FromM <= float64(i) && float64(i) < s.ToM
		}
	}
	return b
}

// checkSpans fails unless spans are in their form and hold what want says.
func checkSpans(t *rapid.T, op string, got geo.Spans, want func(i int) bool) {
	t.Helper()
	for i, s := range got {
		if !(s.FromM < s.ToM) || i > 0 && !(got[i-1].ToM < s.FromM) {
			t.Fatalf("%s: %v is not sorted, apart and without empty spans", op, got)
		}
	}
	n := 0
	for i, in := range bitmap(got) {
		if in != want(i) || got.Contains(float64(i)) != in || got.Contains(float64(i)+0.5) != in {
			t.Fatalf("%s: %v at %d: in %v, Contains %v, want %v", op, got, i, in, got.Contains(float64(i)), want(i))
		}
		if in {
			n++
		}
	}
	if got.LengthM() != float64(n) {
		t.Fatalf("%s: %v has length %g, want %d", op, got, got.LengthM(), n)
	}
}

func TestSpansAreSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rawA, rawB := drawSpans(t, "a"), drawSpans(t, "b")
		inA, inB := bitmap(rawA), bitmap(rawB)
		a, b := geo.NewSpans(rawA...), geo.NewSpans(rawB...)
		keepA, keepB := slices.Clone(a), slices.Clone(b)
		whole := geo.Span{FromM: float64(rapid.IntRange(0, cells).Draw(t, "from")), ToM: float64(rapid.IntRange(0, cells).Draw(t, "to"))}
		inWhole := func(i int) bool { return whole.FromM <= float64(i) && float64(i) < whole.ToM }

		checkSpans(t, "NewSpans", a, func(i int) bool { return inA[i] })
		checkSpans(t, "Normalise", geo.Normalise(slices.Clone(rawA)), func(i int) bool { return inA[i] })
		checkSpans(t, "Union", a.Union(b), func(i int) bool { return inA[i] || inB[i] })
		checkSpans(t, "Intersect", a.Intersect(b), func(i int) bool { return inA[i] && inB[i] })
		checkSpans(t, "Subtract", a.Subtract(b), func(i int) bool { return inA[i] && !inB[i] })
		checkSpans(t, "Complement", a.Complement(whole), func(i int) bool { return !inA[i] && inWhole(i) })

		gap := float64(rapid.IntRange(0, 4).Draw(t, "gap"))
		checkSpans(t, "Close", a.Close(gap), func(i int) bool { return inA[i] || inGap(a, float64(i), gap) })
		if !slices.Equal(a, keepA) || !slices.Equal(b, keepB) {
			t.Fatalf("operands changed to %v and %v", a, b)
		}
	})
}

// inGap reports whether c lies in a gap of s shorter than lengthM.
func inGap(s geo.Spans, c, lengthM float64) bool {
	for i := 1; i < len(s); i++ {
		if from, to := s[i-1].ToM, s[i].FromM; from <= c && c < to && to-from < lengthM {
			return true
		}
	}
	return false
}

func TestSplitAtKeepsTheSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := geo.NewSpans(drawSpans(t, "a")...)
		var at []float64
		for _, i := range rapid.SliceOfN(rapid.IntRange(-1, cells+1), 0, 6).Draw(t, "at") {
			at = append(at, float64(i))
		}
		slices.Sort(at)
		got := a.SplitAt(at)
		for i, s := range got {
			if !(s.FromM < s.ToM) || i > 0 && got[i-1].ToM > s.FromM {
				t.Fatalf("%v is not sorted and disjoint", got)
			}
			for _, c := range at {
				if s.FromM < c && c < s.ToM {
					t.Fatalf("%v is not cut at %g", s, c)
				}
			}
		}
		checkSpans(t, "SplitAt", geo.NewSpans(got...), func(i int) bool { return a.Contains(float64(i)) })
	})
}

func TestSpansTables(t *testing.T) {
	inf := math.Inf(1)
	all := geo.NewSpans(geo.Span{FromM: -inf, ToM: inf})
	if got := all.Subtract(geo.NewSpans(geo.Span{FromM: 1, ToM: 2})); len(got) != 2 {
		t.Errorf("all but [1, 2) is %v", got)
	}
	if got := geo.NewSpans(geo.Span{FromM: math.NaN(), ToM: 1}, geo.Span{FromM: 0, ToM: math.NaN()}); len(got) != 0 {
		t.Errorf("spans of no number make %v", got)
	}
	apart := geo.NewSpans(geo.Span{FromM: 0, ToM: 2}, geo.Span{FromM: 6, ToM: 7})
	if diff := cmp.Diff(apart, apart.Close(4)); diff != "" {
		t.Errorf("Close filled a gap that is not shorter: %s", diff)
	}
	var none geo.Spans
	whole := geo.Span{FromM: 1, ToM: 2}
	if diff := cmp.Diff(geo.Spans{whole}, none.Complement(whole)); diff != "" {
		t.Error(diff)
	}
	if none.Contains(0) || none.LengthM() != 0 || len(none.Union(none))+len(none.Intersect(none))+len(none.Close(5)) != 0 {
		t.Error("the empty set is not empty")
	}
	if m := (geo.Span{FromM: 3, ToM: 1}).LengthM(); m != 0 {
		t.Errorf("a reversed span has length %g", m)
	}
}
