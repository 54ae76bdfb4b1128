package words

import (
	"lindero/lang"
	"lindero/report/maps"
	"lindero/sectors"
)

// Map returns the words of maps of a scenario.
func Map(l lang.Lang, s *sectors.Scenario) maps.Texts {
	t := maps.Texts{
		Lang: string(l), Title: l.Message("Map of %s", s.Name), Desc: l.T("map shows"), Kinds: map[string]string{}, Layers: map[string]string{},
		Sector: l.T("sector"), Gap: l.T("gap"), Never: l.T("never watched"), Late: l.T("unseen too long"), SectorGap: l.T("map sector gap"), Meeting: l.T("map meeting"), Parting: l.T("map parting"),
		Neighbour: l.T("map neighbour"), Post: l.T("map post of"), Beat: l.T("beat"), Road: l.T("map road"), Water: l.T("map water"),
		NorthLetter: "N", North: "N", South: "S", East: l.T("map east"), West: l.T("map west"),
		Illustrative: l.T("illustrative"), Number: l.Number,
	}
	for _, k := range sectors.Kinds {
		t.Kinds[string(k)] = l.T(string(k))
	}
	for i := range s.Patrols {
		t.Layers[s.Patrols[i].Layer] = Layer(l, s.Patrols[i].Layer)
	}
	return t
}
