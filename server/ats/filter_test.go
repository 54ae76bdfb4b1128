package ats_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

const features3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/"

// TestQueryables is OGC API – Features, Part 3 (19-079r2), A.1.
func TestQueryables(t *testing.T) {
	class{features3 + "queryables", []assertion{
		{"/conf/queryables/get-queryables-uris", func(s *site) error {
			return s.each(func(c described) error {
				return leads(c.Links, relOGC+"queryables", typeSchema, s.path(c)+"/queryables")
			})
		}, []spoil{withoutLinks("collections$", "collections.*.links", relOGC+"queryables")}},
		{"/conf/queryables/get-queryables", holdsQueryables, []spoil{
			with("queryables", "$schema", "http://json-schema.org/draft-07/schema"), with("queryables", "$id", base), with("queryables", "type", "array"), with("queryables", "properties", map[string]any{}),
			without("queryables", "properties.geometry.format"), with("queryables", "properties.geometry.type", "object"), header("queryables", "Content-Type", typeJSON),
		}},
	}}.test(t)
}

// queryables asks for what filters on a collection may name.
func (s *site) queryables(c described) (schema, error) {
	var v schema
	err := s.get(s.path(c)+"/queryables", "Accept", typeSchema).read(typeSchema, &v)
	return v, err
}

var geometryFormats = strings.Fields("geometry-point geometry-multipoint geometry-linestring geometry-multilinestring geometry-polygon geometry-multipolygon geometry-geometrycollection geometry-any " +
	"geometry-point-or-multipoint geometry-linestring-or-multilinestring geometry-polygon-or-multipolygon")

func holdsQueryables(s *site) error {
	return s.each(func(c described) error {
		v, err := s.queryables(c)
		if err != nil {
			return err
		}
		var wrong faults
		wrong.want(v.Schema == "https://json-schema.org/draft/2020-12/schema", "$schema %s", v.Schema)
		wrong.want(v.ID == base+s.path(c)+"/queryables", "$id %s", v.ID)
		wrong.want(v.Type == "object" && len(v.Properties) > 1, "type %s, %d properties", v.Type, len(v.Properties))
		shapes := 0
		for name, p := range v.Properties {
			if p.Type == "" {
				shapes++
				wrong.want(slices.Contains(geometryFormats, p.Format), "%s: format %q", name, p.Format)
			} else {
				wrong.want(slices.Contains([]string{"string", "number", "integer", "boolean", "array"}, p.Type), "%s: type %s", name, p.Type)
			}
		}
		wrong.want(shapes == 1, "%d shapes", shapes)
		return wrong.err()
	})
}

// spatial returns the queryable that is the shape, and a sample of the others.
func (v schema) spatial() (shape, sample string) {
	for _, name := range slices.Sorted(maps.Keys(v.Properties)) {
		if v.Properties[name].Type == "" {
			shape = name
		} else if sample == "" && v.Properties[name].Type != "array" {
			sample = name
		}
	}
	return shape, sample
}

