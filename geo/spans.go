package geo

import (
	"cmp"
	"math"
	"slices"
)

// Span is a half-open interval [FromM, ToM) of chainage, metres. It is empty
// when ToM <= FromM.
type Span struct{ FromM, ToM float64 }

// LengthM returns the length of the span, 0 when it is empty.
func (s Span) LengthM() float64 { return math.Max(0, s.ToM-s.FromM) }

// within returns the part of s between 0 and length.
func (s Span) within(lengthM float64) Span {
	return Span{math.Max(s.FromM, 0), math.Min(s.ToM, lengthM)}
}

// Spans is a set of chainages: spans that are sorted, not empty, and apart
// from each other. The zero value is the empty set. The methods keep that
// form and never change their operands.
type Spans []Span

// NewSpans returns the union of the given spans, in any order, overlapping or
// empty.
func NewSpans(spans ...Span) Spans {
	return Normalise(append([]Span(nil), spans...))
}

// Normalise is NewSpans in place: it sorts and merges the slice it is given,
// which must not be used afterwards.
func Normalise(spans []Span) Spans {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.FromM, b.FromM) })
	out := spans[:0]
	for _, s := range spans {
		if !(s.FromM < s.ToM) {
			continue
		}
		if n := len(out); n > 0 && s.FromM <= out[n-1].ToM {
			out[n-1].ToM = math.Max(out[n-1].ToM, s.ToM)
			continue
		}
		out = append(out, s)
	}
	return out
}

// LengthM returns the sum of the spans' lengths.
func (s Spans) LengthM() float64 {
	sum := 0.0
	for _, x := range s {
		sum += x.ToM - x.FromM
	}
	return sum
}

// Contains reports whether a chainage is in the set.
func (s Spans) Contains(chainageM float64) bool {
	i, found := slices.BinarySearchFunc(s, chainageM, func(x Span, c float64) int { return cmp.Compare(x.FromM, c) })
	return found || i > 0 && chainageM < s[i-1].ToM
}

// Union returns the chainages in s or t.
func (s Spans) Union(t Spans) Spans {
	return Normalise(append(append(make([]Span, 0, len(s)+len(t)), s...), t...))
}

// Intersect returns the chainages in both s and t.
func (s Spans) Intersect(t Spans) Spans {
	var out Spans
	for i, j := 0, 0; i < len(s) && j < len(t); {
		x := Span{math.Max(s[i].FromM, t[j].FromM), math.Min(s[i].ToM, t[j].ToM)}
		if x.FromM < x.ToM {
			out = append(out, x)
		}
		if s[i].ToM < t[j].ToM {
			i++
		} else {
			j++
		}
	}
	return out
}

// Complement returns the chainages of whole that are not in s.
func (s Spans) Complement(whole Span) Spans {
	var out Spans
	at := whole.FromM
	for _, x := range s {
		if x.FromM >= whole.ToM {
			break
		}
		if x.FromM > at {
			out = append(out, Span{at, x.FromM})
		}
		at = math.Max(at, x.ToM)
	}
	if at < whole.ToM {
		out = append(out, Span{at, whole.ToM})
	}
	return out
}

// Subtract returns the chainages in s and not in t.
func (s Spans) Subtract(t Spans) Spans {
	if len(s) == 0 {
		return nil
	}
	return s.Intersect(t.Complement(Span{s[0].FromM, s[len(s)-1].ToM}))
}

// Close returns s with the gaps shorter than lengthM filled.
func (s Spans) Close(lengthM float64) Spans {
	var out Spans
	for _, x := range s {
		if n := len(out); n > 0 && x.FromM-out[n-1].ToM < lengthM {
			out[n-1].ToM = x.ToM
			continue
		}
		out = append(out, x)
	}
	return out
}

// SplitAt cuts spans at the given ascending chainages. The result is sorted
// and disjoint but may have neighbours that touch, so it is no Spans.
func (s Spans) SplitAt(chainagesM []float64) []Span {
	out := make([]Span, 0, len(s))
	for _, x := range s {
		first, _ := slices.BinarySearch(chainagesM, x.FromM)
		for _, c := range chainagesM[first:] {
			if c >= x.ToM {
				break
			}
			if x.FromM < c {
				out = append(out, Span{x.FromM, c})
				x.FromM = c
			}
		}
		out = append(out, x)
	}
	return out
}
