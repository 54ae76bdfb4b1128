package data

import (
	"strings"

	"lindero/sectors"
)

// FieldType is what the values of a property are.
type FieldType int

// The types.
const (
	Truth FieldType = iota
	Integer
	Number
	Instant // text, RFC 3339
	Text
	Texts // a list
)

// Field is a property that features of a collection may have, whether one has
// it or not.
type Field struct {
	Name string
	Type FieldType
}

// Fields returns the properties that features of the collection may have, for a
// scenario and a view.
func (c Collection) Fields(s *sectors.Scenario, v View) []Field {
	return fieldsOf(reportFields[c.Name][v], s)
}

// Fields returns the properties that features of the collection may have, for a
// scenario and a view.
func (c PlanCollection) Fields(s *sectors.Scenario, v View) []Field {
	return fieldsOf(planFields[c.Name][v], s)
}

// Shape returns the type of all geometries of the collection: Point,
// MultiLineString or MultiPolygon.
func (c Collection) Shape() string { return shapeOf(c.Name) }

// Shape returns the type of all geometries of the collection: Point,
// MultiLineString or MultiPolygon.
func (c PlanCollection) Shape() string { return shapeOf(c.Name) }

func shapeOf(collection string) string {
	switch collection {
	case "posts", "patrols", "meeting-points":
		return "Point"
	case "countries", "land":
		return "MultiPolygon"
	}
	return "MultiLineString"
}

// What features say, by collection and view. aa and bb stand for the codes of
// the sides. Names say the type, but for those that have one after a colon.
const (
	routeSaid = "id kind name length_m "
	spanSaid  = routeSaid + "from_m to_m "
	onBorder  = "border_from_m border_to_m "
	pairSaid  = "pair number:integer patrol_aa patrol_bb post_aa post_aa_id post_bb post_bb_id "
	publicGap = spanSaid + onBorder + "gap "
)

var reportFields = map[string][2]string{
	"countries": {"code name side", "code name side"},
	"land":      {"name", "name"},
	"border":    {routeSaid + onBorder + "left right", routeSaid + onBorder + "left right"},
	"routes":    {routeSaid + "side travel:truth watched:truth"},
	"posts":     {"name side watch_radius_m mgrs"},
	"patrols": {"side post layer watch_radius_m shift_h rest_h shifts_per_week:number speed_land_kmh speed_river_kmh speed_sea_kmh " +
		"reach_land_m reach_river_m reach_sea_m"},
	"coverage": {spanSaid + "stretch"},
	"gaps": {publicGap + "reason start_mgrs middle_mgrs end_mgrs nearest_post nearest_post_id nearest_post_m middle_post_aa middle_post_aa_id middle_post_aa_m " +
		"middle_post_bb middle_post_bb_id middle_post_bb_m", publicGap},
}

var planFields = map[string][2]string{
	"meeting-points": {"name meeting_point chainage_m offset_m mgrs pairs:texts", "name"},
	"sectors":        {"from_m to_m length_m sector layer lambda_h share:number calendar_h achieved_h fixed " + pairSaid, "from_m to_m length_m sector"},
	"beats": {"from_m to_m length_m beat sector meet_m meet_mgrs part_m part_mgrs meeting_point meeting_point_name visits:integer weight:number " +
		"revisit_h allowed_h achieved_h window_h walk_h share:number arrive_aa_h arrive_bb_h home_aa_h home_bb_h sortie_aa_h sortie_bb_h " + pairSaid},
	"ways": {"leg_id way leg:integer side patrol direction beats:texts way_h at_m border_m by kind route name class landing length_m from_h to_h " + pairSaid},
	"sorties": {"leg_id sortie beat host sortie_number:integer leg side from:instant to:instant from_h to_h length_m watch_radius_m " +
		onBorder + pairSaid},
	"coverage": {spanSaid + onBorder + "stretch revisit_h mean_h watched_km_h beats:texts times:texts from:instant to:instant"},
	"gaps": {publicGap + "from:instant to:instant from_h to_h gap_h exposure_km_h reason revisit_h allowed_h risk:number meeting_point " +
		"nearest_post_aa nearest_post_bb", publicGap},
}

// fieldTypes are the types that are written down.
var fieldTypes = map[string]FieldType{"truth": Truth, "integer": Integer, "number": Number, "instant": Instant, "texts": Texts}

// fieldsOf reads what is said, for the sides of a scenario.
func fieldsOf(said string, s *sectors.Scenario) []Field {
	var out []Field
	for word := range strings.FieldsSeq(said) {
		name, written, _ := strings.Cut(word, ":")
		name, ok := ofSide(name, s.Sides)
		if !ok {
			continue
		}
		of, known := fieldTypes[written]
		if !known {
			of = Text
			if strings.HasSuffix(name, "_m") || strings.HasSuffix(name, "_h") || strings.HasSuffix(name, "_kmh") {
				of = Number
			}
		}
		out = append(out, Field{name, of})
	}
	return out
}

// ofSide puts the code of a side in its place in a name. Where sides have no
// codes, the first goes without and there is no second.
func ofSide(name string, sides [2]sectors.Side) (string, bool) {
	words := strings.Split(name, "_")
	for i, placeholder := range []string{"aa", "bb"} {
		for k, word := range words {
			switch {
			case word != placeholder:
			case sides[i].Code != "":
				words[k] = lower(sides[i].Code)
				return strings.Join(words, "_"), true
			default:
				return strings.Join(append(words[:k:k], words[k+1:]...), "_"), i == 0
			}
		}
	}
	return name, true
}