// TestFilter is Part 3, A.3 and A.4, in both languages.
func TestFilter(t *testing.T) {
	class{features3 + "features-filter", []assertion{
		{"/conf/features-filter/get-conformance", func(s *site) error { return declares(s, features3+"filter") }, []spoil{with("conformance", "conformsTo", []any{features3 + "features-filter"})}},
		{"/conf/features-filter/get-collection", func(s *site) error {
			return s.each(func(c described) error {
				var one described
				if err := s.get(s.path(c)).read(typeJSON, &one); err != nil {
					return err
				}
				return leads(one.Links, relOGC+"queryables", typeSchema, s.path(c)+"/queryables")
			})
		}, []spoil{withoutLinks("/border$", "links", relOGC+"queryables")}},
		{"/conf/filter/filter-param", func(s *site) error { return holdsFilterParam(s, "&filter-lang=cql2-text") }, []spoil{accepted(), with("filter=", "features", []any{})}},
		{"/conf/filter/filter-lang-default", func(s *site) error { return holdsFilterParam(s, "") }, []spoil{accepted(), with("filter=", "features", []any{}), more("NOT")}},
		{"/conf/filter/filter-param-json", holdsFilterJSON, []spoil{accepted(), with("filter=", "features", []any{})}},
		{"/conf/filter/expression-construction", holdsConstruction, []spoil{accepted()}},
		{"/conf/filter/filter-crs-wgs84", holdsFilterWGS84, []spoil{accepted(), fewer("filter=")}},
		{"/conf/filter/filter-crs-param", holdsFilterCRS, []spoil{accepted(), fewer("filter-crs="), with("filter-crs=", "features", []any{})}},
		{"/conf/features-filter/mixing-expression", holdsMixing, []spoil{more("bbox="), fewer("bbox=")}},
		{"/conf/features-filter/filter-crs-unused", func(s *site) error {
			return s.each(func(c described) error {
				return s.get(s.path(c) + "/items?filter-crs=x").refused(http.StatusBadRequest)
			})
		}, []spoil{accepted()}},
	}}.test(t)
}

// filtered asks for all features that a filter holds for.
func (s *site) filtered(c described, filter, more string) (*features, error) {
	return s.items(c, "limit=10000&filter="+url.QueryEscape(filter)+more)
}

// nulls returns a queryable of a collection, and which features have a value of
// it and which have none, as their properties say.
func (s *site) nulls(c described) (sample string, null, not []string, err error) {
	all, err := s.all(c)
	if err != nil {
		return "", nil, nil, err
	}
	v, err := s.queryables(c)
	if err != nil {
		return "", nil, nil, err
	}
	_, sample = v.spatial()
	if sample == "" {
		return "", nil, nil, fmt.Errorf("nothing is queryable")
	}
	for _, f := range all.Features {
		if v.Properties[sample].Role != "id" && f.Properties[sample] == nil {
			null = append(null, fmt.Sprint(f.ID))
		} else {
			not = append(not, fmt.Sprint(f.ID))
		}
	}
	return sample, null, not, nil
}

// holdsFilterParam: IS NULL parts the features in two.
func holdsFilterParam(s *site, language string) error {
	return s.each(func(c described) error {
		sample, null, not, err := s.nulls(c)
		if err != nil {
			return err
		}
		var wrong faults
		for filter, want := range map[string][]string{sample + " IS NULL": null, sample + " IS NOT NULL": not} {
			got, err := s.filtered(c, filter, language)
			if err != nil {
				return err
			}
			wrong.add(same(c.ID+": "+filter, got.ids(), want))
		}
		wrong.add(s.get(s.path(c) + "/items?filter=THIS+IS+NOT+A+FILTER" + language).refused(http.StatusBadRequest))
		return wrong.err()
	})
}

func holdsFilterJSON(s *site) error {
	return s.each(func(c described) error {
		sample, null, not, err := s.nulls(c)
		if err != nil {
			return err
		}
		isNull := `{"op":"isNull","args":[{"property":"` + sample + `"}]}`
		var wrong faults
		for filter, want := range map[string][]string{isNull: null, `{"op":"not","args":[` + isNull + `]}`: not} {
			got, err := s.filtered(c, filter, "&filter-lang=cql2-json")
			if err != nil {
				return err
			}
			wrong.add(same(filter, got.ids(), want))
		}
		for _, filter := range []string{"THIS IS NOT A FILTER", sample + " IS NULL", `{"op":"none"}`, "{", "null", "[]"} {
			wrong.add(s.get(s.path(c) + "/items?filter-lang=cql2-json&filter=" + url.QueryEscape(filter)).refused(http.StatusBadRequest))
		}
		return wrong.err()
	})
}

func holdsConstruction(s *site) error {
	return s.each(func(c described) error {
		v, err := s.queryables(c)
		if err != nil {
			return err
		}
		if v.AdditionalProperties == nil || *v.AdditionalProperties {
			return nil
		}
		return s.get(s.path(c) + "/items?filter=this_is_not_a_queryable+IS+NULL").refused(http.StatusBadRequest)
	})
}

