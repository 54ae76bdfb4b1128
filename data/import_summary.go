package data

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"lindero/data/osm"
	"lindero/sectors"
)

// ImportSummary is what --json prints of an import. Lengths are kilometres of
// the routes as written.
type ImportSummary struct {
	File     string `json:"file"`
	Scenario string `json:"scenario"`
	// Highways, Waterways and Ferries are counted apart: of each, what was found
	// is what was kept and what was dropped.
	Highways  ImportGroup `json:"highways"`
	Waterways ImportGroup `json:"waterways"`
	Ferries   ImportGroup `json:"ferries"`

	Routes   int             `json:"routes"`
	RoutesKm float64         `json:"routes_km"`
	Classes  []ImportClass   `json:"classes"`
	Dropped  []ImportDropped `json:"dropped"`
	// CutAtBorder are the ways that lie on both sides, AtEdge those of which
	// nodes are not in the file, Speeds those whose maxspeed is not understood.
	CutAtBorder int             `json:"cut_at_border"`
	AtEdge      ImportSample    `json:"cut_at_edge"`
	Speeds      ImportSample    `json:"speeds_not_understood"`
	NoSideKm    float64         `json:"no_side_km"`
	Networks    []ImportNetwork `json:"networks"`
	Barriers    int             `json:"barriers"`
	Landings    int             `json:"landings"`
	// Currents: rivers were imported, and OpenStreetMap knows no currents.
	Currents bool `json:"currents_unknown"`
	// Source is to be added to the sources in scenario.yaml; nil where
	// OpenStreetMap is there already.
	Source *sectors.Source `json:"source_to_add,omitempty"`
}

// ImportGroup counts what a file has of a group.
type ImportGroup struct {
	Found   int `json:"found"`
	Kept    int `json:"kept"`
	Dropped int `json:"dropped"`
}

// ImportClass is the routes of one class.
type ImportClass struct {
	Class  string  `json:"class"`
	Kind   string  `json:"kind"`
	Routes int     `json:"routes"`
	Km     float64 `json:"km"`
}

// ImportDropped is what was left out for one reason.
type ImportDropped struct {
	Group  string `json:"group"`
	Reason string `json:"reason"`
	ImportSample
}

// ImportSample counts things and names the first of them.
type ImportSample struct {
	Count int      `json:"count"`
	First []string `json:"first,omitempty"`
}

// ImportNetwork says how the routes of a side and kind hang together.
type ImportNetwork struct {
	Side    string  `json:"side"`
	Kind    string  `json:"kind"`
	Km      float64 `json:"km"`
	Islands int     `json:"islands"`
	// ApartKm is not connected with the largest island, and from NoReturnKm no
	// vehicle can come back to the rest of its own.
	ApartKm    float64  `json:"apart_km"`
	NoReturnKm float64  `json:"no_return_km"`
	NoReturn   []string `json:"no_return_first,omitempty"`
}

func (i Import) summary(s *sectors.Scenario, e *osm.Extract, roads []osm.Road, cut int,
	barriers []sectors.Barrier, landings []sectors.Landing) *ImportSummary {
	out := &ImportSummary{File: i.File, Scenario: i.Scenario,
		Highways: groupOf(&e.Tally, osm.Highway), Waterways: groupOf(&e.Tally, osm.Waterway), Ferries: groupOf(&e.Tally, osm.Ferry),
		Routes: len(roads), CutAtBorder: cut, AtEdge: ImportSample(e.Tally.AtEdge), Speeds: ImportSample(e.Tally.Speeds),
		Barriers: len(barriers), Landings: len(landings), Dropped: []ImportDropped{}}
	for _, g := range osm.Groups {
		for _, r := range osm.Reasons {
			if d := e.Tally.Dropped[osm.Drop{Group: g, Reason: r}]; d != nil {
				out.Dropped = append(out.Dropped, ImportDropped{string(g), string(r), ImportSample(*d)})
			}
		}
	}
	out.count(roads)
	for _, k := range sectors.Kinds {
		for _, side := range s.Sides {
			n := osm.Connect(roads, side.Code, k)
			if n.Km == 0 {
				continue
			}
			out.Networks = append(out.Networks, ImportNetwork{side.Code, string(k), km(n.Km * 1000), len(n.IslandsKm),
				km(n.Apart() * 1000), km(n.TrapKm * 1000), n.Traps.First})
		}
	}
	named := slices.ContainsFunc(s.Sources, func(s sectors.Source) bool {
		return strings.Contains(strings.ToLower(s.Name+s.Attribution+s.URL), "openstreetmap")
	})
	if !named {
		out.Source = &sectors.Source{Name: "OpenStreetMap, " + filepath.Base(i.File), Licence: "ODbL-1.0",
			Attribution: "© OpenStreetMap contributors", URL: "https://www.openstreetmap.org/copyright"}
	}
	return out
}

func groupOf(t *osm.Tally, g osm.Group) ImportGroup {
	out := ImportGroup{Found: t.Found[g], Kept: t.Kept[g]}
	for d, s := range t.Dropped {
		if d.Group == g {
			out.Dropped += s.Count
		}
	}
	return out
}

// count sums the routes by class, in order of their kind and length.
func (out *ImportSummary) count(roads []osm.Road) {
	type class struct {
		kind sectors.Kind
		name string
	}
	at := map[class]int{}
	for i := range roads {
		r := &roads[i]
		c := class{r.Kind, r.Class}
		if _, ok := at[c]; !ok {
			at[c] = len(out.Classes)
			out.Classes = append(out.Classes, ImportClass{Class: r.Class, Kind: string(r.Kind)})
		}
		m := osm.LengthM(r.Shape)
		out.Classes[at[c]].Routes++
		out.Classes[at[c]].Km += m / 1000
		out.RoutesKm += m / 1000
		if r.Side == "" {
			out.NoSideKm += m / 1000
		}
		out.Currents = out.Currents || r.Kind == sectors.River
	}
	out.RoutesKm, out.NoSideKm = km(out.RoutesKm*1000), km(out.NoSideKm*1000)
	order := func(c ImportClass) int { return slices.Index(sectors.Kinds[:], sectors.Kind(c.Kind)) }
	slices.SortStableFunc(out.Classes, func(a, b ImportClass) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(b.Km, a.Km))
	})
	for k := range out.Classes {
		out.Classes[k].Km = km(out.Classes[k].Km * 1000)
	}
}
