package geo_test

import (
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// border draws a line of 2,500 vertices, 900 km long, and posts along it.
func border() (orb.LineString, []orb.Point) {
	r := seeded(1)
	ls := orb.LineString{}
	for i := range 2500 {
		ls = append(ls, orb.Point{-92 + float64(i)*0.003 + r.Float64()*0.002, 15 + r.Float64()*0.003})
	}
	var posts []orb.Point
	for range 200 {
		posts = append(posts, beside(r, ls[r.IntN(len(ls))], 15e3*r.Float64()))
	}
	return ls, posts
}

func BenchmarkNewLine(b *testing.B) {
	ls, _ := border()
	for b.Loop() {
		newLine(b, ls)
	}
}

func BenchmarkLineWithin(b *testing.B) {
	ls, posts := border()
	l := newLine(b, ls)
	for i := 0; b.Loop(); i++ {
		l.Within(geo.NewReach(posts[i%len(posts)], 10e3))
	}
}

func BenchmarkLineLocate(b *testing.B) {
	ls, posts := border()
	l := newLine(b, ls)
	for i := 0; b.Loop(); i++ {
		l.Locate(posts[i%len(posts)])
	}
}

func BenchmarkLineInside(b *testing.B) {
	ls, posts := border()
	l := newLine(b, ls)
	r := seeded(2)
	a := geo.NewArea(orb.Polygon{star(r, posts[0], 1, 200)})
	for b.Loop() {
		l.Inside(a)
	}
}

func BenchmarkWithinPolygon(b *testing.B) {
	ls, posts := border()
	l := newLine(b, ls)
	p := orb.Polygon{star(seeded(2), posts[0], 1, 200)}
	for b.Loop() {
		if _, err := geo.Within(l, p, 5e3); err != nil {
			b.Fatal(err)
		}
	}
}

// world is 1,000 lines everywhere.
func world(b *testing.B) []*geo.Line { return worldLines(b, seeded(3), 1000) }

func BenchmarkNewIndex(b *testing.B) {
	lines := world(b)
	for b.Loop() {
		geo.NewIndex(lines)
	}
}

func BenchmarkIndexWithin(b *testing.B) {
	lines := world(b)
	ix := geo.NewIndex(lines)
	asked := queries(seeded(4), lines, 500)
	for i := 0; b.Loop(); i++ {
		ix.Within(geo.NewReach(asked[i%len(asked)], 10e3), func(int, geo.Span) {})
	}
}

func BenchmarkIndexNearest(b *testing.B) {
	lines := world(b)
	ix := geo.NewIndex(lines)
	asked := queries(seeded(4), lines, 500)
	for i := 0; b.Loop(); i++ {
		ix.Nearest(asked[i%len(asked)], 3)
	}
}
