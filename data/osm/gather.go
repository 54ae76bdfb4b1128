package osm

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	osmlib "github.com/paulmach/osm"
)

// Source hands on all objects of a file, from its beginning each time it is
// called, and stops at the first error of each.
type Source func(each func(osmlib.Object) error) error

// heldNodes is how many nodes of a file are held in memory, 16 bytes each. Of
// a larger file the places of nodes are read again once it is known which of
// them are wanted.
var heldNodes = 4 << 20

// maxPlaces is how many barriers and the like a file may have.
const maxPlaces = 4 << 20

// Gather reads the ways of a file with their shapes.
func Gather(source Source, rules Rules) (*Extract, error) {
	g := &gatherer{c: NewCollector(rules)}
	if err := source(g.first); err != nil {
		return nil, err
	}
	g.wanted = slices.Clone(g.refs)
	slices.Sort(g.wanted)
	g.wanted = slices.Compact(g.wanted)
	g.at = make([]place, len(g.wanted))
	for i := range g.at {
		g.at[i] = nowhere
	}
	if err := g.places(source); err != nil {
		return nil, err
	}
	g.shapes()
	return g.c.Extract(), nil
}

// place is a place in steps of 10⁻⁷ degrees.
type place struct{ lon, lat int32 }

// nowhere is the place of a node that is not in the file.
var nowhere = place{1<<31 - 1, 0}

func (p place) point() orb.Point {
	return orb.Point{float64(p.lon) / unit, float64(p.lat) / unit}
}

type gatherer struct {
	c *Collector
	// nodes are those of the file, unless there are too many to hold.
	nodes  []node
	more   bool
	ways   []pending
	refs   []int64 // nodes of those ways, one after the other
	wanted []int64 // the same, sorted, each once
	at     []place // of those
}

type node struct {
	id int64
	place
}

// pending is a way whose shape is not known yet.
type pending struct {
	id   int64
	to   int // in refs; it begins where the last one ends
	v    verdict
	quay osmlib.Tags // of a landing
}

// first takes an object when the file is read for the first time.
func (g *gatherer) first(o osmlib.Object) error {
	switch o := o.(type) {
	case *osmlib.Node:
		return g.node(o)
	case *osmlib.Way:
		return g.way(o)
	}
	return nil
}

func placeOf(n *osmlib.Node) (place, error) {
	p := orb.Point{n.Lon, n.Lat}
	if !onEarth(p) {
		return place{}, &Error{Fault: NoPlace, ID: int64(n.ID), At: [2]orb.Point{p}}
	}
	k := keyOf(p)
	return place{int32(uint32(k >> 32)), int32(uint32(k))}, nil
}

func (g *gatherer) node(n *osmlib.Node) error {
	at, err := placeOf(n)
	if err != nil {
		return err
	}
	if len(n.Tags) > 0 {
		g.c.Point("node-"+strconv.FormatInt(int64(n.ID), 10), n.Tags, at.point())
	}
	switch out := g.c.out; {
	case len(out.Barriers)+len(out.quays) > maxPlaces:
		return &Error{Fault: TooMany}
	case g.more:
	case len(g.nodes) == heldNodes:
		g.nodes, g.more = nil, true
	default:
		g.nodes = append(g.nodes, node{int64(n.ID), at})
	}
	return nil
}

func (g *gatherer) way(w *osmlib.Way) error {
	id := WayID(int64(w.ID))
	v := g.c.judge(id, w.Tags)
	keep := v.group != "" && v.reason == ""
	if keep && len(w.Nodes) < 2 {
		g.c.out.Tally.drop(v.group, ByNodes, id)
		keep = false
	}
	p := pending{id: int64(w.ID), v: v}
	if landingOf(w.Tags) {
		p.quay = osmlib.Tags{{Key: "name", Value: strings.Clone(roadName(w.Tags))}}
	}
	if !keep && p.quay == nil {
		return nil
	}
	if !keep {
		p.v = verdict{}
	}
	if len(g.refs)+len(w.Nodes) > MaxNodes {
		return &Error{Fault: TooMany}
	}
	for _, n := range w.Nodes {
		g.refs = append(g.refs, int64(n.ID))
	}
	p.to = len(g.refs)
	g.ways = append(g.ways, p)
	return nil
}

// WayID is the id of the route that a way of OpenStreetMap becomes.
func WayID(id int64) string { return "way-" + strconv.FormatInt(id, 10) }

// places finds where the wanted nodes are.
func (g *gatherer) places(source Source) error {
	if !g.more {
		for _, n := range g.nodes {
			if err := g.put(n.id, n.place); err != nil {
				return err
			}
		}
		g.nodes = nil
		return nil
	}
	return source(func(o osmlib.Object) error {
		n, ok := o.(*osmlib.Node)
		if !ok {
			return nil
		}
		at, err := placeOf(n)
		if err != nil {
			return err
		}
		return g.put(int64(n.ID), at)
	})
}

// put sets where a node is, if it is wanted.
func (g *gatherer) put(id int64, at place) error {
	i, wanted := slices.BinarySearch(g.wanted, id)
	switch {
	case !wanted, g.at[i] == at:
	case g.at[i] != nowhere:
		return &Error{Fault: TwoPlaces, ID: id, At: [2]orb.Point{g.at[i].point(), at.point()}}
	default:
		g.at[i] = at
	}
	return nil
}

// shapes gives the ways their shapes.
func (g *gatherer) shapes() {
	from, twins := 0, g.twins()
	for _, w := range g.ways {
		id, refs := WayID(w.id), g.refs[from:w.to]
		from = w.to
		if met, twin := twins[w.id]; twin && met {
			if w.v.group != "" {
				g.c.out.Tally.drop(w.v.group, ByTwin, id)
			}
			continue
		} else if twin {
			twins[w.id] = true
		}
		runs, missing := g.runs(refs)
		if w.v.group != "" {
			switch {
			case len(runs) == 0 && missing:
				g.c.out.Tally.drop(w.v.group, ByEdge, id)
			default:
				if missing {
					g.c.out.Tally.AtEdge.add(id)
				}
				g.c.keep(id, w.v, runs)
			}
		}
		if w.quay != nil {
			for _, run := range runs {
				g.c.quay(id, w.quay, run)
			}
		}
	}
}

// twins are the ids that several ways have, none of them met so far.
func (g *gatherer) twins() map[int64]bool {
	ids := make([]int64, len(g.ways))
	for i, w := range g.ways {
		ids[i] = w.id
	}
	slices.Sort(ids)
	twins := map[int64]bool{}
	for i := 1; i < len(ids); i++ {
		if ids[i] == ids[i-1] {
			twins[ids[i]] = false
		}
	}
	return twins
}

// runs are the pieces of two nodes or more of a way that are in the file.
func (g *gatherer) runs(refs []int64) (runs []Line, missing bool) {
	run := make(Line, 0, len(refs))
	end := func() {
		if len(run) > 1 {
			runs = append(runs, run)
		}
	}
	for n, ref := range refs {
		i, _ := slices.BinarySearch(g.wanted, ref)
		if g.at[i] != nowhere {
			run = append(run, g.at[i].point())
			continue
		}
		end()
		run, missing = make(Line, 0, len(refs)-n), true
	}
	end()
	return runs, missing
}
