package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/paulmach/orb"

	"lindero/geo/frontier"
	"lindero/internal/npm"
)

// polygon is an outer ring and its holes; rings repeat their first vertex.
type polygon []line

// country is a country's land: its polygons.
type country []polygon

// readCountries reads the countries of the codes (ISO 3166 alpha-3, as the
// source writes them).
func readCountries(cache string, codes ...string) (map[string]country, error) {
	lands := map[string]country{}
	for _, code := range codes {
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

// land is the country as package frontier takes it.
func (c country) land(code string) frontier.Land {
	out := frontier.Land{Code: code}
	for _, p := range c {
		var polygon orb.Polygon
		for _, ring := range p {
			var r orb.Ring
			for _, v := range ring {
				r = append(r, v)
			}
			polygon = append(polygon, r)
		}
		out.Polygons = append(out.Polygons, polygon)
	}
	return out
}

// lineOf is a part of a border.
func lineOf(part orb.LineString) line {
	var l line
	for _, p := range part {
		l = append(l, p)
	}
	return l
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
