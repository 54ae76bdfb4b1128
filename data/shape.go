package data

import (
	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/sectors"
)

// RouteShape returns the lines of a span of a route, the i-th of a layout, cut at
// ±180° as RFC 7946 wants it.
func RouteShape(l *sectors.Layout, i int, s geo.Span) orb.Geometry {
	return geo.Cut(l.Routes[i].Line.Slice(s))
}

// BorderShape returns the lines of a span of the border, cut at ±180° as RFC 7946
// wants it. Chainages beyond the ends of the border count on round a ring.
func BorderShape(l *sectors.Layout, fromM, toM float64) orb.Geometry {
	return geo.Cut(borderShape(l, fromM, toM))
}
