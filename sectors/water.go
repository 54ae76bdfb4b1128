package sectors

import (
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/water"
)

// openWater is the water around a scenario's land, made when it is first asked
// for.
type openWater struct {
	once sync.Once
	made *water.Water
	err  error
}

// Water returns the open water around the scenario's land, with the border as a
// wall; nil where nothing is known of it, or nobody sails on the surface. It
// fails where the outlines of land are such that no way can be found around them.
func (l *Layout) Water() (*water.Water, error) {
	x := l.open
	x.once.Do(func() {
		s := l.Scenario
		if len(s.Land) == 0 || !sail(s) {
			return
		}
		var land orb.MultiPolygon
		for _, a := range s.Land {
			land = append(land, a.Polygon...)
		}
		x.made, x.err = water.New(land, afloat(s, land))
	})
	return x.made, x.err
}

// sail reports whether anybody sails on the surface.
func sail(s *Scenario) bool {
	return slices.ContainsFunc(s.Patrols, func(p Patrol) bool { return p.SpeedKmh.Sea > 0 && p.Layer == SurfaceLayer })
}

// afloat returns the edges of the border that do not lie on land, as lines.
func afloat(s *Scenario, land orb.MultiPolygon) (out []orb.LineString) {
	var coast []orb.LineString
	for _, p := range land {
		for _, ring := range p {
			coast = append(coast, orb.LineString(ring))
		}
	}
	fence := geo.NewFence(coast...)
	for i := range s.Border {
		for _, part := range s.Border[i].Line.Parts() {
			held := geo.Held(part, land)
			var line orb.LineString
			for k := 1; k < len(part); k++ {
				if held[k-1] && held[k] && len(fence.Crossings(part[k-1], part[k])) == 0 {
					line = nil
					continue
				}
				if line == nil {
					line = orb.LineString{part[k-1]}
					out = append(out, nil)
				}
				line = append(line, part[k])
				out[len(out)-1] = line
			}
		}
	}
	return out
}
