package main

import (
	"encoding/json"
	"fmt"
	"io"

	"lindero/internal/npm"
)

// polygon is an outer ring and its holes; rings repeat their first vertex.
type polygon []line

// country is a country's land: its polygons.
type country []polygon

// neighbours share edges with Guatemala (ISO 3166 alpha-3, as the source
// writes them).
var neighbours = []string{"MEX", "BLZ", "HND", "SLV"}

// readCountries reads Guatemala and its neighbours, by alpha-3 code.
func readCountries(cache string) (map[string]country, error) {
	lands := map[string]country{"GTM": nil}
	for _, code := range neighbours {
		lands[code] = nil
	}
	type feature struct {
		Properties struct{ A3 string }
		Geometry   struct {
			Type        string
			Coordinates json.RawMessage
		}
	}
	use := func(f feature) error {
		code := f.Properties.A3
		if _, wanted := lands[code]; !wanted {
			return nil
		}
		land, err := decodeCountry(f.Geometry.Type, f.Geometry.Coordinates)
		lands[code] = land
		if err != nil {
			return fmt.Errorf("country %s: %w", code, err)
		}
		return nil
	}
	err := npm.Coastline.Open(cache, "package/map.geo.json", func(r io.Reader) error {
		return npm.EachElement(r, "features", use)
	})
	if err != nil {
		return nil, err
	}
	for code, land := range lands {
		if len(land) == 0 {
			return nil, fmt.Errorf("%s holds no country %s", npm.Coastline.Name, code)
		}
	}
	return lands, nil
}

func decodeCountry(kind string, coordinates []byte) (country, error) {
	switch kind {
	case "Polygon":
		var p polygon
		err := json.Unmarshal(coordinates, &p)
		return country{p}, err
	case "MultiPolygon":
		var c country
		err := json.Unmarshal(coordinates, &c)
		return c, err
	default:
		return nil, fmt.Errorf("geometry %s where Polygon or MultiPolygon was expected", kind)
	}
}

// edge is an edge of a ring, whichever way it is walked.
type edge struct{ a, b point }

func newEdge(a, b point) edge {
	if b[0] < a[0] || b[0] == a[0] && b[1] < a[1] {
		a, b = b, a
	}
	return edge{a, b}
}

// edges is the set of all edges of the countries.
func edges(lands ...country) map[edge]bool {
	set := map[edge]bool{}
	for _, land := range lands {
		for _, p := range land {
			for _, ring := range p {
				for i := 1; i < len(ring); i++ {
					set[newEdge(ring[i-1], ring[i])] = true
				}
			}
		}
	}
	return set
}

// chains are the longest runs of consecutive edges of the ring that keep
// accepts, in the ring's own direction. A run goes on over the ring's first
// vertex.
func chains(ring line, keep func(edge) bool) []line {
	n := len(ring) - 1
	kept := func(i int) bool { return keep(newEdge(ring[i%n], ring[i%n+1])) }
	start := 0
	for start < n && kept(start) {
		start++
	}
	if start == n {
		return []line{ring}
	}
	var runs []line
	open := false
	for i := start + 1; i <= start+n; i++ {
		if !kept(i) {
			open = false
			continue
		}
		if !open {
			runs = append(runs, line{ring[i%n]})
			open = true
		}
		last := &runs[len(runs)-1]
		*last = append(*last, ring[i%n+1])
	}
	return runs
}

// contains says whether p lies in the country, by the even-odd rule over all
// rings in longitude and latitude.
func (c country) contains(p point) bool {
	inside := false
	for _, poly := range c {
		for _, ring := range poly {
			for i := 1; i < len(ring); i++ {
				a, b := ring[i-1], ring[i]
				if (a[1] > p[1]) != (b[1] > p[1]) &&
					p[0] < a[0]+(p[1]-a[1])*(b[0]-a[0])/(b[1]-a[1]) {
					inside = !inside
				}
			}
		}
	}
	return inside
}
