package data

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"lindero/geo/frontier"
)

// Countries are the lands of a file of country polygons.
type Countries struct {
	File string
	// Key is the property that holds the codes of the countries; "id" may be
	// the features' id.
	Key string
	// Lands are in the order of their codes, as CountryCode writes them; all
	// features with one code are one land.
	Lands []frontier.Land
	// Without is how many features have no code under the key. They belong to
	// no land.
	Without int
}

// ReadCountries reads polygons and the codes of the countries that they are.
// Without a key, the property is taken that has codes of ISO 3166 for most
// countries. What is wrong with the file is in the error, and so is what to
// choose from where no property has codes, or several differ. Reading, if not
// nil, is told how many bytes are read. When ctx ends, reading stops with its
// error.
func ReadCountries(ctx context.Context, file, key string, reading func(done, total int64)) (*Countries, error) {
	var features []country
	meter := newMeter(ctx, reading, file)
	ps := meter.open(file, func(r io.Reader, ps *problems) { features = readCountries(r, ps, key) })
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := join(ps); err != nil {
		return nil, err
	}
	if key == "" {
		if key = findKey(features, ps); ps.found() {
			return nil, join(ps)
		}
	}
	c := &Countries{File: file, Key: key}
	c.gather(features)
	if len(c.Lands) == 0 {
		ps.add(Message{}, key, say("no feature has text under this name"), say("give --key the property that holds the codes: %s", orNone(propertiesOf(features))))
		return nil, join(ps)
	}
	return c, nil
}

// country is one feature of a file of countries.
type country struct {
	codes    map[string]string // by property: what is a code, or could be
	polygons []orb.Polygon
}

// idKey is the name under which a feature's own id is known beside its
// properties.
const idKey = "id"

// readCountries reads the features. Of their properties it keeps what may be
// a code: of the key any text or number, without a key two or three letters.
func readCountries(r io.Reader, ps *problems, key string) []country {
	var out []country
	readFeatures(r, ps, []string{"Polygon", "MultiPolygon"}, func(f *feature) {
		c := country{codes: map[string]string{}, polygons: f.polygons()}
		keep := func(name, text string) {
			switch text = strings.TrimSpace(text); {
			case text == "" || name != key && (key != "" || !isLetters(text)):
			case text == noCode:
			case name == key && !codeText.MatchString(text):
				f.problem(name, say("%q cannot be the code of a country", text), say("write up to 64 letters and digits, without / and line breaks, or give another --key"))
			default:
				c.codes[name] = strings.Clone(text)
			}
		}
		for name, raw := range f.props {
			if f.number == 1 {
				c.codes[name] = "" // to choose from, should there be no key
			}
			if name == key || len(raw) <= len(`"ABC"`) {
				keep(name, idText(raw))
			}
		}
		if !f.has(idKey) {
			keep(idKey, f.id)
		}
		out = append(out, c)
	})
	return out
}

// isLetters reports whether text is two or three letters from A to Z.
func isLetters(text string) bool {
	return (len(text) == 2 || len(text) == 3) &&
		strings.Trim(strings.ToUpper(text), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// gather makes one land of all features with one code.
func (c *Countries) gather(features []country) {
	at := map[string]int{}
	for _, f := range features {
		code := CountryCode(f.codes[c.Key])
		if code == "" {
			c.Without++
			continue
		}
		i, ok := at[code]
		if !ok {
			i = len(c.Lands)
			at[code] = i
			c.Lands = append(c.Lands, frontier.Land{Code: code})
		}
		c.Lands[i].Polygons = append(c.Lands[i].Polygons, f.polygons...)
	}
	slices.SortFunc(c.Lands, func(a, b frontier.Land) int { return cmp.Compare(a.Code, b.Code) })
}

// keyRank is how well a property serves as the key.
type keyRank struct {
	name     string
	distinct int // countries of ISO 3166 that it names
	known    int // features that it gives one of them
	given    int // features that it gives two or three letters
}

// findKey returns the property that names most countries. It has to name one
// for half of the features, and where another names as many, they have to be
// the same.
func findKey(features []country, ps *problems) string {
	ranks := rankKeys(features)
	if len(ranks) == 0 || 2*ranks[0].known < len(features) {
		ps.add(Message{}, "", say("no property holds codes of ISO 3166 for most of the features"),
			say("give --key the property that holds the codes: %s", orNone(propertiesOf(features))))
		return ""
	}
	best := ranks[0]
	for _, other := range ranks[1:] {
		if other.distinct == best.distinct && other.known == best.known && other.given == best.given && differ(features, best.name, other.name) {
			ps.add(Message{}, "", say("%s and %s both hold codes, and not the same ones", best.name, other.name), say("choose one with --key"))
			return ""
		}
	}
	return best.name
}

// rankKeys returns the properties that name countries, best first.
func rankKeys(features []country) []keyRank {
	ranks := map[string]*keyRank{}
	distinct := map[string]map[string]bool{}
	for _, f := range features {
		for name, text := range f.codes {
			if text == "" {
				continue
			}
			if ranks[name] == nil {
				ranks[name], distinct[name] = &keyRank{name: name}, map[string]bool{}
			}
			ranks[name].given++
			if r, ok := regionOf(strings.ToUpper(text)); ok {
				ranks[name].known++
				distinct[name][r.String()] = true
			}
		}
	}
	var out []keyRank
	for name, r := range ranks {
		if r.distinct = len(distinct[name]); r.distinct > 0 {
			out = append(out, *r)
		}
	}
	slices.SortFunc(out, func(a, b keyRank) int {
		return cmp.Or(cmp.Compare(b.distinct, a.distinct), cmp.Compare(b.known, a.known),
			cmp.Compare(b.given, a.given), cmp.Compare(a.name, b.name))
	})
	return out
}

// differ reports whether two properties name different countries for some
// feature.
func differ(features []country, a, b string) bool {
	for _, f := range features {
		if CountryCode(f.codes[a]) != CountryCode(f.codes[b]) {
			return true
		}
	}
	return false
}

// maxListed is how many things to choose from a message lists.
const maxListed = 12

// propertiesOf returns the names of properties, at most maxListed.
func propertiesOf(features []country) []string {
	names := map[string]json.RawMessage{}
	for _, f := range features {
		for name := range f.codes {
			names[name] = nil
		}
	}
	return sorted(names)[:min(len(names), maxListed)]
}

// orNone writes a choice; a dash where there is none.
func orNone(codes []string) Message {
	if len(codes) == 0 {
		return say("%s", "–")
	}
	return oneOf(codes)
}
