package cql2

import "github.com/paulmach/orb"

// maxBounds is how many boxes Bounds returns at most.
const maxBounds = 16

// Bounds returns boxes in longitude and latitude: features whose bound meets
// none of them cannot match. Nil: features anywhere can.
func (f *Filter) Bounds() []orb.Bound { return f.condition.bounds(true) }

func (r relation) bounds(is bool) []orb.Bound {
	if (r.a == nil) == (r.b == nil) || is == (r.op == "s_disjoint") {
		return nil
	}
	if r.a != nil {
		return r.a.bounds()
	}
	return r.b.bounds()
}

func (n not) bounds(is bool) []orb.Bound { return n.condition.bounds(!is) }

func (a allOf) bounds(is bool) []orb.Bound {
	if is {
		return smallest(a, is)
	}
	return together(a, is)
}

func (a anyOf) bounds(is bool) []orb.Bound {
	if is {
		return together(a, is)
	}
	return smallest(a, is)
}

// smallest returns the boxes of the condition that leaves the least room, of
// conditions that all have to be met. Where boxes of two overlap is not enough:
// a line can meet both beside that.
func smallest(conditions []condition, is bool) []orb.Bound {
	var out []orb.Bound
	least := 0.0
	for _, c := range conditions {
		boxes := c.bounds(is)
		room := 0.0
		for _, b := range boxes {
			room += (b.Max[0] - b.Min[0]) * (b.Max[1] - b.Min[1])
		}
		if boxes != nil && (out == nil || room < least) {
			out, least = boxes, room
		}
	}
	return out
}

// together returns the boxes of conditions of which one has to be met.
func together(conditions []condition, is bool) []orb.Bound {
	var out []orb.Bound
	for _, c := range conditions {
		boxes := c.bounds(is)
		if boxes == nil {
			return nil
		}
		out = append(out, boxes...)
	}
	if len(out) > maxBounds {
		all := out[0]
		for _, b := range out {
			all = all.Union(b)
		}
		return []orb.Bound{all}
	}
	return out
}
