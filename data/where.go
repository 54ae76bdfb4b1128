package data

import (
	"regexp"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"lindero/geo/grid"
	"lindero/planner/journey"
	"lindero/planner/spelling"
	"lindero/sectors"
)

// chainageShape is a chainage of the border in kilometres.
var chainageShape = regexp.MustCompile(`(?i)^(?:km\s*([0-9][0-9.]*)|([0-9][0-9.]*)\s*km)$`)

// ParsePlace reads a place to which a patrol is to go: the id or name of a meeting
// point or of a post of its own side, a chainage of the border (km 123.4, 123.4km),
// longitude and latitude in degrees (-92.1476,14.6812), or degrees, minutes and
// seconds, UTM and MGRS as package grid reads them. Its errors are Messages.
func ParsePlace(l *sectors.Layout, p *sectors.Patrol, text string) (journey.Destination, error) {
	text = strings.TrimSpace(text)
	named := namedPlaces(l.Scenario, p.Side, text)
	switch len(named) {
	case 0:
	case 1:
		return named[0], nil
	default:
		var ids []string
		for _, d := range named {
			ids = append(ids, d.ID)
		}
		return journey.Destination{}, say("%q is the name of several places; write %s", text, oneOf(ids))
	}
	if m := chainageShape.FindStringSubmatch(text); m != nil {
		return chainagePlace(l, m[1]+m[2])
	}
	for i := range l.Scenario.Posts {
		if x := &l.Scenario.Posts[i]; x.Side != p.Side && x.ID == text {
			return journey.Destination{}, say("%q is a post of %s, and patrols of %s do not go there; name a place on their own side", text, x.Side, p.Side)
		}
	}
	lon, lat, err := grid.Parse(text)
	switch {
	case err == nil:
		return journey.Destination{At: orb.Point{lon, lat}}, nil
	case strings.ContainsAny(text, "0123456789") && strings.ContainsAny(text, ",°'\" "):
		return journey.Destination{}, say("%q is no place on earth: %s", text, err.Error())
	}
	return journey.Destination{}, say("%q is no meeting point, no post of %s and no place on earth; write one of them, such as %s, longitude and latitude, an MGRS reference, or a chainage of the border such as 12.5km",
		text, p.Side, oneOf(spelling.Some(text, placeIDs(l.Scenario, p.Side))))
}

// namedPlaces returns the meeting points, and the posts of a side, that have an id
// or else a name.
func namedPlaces(s *sectors.Scenario, side, text string) []journey.Destination {
	var byID, byName []journey.Destination
	add := func(d journey.Destination) {
		if d.ID == text {
			byID = append(byID, d)
		} else if text != "" && strings.EqualFold(d.Name, text) {
			byName = append(byName, d)
		}
	}
	for i := range s.MeetingPoints {
		m := &s.MeetingPoints[i]
		add(journey.Destination{ID: m.ID, Name: m.Name, At: m.At, Border: true})
	}
	for i := range s.Posts {
		if p := &s.Posts[i]; p.Side == side {
			add(journey.Destination{ID: p.ID, Name: p.Name, At: p.At})
		}
	}
	if len(byID) > 0 {
		return byID[:1]
	}
	return byName
}

func placeIDs(s *sectors.Scenario, side string) (ids []string) {
	for i := range s.MeetingPoints {
		ids = append(ids, s.MeetingPoints[i].ID)
	}
	for i := range s.Posts {
		if s.Posts[i].Side == side {
			ids = append(ids, s.Posts[i].ID)
		}
	}
	return ids
}

// chainagePlace returns the place at a chainage of the border.
func chainagePlace(l *sectors.Layout, km string) (journey.Destination, error) {
	v, err := parseFloat(km)
	if err != nil {
		return journey.Destination{}, say("%q is no chainage: %s", km, err)
	}
	m, lengthM := v*1000, borderLengthM(l)
	if m > lengthM {
		return journey.Destination{}, say("km %s is beyond the border's end, at km %s", km, number(lengthM/1000))
	}
	i, found := slices.BinarySearch(l.BorderFromM, m)
	if !found {
		i--
	}
	if i < 0 {
		return journey.Destination{}, say("border.geojson: the scenario has no border; draw its stretches in order")
	}
	return journey.Destination{At: l.Routes[i].Line.At(m - l.BorderFromM[i]), Border: true}, nil
}
