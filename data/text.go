package data

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// AppendFeature appends a feature as GeoJSON, its members in the order in
// which orb writes them. It fails only where a property cannot be written.
func AppendFeature(dst []byte, f *geojson.Feature) ([]byte, error) {
	dst = append(dst, '{')
	if f.ID != nil {
		id, err := json.Marshal(f.ID)
		if err != nil {
			return dst, fmt.Errorf("write feature %v: %w", f.ID, err)
		}
		dst = append(append(append(dst, `"id":`...), id...), ',')
	}
	dst = append(dst, `"type":"Feature",`...)
	if f.BBox != nil {
		dst = append(dst, `"bbox":[`...)
		for i, v := range f.BBox {
			dst = appendDegrees(comma(dst, i), v)
		}
		dst = append(dst, "],"...)
	}
	dst = append(dst, `"geometry":`...)
	dst, err := appendGeometry(dst, f.Geometry)
	if err != nil {
		return dst, fmt.Errorf("write feature %v: %w", f.ID, err)
	}
	properties, err := json.Marshal(f.Properties)
	if err != nil {
		return dst, fmt.Errorf("write feature %v: %w", f.ID, err)
	}
	dst = append(append(dst, `,"properties":`...), properties...)
	return append(dst, '}'), nil
}

// appendGeometry appends a geometry. Those with many vertices are written
// here, all others by orb.
func appendGeometry(dst []byte, g orb.Geometry) ([]byte, error) {
	switch g := g.(type) {
	case orb.MultiLineString:
		dst = append(dst, `{"type":"MultiLineString","coordinates":[`...)
		for i, l := range g {
			dst = appendPoints(comma(dst, i), l)
		}
		return append(dst, "]}"...), nil
	case orb.MultiPolygon:
		dst = append(dst, `{"type":"MultiPolygon","coordinates":[`...)
		for i, p := range g {
			dst = append(comma(dst, i), '[')
			for k, r := range p {
				dst = appendPoints(comma(dst, k), r)
			}
			dst = append(dst, ']')
		}
		return append(dst, "]}"...), nil
	}
	text, err := geojson.NewGeometry(g).MarshalJSON()
	return append(dst, text...), err
}

func appendPoints(dst []byte, points []orb.Point) []byte {
	dst = append(dst, '[')
	for i, p := range points {
		dst = appendDegrees(append(comma(dst, i), '['), p[0])
		dst = appendDegrees(append(dst, ','), p[1])
		dst = append(dst, ']')
	}
	return append(dst, ']')
}

// comma appends a comma before all but the first element.
func comma(dst []byte, i int) []byte {
	if i > 0 {
		return append(dst, ',')
	}
	return dst
}

// appendDegrees appends the shortest decimal that gives v again, which of a
// coordinate that was rounded to seven decimals is these, without zeros at
// the end.
func appendDegrees(dst []byte, v float64) []byte {
	const scale = 1e7
	n := math.Round(v * scale)
	if !(math.Abs(n) < 1e15) || n/scale != v { // beyond 15 digits two decimals may be one float
		return strconv.AppendFloat(dst, v, 'f', -1, 64)
	}
	u := uint64(math.Abs(n))
	if n < 0 {
		dst = append(dst, '-')
	}
	dst = strconv.AppendUint(dst, u/scale, 10)
	u %= scale
	if u == 0 {
		return dst
	}
	var digits [8]byte
	for i := len(digits) - 1; i > 0; i-- {
		digits[i] = byte('0' + u%10)
		u /= 10
	}
	digits[0] = '.'
	last := len(digits)
	for digits[last-1] == '0' {
		last--
	}
	return append(dst, digits[:last]...)
}
