package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/geojson"
	"github.com/tidwall/rtree"

	"lindero/data"
)

// How many features an answer holds.
const (
	defaultLimit = 1000
	maxLimit     = 10000 // a larger limit is taken for this
)

// collection is a collection ready to be answered from.
type collection struct {
	Name, Title string
	features    []feature
	tree        rtree.RTreeG[int] // of the features' bounds
}

// feature is a feature as it is sent, and the shape to filter by.
type feature struct {
	text  []byte
	shape orb.Geometry
}

func newCollection(name, title string, features iter.Seq[*geojson.Feature]) (collection, error) {
	out := collection{Name: name, Title: title}
	for f := range features {
		text, err := data.AppendFeature(nil, f)
		if err != nil {
			return out, fmt.Errorf("collection %s: %w", name, err)
		}
		b := f.Geometry.Bound()
		out.tree.Insert(b.Min, b.Max, len(out.features))
		out.features = append(out.features, feature{text, f.Geometry})
	}
	return out, nil
}

// Count returns the number of the collection's features.
func (c *collection) Count() int { return len(c.features) }

// query is what a request for items asks for.
type query struct {
	boxes         []orb.Bound // none: everywhere; two over the antimeridian
	limit, offset int
}

// parseQuery reads the parameters bbox, limit and offset; any other is an
// error.
func parseQuery(raw string) (query, error) {
	q := query{limit: defaultLimit}
	v, err := url.ParseQuery(raw)
	if err != nil {
		return q, fmt.Errorf("the query cannot be read: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(v)) { // of several errors always the same is told
		values := v[name]
		if len(values) != 1 {
			return q, fmt.Errorf("%q is given %d times; give it once", name, len(values))
		}
		switch name {
		case "bbox":
			q.boxes, err = parseBBox(values[0])
		case "limit":
			q.limit, err = parseCount(values[0], 1)
			q.limit = min(q.limit, maxLimit)
		case "offset":
			q.offset, err = parseCount(values[0], 0)
		default:
			err = fmt.Errorf("there is no parameter %q; use bbox, limit or offset", name)
		}
		if err != nil {
			return q, err
		}
	}
	return q, nil
}

func parseCount(s string, least int) (int, error) {
	n, err := strconv.Atoi(s)
	if errors.Is(err, strconv.ErrRange) && !strings.HasPrefix(s, "-") {
		n, err = math.MaxInt, nil
	}
	if err != nil || n < least {
		return 0, fmt.Errorf("%q is no whole number of %d or more", s, least)
	}
	return n, nil
}

// parseBBox reads west,south,east,north, or six numbers with heights between,
// which are passed over. West beyond east goes over the antimeridian.
func parseBBox(s string) ([]orb.Bound, error) {
	const form = "bbox is west,south,east,north in degrees"
	parts := strings.Split(s, ",")
	if len(parts) == 6 {
		parts = []string{parts[0], parts[1], parts[3], parts[4]}
	}
	if len(parts) != 4 {
		return nil, fmt.Errorf("%s; here are %d numbers", form, len(parts))
	}
	var n [4]float64
	for i, p := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("%s; %q is no number", form, p)
		}
		n[i] = v
	}
	west, south, east, north := n[0], n[1], n[2], n[3]
	switch {
	case south > north:
		return nil, fmt.Errorf("%s; south %v is north of %v", form, south, north)
	case math.Abs(south) > 90 || math.Abs(north) > 90:
		return nil, fmt.Errorf("%s; a latitude is beyond ±90", form)
	case math.Abs(west) > 180 || math.Abs(east) > 180:
		return nil, fmt.Errorf("%s; a longitude is beyond ±180 (over the antimeridian, west is the larger)", form)
	case west > east:
		return []orb.Bound{
			{Min: orb.Point{west, south}, Max: orb.Point{180, north}},
			{Min: orb.Point{-180, south}, Max: orb.Point{east, north}},
		}, nil
	}
	return []orb.Bound{{Min: orb.Point{west, south}, Max: orb.Point{east, north}}}, nil
}

// match returns the numbers of the features that meet a query's boxes.
func (c *collection) match(q query) []int {
	var out []int
	if len(q.boxes) == 0 {
		for i := range c.features {
			out = append(out, i)
		}
		return out
	}
	for _, box := range q.boxes {
		c.tree.Search(box.Min, box.Max, func(_, _ [2]float64, i int) bool {
			if meets(c.features[i].shape, box) {
				out = append(out, i)
			}
			return true
		})
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// meets reports whether a shape has a place in a box.
func meets(g orb.Geometry, box orb.Bound) bool {
	switch g := g.(type) {
	case orb.Point:
		return box.Contains(g)
	case orb.MultiLineString:
		// A line that only touches the box, or a box of no size, is clipped
		// to nothing: widen it by a tenth of what the decimals can say.
		return len(clip.MultiLineString(box.Pad(1e-8), g)) > 0
	}
	return true // its bound meets the box; no collection holds other types
}

// page returns a page of the features that meet a query, as GeoJSON.
func (c *collection) page(r *http.Request, q query, m data.Members) ([]byte, error) {
	matched := c.match(q)
	from := min(q.offset, len(matched))
	to := min(from+q.limit, len(matched))
	var body bytes.Buffer
	body.WriteString(`{"type":"FeatureCollection","features":[`)
	for k, i := range matched[from:to] {
		if k > 0 {
			body.WriteByte(',')
		}
		body.WriteByte('\n')
		body.Write(c.features[i].text)
	}
	rest, err := json.Marshal(pageMembers{
		Members: m, NumberMatched: len(matched), NumberReturned: to - from,
		Links: links(r, q, to, len(matched)),
	})
	if err != nil {
		return nil, err
	}
	body.WriteString("\n],")
	body.Write(rest[1:])
	body.WriteByte('\n')
	return body.Bytes(), nil
}

// pageMembers is what an answer says beside its features.
type pageMembers struct {
	data.Members
	NumberMatched  int    `json:"numberMatched"`
	NumberReturned int    `json:"numberReturned"`
	Links          []link `json:"links"`
}

type link struct {
	Href string `json:"href"`
	Rel  string `json:"rel"`
	Type string `json:"type"`
}

// links returns the link to this page and, where more features follow, to
// the next.
func links(r *http.Request, q query, to, matched int) []link {
	u := url.URL{Scheme: "http", Host: r.Host, Path: r.URL.Path, RawQuery: r.URL.RawQuery}
	out := []link{{u.String(), "self", "application/geo+json"}}
	if to < matched {
		v := r.URL.Query()
		v.Set("limit", strconv.Itoa(q.limit))
		v.Set("offset", strconv.Itoa(to))
		u.RawQuery = v.Encode()
		out = append(out, link{u.String(), "next", "application/geo+json"})
	}
	return out
}
