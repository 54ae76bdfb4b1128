package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"lindero/internal/npm"
)

// point is a longitude and a latitude in degrees.
type point [2]float64

// line is a line of the workload.
type line struct {
	id     string // the two countries and a number, as AND-ESP-1
	points []point
}

// ring is a ring of a country's polygons; it repeats its first vertex.
type ring struct {
	country string
	points  []point
}

// readRings reads the rings of all countries, in the order of the source.
func readRings(ctx context.Context, cache string) ([]ring, error) {
	type feature struct {
		Properties struct{ A3 string }
		Geometry   struct {
			Type        string
			Coordinates json.RawMessage
		}
	}
	var rings []ring
	err := npm.Coastline.Open(cache, "package/map.geo.json", func(r io.Reader) error {
		return npm.EachElement(r, "features", func(f feature) error {
			var polygons [][][]point
			var err error
			switch f.Geometry.Type {
			case "Polygon":
				polygons = make([][][]point, 1)
				err = json.Unmarshal(f.Geometry.Coordinates, &polygons[0])
			case "MultiPolygon":
				err = json.Unmarshal(f.Geometry.Coordinates, &polygons)
			default:
				err = fmt.Errorf("geometry %s where Polygon or MultiPolygon was expected", f.Geometry.Type)
			}
			if err != nil {
				return fmt.Errorf("country %s: %w", f.Properties.A3, err)
			}
			for _, polygon := range polygons {
				for _, points := range polygon {
					rings = append(rings, ring{f.Properties.A3, points})
				}
			}
			return ctx.Err()
		})
	})
	return rings, err
}

// edge is two vertices, by their numbers, the smaller first.
type edge [2]int32

func newEdge(a, b int32) edge { return edge{min(a, b), max(a, b)} }

// owners are the first two countries, in the order of the alphabet, that have
// an edge.
type owners [2]string

func (o *owners) add(country string) {
	switch {
	case o[0] == "" || country < o[0]:
		o[0], o[1] = country, o[0]
	case country != o[0] && (o[1] == "" || country < o[1]):
		o[1] = country
	}
}

// borders returns every edge that two countries or more have in common,
// once: as one of the border of the first two of them. Polygons overlap where
// lands are disputed or part of others, so that up to four countries have an
// edge. The edges of one border are chained through every vertex where just
// two of them meet. Borders are in the order of their countries, lines in
// that of their first vertex in the source.
func borders(rings []ring) []line {
	var points []point
	number := map[point]int32{}
	held := map[edge]*owners{}
	var order []edge // as they first appear
	for _, r := range rings {
		previous := int32(-1)
		for _, p := range r.points {
			n, ok := number[p]
			if !ok {
				n = int32(len(points))
				number[p] = n
				points = append(points, p)
			}
			if previous >= 0 && previous != n {
				e := newEdge(previous, n)
				o := held[e]
				if o == nil {
					o = &owners{}
					held[e] = o
					order = append(order, e)
				}
				o.add(r.country)
			}
			previous = n
		}
	}
	shared := map[owners][]edge{}
	var pairs []owners
	for _, e := range order {
		o := *held[e]
		if o[1] == "" {
			continue
		}
		if shared[o] == nil {
			pairs = append(pairs, o)
		}
		shared[o] = append(shared[o], e)
	}
	slices.SortFunc(pairs, func(a, b owners) int { return slices.Compare(a[:], b[:]) })
	var lines []line
	for _, o := range pairs {
		for i, c := range chains(shared[o]) {
			l := line{id: fmt.Sprintf("%s-%s-%d", o[0], o[1], i+1)}
			for _, n := range c {
				l.points = append(l.points, points[n])
			}
			lines = append(lines, l)
		}
	}
	return lines
}

// chains joins edges to chains of vertices: first those that begin or end
// where one edge or more than two meet, then the rings.
func chains(edges []edge) [][]int32 {
	next := map[int32][]int32{}
	var order []int32
	for _, e := range edges {
		for i, n := range e {
			if next[n] == nil {
				order = append(order, n)
			}
			next[n] = append(next[n], e[1-i])
		}
	}
	used := map[edge]bool{}
	var out [][]int32
	walk := func(a, b int32) {
		chain := []int32{a}
		for !used[newEdge(a, b)] {
			used[newEdge(a, b)] = true
			chain = append(chain, b)
			if len(next[b]) != 2 {
				break
			}
			on := next[b][0]
			if on == a {
				on = next[b][1]
			}
			a, b = b, on
		}
		if len(chain) > 1 {
			out = append(out, chain)
		}
	}
	for _, ends := range []bool{true, false} {
		for _, a := range order {
			if ends && len(next[a]) == 2 {
				continue
			}
			for _, b := range next[a] {
				walk(a, b)
			}
		}
	}
	return out
}

// linesOf returns the lines of one border.
func linesOf(lines []line, border string) []line {
	var out []line
	for _, l := range lines {
		if strings.HasPrefix(l.id, border+"-") {
			out = append(out, l)
		}
	}
	return out
}

func vertexCount(lines []line) int {
	n := 0
	for _, l := range lines {
		n += len(l.points)
	}
	return n
}