// around returns a filter for all features of a collection: its extent.
func around(c described, shape, uri string) (string, orb.Bound, bool) {
	if len(c.Extent.Spatial.BBox) == 0 {
		return "", orb.Bound{}, false
	}
	b := c.Extent.Spatial.BBox[0]
	if uri == "" {
		uri = crs84
	}
	// The corners and the middles of the sides: in a zone the extent bulges.
	var in orb.MultiPoint
	for _, lon := range []float64{b[0], (b[0] + b[2]) / 2, b[2]} {
		for _, lat := range []float64{b[1], (b[1] + b[3]) / 2, b[3]} {
			p, known := toSystem(uri, orb.Point{lon, lat})
			if !known {
				return "", orb.Bound{}, false
			}
			in = append(in, p)
		}
	}
	of := in.Bound()
	if uri != crs84 && uri != epsg(4326) {
		of = of.Pad(1)
	}
	return fmt.Sprintf("S_INTERSECTS(%s,BBOX(%s))", shape, box(of)), of, true
}

func holdsFilterWGS84(s *site) error {
	return s.each(func(c described) error {
		all, err := s.all(c)
		if err != nil {
			return err
		}
		v, err := s.queryables(c)
		if err != nil {
			return err
		}
		shape, _ := v.spatial()
		filter, _, ok := around(c, shape, "")
		if !ok {
			return nil
		}
		var wrong faults
		got, err := s.filtered(c, filter, "")
		if err != nil {
			return err
		}
		wrong.add(same(filter, got.ids(), all.ids()))
		far := fmt.Sprintf("S_INTERSECTS(%s,BBOX(1000000,1000000,2000000,2000000))", shape)
		wrong.add(s.get(s.path(c) + "/items?filter=" + url.QueryEscape(far)).refused(http.StatusBadRequest))
		return wrong.err()
	})
}

func holdsFilterCRS(s *site) error {
	return s.each(func(c described) error {
		all, err := s.all(c)
		if err != nil {
			return err
		}
		v, err := s.queryables(c)
		if err != nil {
			return err
		}
		shape, _ := v.spatial()
		var wrong faults
		for _, uri := range c.CRS {
			filter, _, ok := around(c, shape, uri)
			if !ok {
				continue
			}
			got, err := s.filtered(c, filter, "&filter-crs="+url.QueryEscape(uri))
			if err != nil {
				return err
			}
			wrong.add(same(filter+" in "+uri, got.ids(), all.ids()))
			wrong.add(s.get(s.path(c) + "/items?filter=" + url.QueryEscape(filter) + "&filter-crs=http://www.opengis.net/def/crs/OGC/0/does_not_exist").refused(http.StatusBadRequest))
		}
		return wrong.err()
	})
}

// holdsMixing: what a filter and a box ask for holds for both.
func holdsMixing(s *site) error {
	return s.each(func(c described) error {
		all, err := s.all(c)
		if err != nil {
			return err
		}
		v, err := s.queryables(c)
		if err != nil {
			return err
		}
		shape, _ := v.spatial()
		filter, of, ok := around(c, shape, "")
		if !ok {
			return nil
		}
		var wrong faults
		half := orb.Bound{Min: of.Min, Max: orb.Point{of.Center()[0], of.Max[1]}}
		for _, b := range []orb.Bound{of, half, {Min: orb.Point{60, 60}, Max: orb.Point{61, 61}}} {
			var want []string
			for _, f := range all.Features {
				if meets(f.shape(), b) {
					want = append(want, fmt.Sprint(f.ID))
				}
			}
			got, err := s.filtered(c, filter, "&bbox="+box(b))
			if err != nil {
				return err
			}
			wrong.add(same(filter+" and "+box(b), got.ids(), want))
		}
		return wrong.err()
	})
}
