package ats_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

const features5 = "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/"

// TestSchemas is OGC API – Features, Part 5 (23-058r2): logical schemas and the
// roles of properties.
func TestSchemas(t *testing.T) {
	class{features5 + "schemas", []assertion{
		{"/conf/schemas/basic-schema-inspection", holdsSchema, []spoil{
			with("schema$", "$schema", "http://json-schema.org/draft-07/schema"), with("schema$", "$id", "urn:x"), with("schema$", "type", "array"),
			without("schema$", "properties.geometry.format"), with("schema$", "properties.geometry.$ref", "#/x"), with("schema$", "ogc-role", "x"), with("queryables$", "role", "x"),
		}},
		{"/conf/schemas/role", func(s *site) error {
			return s.eachSchema(func(_ described, v rawSchema) error {
				return v.each(func(name string, p map[string]any) error {
					if _, text := p["x-ogc-role"].(string); p["x-ogc-role"] != nil && !text {
						return fmt.Errorf("%s: role %v", name, p["x-ogc-role"])
					}
					return nil
				})
			})
		}, []spoil{with("schema$", "properties.geometry.x-ogc-role", 1)}},
		{"/conf/schemas/role-id", holdsRoleID, []spoil{without("schema$", "properties.feature_id"), with("schema$", "properties.name.x-ogc-role", "id"), with("schema$", "properties.feature_id.type", "boolean")}},
		{"/conf/schemas/unit", holdsUnits, []spoil{with("schema$", "properties.length_m.x-ogc-unit", "metres"), with("schema$", "properties.name.x-ogc-unit", "m"), with("schema$", "properties.length_m.x-ogc-unit", 1)}},
		{"/conf/schemas/property-seq", holdsKeyword("x-ogc-propertySeq", func(v any) bool { n, ok := v.(float64); return ok && n == float64(int(n)) }), []spoil{with("schema$", "properties.geometry.x-ogc-propertySeq", "a")}},
		{"/conf/schemas/definition", holdsKeyword("x-ogc-definition", func(v any) bool { s, ok := v.(string); return ok && uriForm.MatchString(s) }), []spoil{with("schema$", "properties.geometry.x-ogc-definition", "a b")}},
		{"/conf/schemas/nullvalues", holdsKeyword("x-ogc-nullValues", func(v any) bool { _, ok := v.([]any); return ok }), []spoil{with("schema$", "properties.geometry.x-ogc-nullValues", "a")}},
	}}.test(t)
	class{features5 + "advanced-property-roles", []assertion{
		{"/conf/advanced-property-roles/role-primary-geometry", holdsPrimaryGeometry, []spoil{with("schema$", "properties.feature_id.x-ogc-role", "primary-geometry"), with("schema$", "properties.geometry.type", "object")}},
		{"/conf/advanced-property-roles/role-primary-temporal", holdsPrimaryTime, []spoil{without("schema$", "properties.to.x-ogc-role"), with("schema$", "properties.from.format", "time"), with("schema$", "properties.from.type", "number")}},
	}}.test(t)
	class{features5 + "returnables-and-receivables", []assertion{
		{"/conf/returnables-and-receivables/link", func(s *site) error {
			return s.each(func(c described) error {
				return leads(c.Links, relOGC+"schema", typeSchema, s.path(c)+"/schema")
			})
		}, []spoil{withoutLinks("collections$", "collections.*.links", relOGC+"schema")}},
		{"/conf/returnables-and-receivables/op-and-response", holdsSchema, []spoil{header("schema$", "Content-Type", typeJSON)}},
		{"/conf/returnables-and-receivables/response-1", holdsReturnables, []spoil{
			with("items", "features.*.properties.length_m", "long"), with("items", "features.*.properties.other", 1), with("schema$", "properties.geometry.format", "geometry-polygon"),
			with("items/", "properties.length_m", "long"), with("schema$", "properties.feature_id.type", "integer"),
		}},
	}}.test(t)
	class{features5 + "queryables", []assertion{
		{"/conf/queryables/link", func(s *site) error {
			return s.each(func(c described) error {
				return leads(c.Links, relOGC+"queryables", typeSchema, s.path(c)+"/queryables")
			})
		}, []spoil{withoutLinks("collections$", "collections.*.links", relOGC+"queryables")}},
		{"/conf/queryables/op-and-response", holdsSchema, []spoil{header("queryables$", "Content-Type", typeJSON)}},
	}}.test(t)
}

// rawSchema is a schema as it was sent.
type rawSchema map[string]any

// each calls a function for each property.
func (v rawSchema) each(f func(name string, p map[string]any) error) error {
	all, ok := v["properties"].(map[string]any)
	if !ok || len(all) == 0 {
		return fmt.Errorf("the schema has no properties")
	}
	var wrong faults
	for name, p := range all {
		m, ok := p.(map[string]any)
		if !ok {
			wrong.addf("%s is %v", name, p)
			continue
		}
		wrong.add(f(name, m))
	}
	return wrong.err()
}

// eachSchema calls a function for each collection's schema and queryables.
func (s *site) eachSchema(f func(described, rawSchema) error) error {
	return s.each(func(c described) error {
		var wrong faults
		for _, path := range []string{"/schema", "/queryables"} {
			var v rawSchema
			if err := s.get(s.path(c)+path, "Accept", typeSchema).read(typeSchema, &v); err != nil {
				return err
			}
			if err := f(c, v); err != nil {
				wrong.addf("%s: %w", path, err)
			}
		}
		return wrong.err()
	})
}

// Keywords of JSON Schema 2020-12 that schemas of features may use.
var keywords = strings.Fields("$schema $id $defs title description type properties patternProperties required additionalProperties format enum const items minItems maxItems uniqueItems " +
	"minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern default examples readOnly writeOnly oneOf anyOf allOf not deprecated")

func holdsSchema(s *site) error {
	return s.eachSchema(func(_ described, v rawSchema) error {
		var wrong faults
		id, _ := v["$id"].(string)
		wrong.want(v["$schema"] == "https://json-schema.org/draft/2020-12/schema", "$schema %v", v["$schema"])
		wrong.want(strings.HasPrefix(id, "http") && !strings.Contains(id, "?"), "$id %s", id)
		wrong.want(v["type"] == "object", "type %v", v["type"])
		if strings.HasPrefix(id, base) {
			wrong.add(s.get(strings.TrimPrefix(id, base), "Accept", typeSchema).found(typeSchema))
		}
		known := func(m map[string]any) {
			for key := range m {
				// queryables is what drafts of Part 3 had, for GDAL.
				wrong.want(key == "queryables" || slices.Contains(keywords, key) || strings.HasPrefix(key, "x-"), "keyword %s", key)
			}
		}
		known(v)
		wrong.add(v.each(func(name string, p map[string]any) error {
			known(p)
			format, _ := p["format"].(string)
			if p["$ref"] != nil || p["type"] == nil && !strings.HasPrefix(format, "geometry-") {
				return fmt.Errorf("%s has neither a type nor the format of a geometry: %v", name, p)
			}
			return nil
		}))
		return wrong.err()
	})
}

// withRole returns the properties with a role.
func (v rawSchema) withRole(role string) (names []string, of []map[string]any) {
	err := v.each(func(name string, p map[string]any) error {
		if p["x-ogc-role"] == role {
			names, of = append(names, name), append(of, p)
		}
		return nil
	})
	if err != nil {
		return nil, nil
	}
	return names, of
}

func holdsRoleID(s *site) error {
	return s.eachSchema(func(_ described, v rawSchema) error {
		names, of := v.withRole("id")
		if len(names) != 1 {
			return fmt.Errorf("%v have the role id", names)
		}
		if of[0]["type"] != "string" && of[0]["type"] != "integer" {
			return fmt.Errorf("%s: type %v", names[0], of[0]["type"])
		}
		return nil
	})
}

// ucum are the units that are used, in UCUM's letters.
var ucum = regexp.MustCompile(`^(km\.h|km/h|km|m|h|min|s)$`)

func holdsUnits(s *site) error {
	seen := false
	err := s.eachSchema(func(_ described, v rawSchema) error {
		return v.each(func(name string, p map[string]any) error {
			u, has := p["x-ogc-unit"]
			if !has {
				return nil
			}
			seen = true
			if text, ok := u.(string); !ok || p["x-ogc-unitLang"] == nil && !ucum.MatchString(text) {
				return fmt.Errorf("%s: unit %v", name, u)
			}
			if p["type"] != "number" && p["type"] != "integer" {
				return fmt.Errorf("%s has a unit and the type %v", name, p["type"])
			}
			return nil
		})
	})
	if err == nil && !seen {
		err = fmt.Errorf("nothing has a unit")
	}
	return err
}

// holdsKeyword wants a keyword, where there is one, to have a value of a form.
func holdsKeyword(name string, form func(any) bool) func(*site) error {
	return func(s *site) error {
		return s.eachSchema(func(_ described, v rawSchema) error {
			return v.each(func(of string, p map[string]any) error {
				if x, has := p[name]; has && !form(x) {
					return fmt.Errorf("%s: %s is %v", of, name, x)
				}
				return nil
			})
		})
	}
}

func holdsPrimaryGeometry(s *site) error {
	return s.eachSchema(func(_ described, v rawSchema) error {
		names, of := v.withRole("primary-geometry")
		if len(names) != 1 {
			return fmt.Errorf("%v are the primary geometry", names)
		}
		format, _ := of[0]["format"].(string)
		if of[0]["type"] != nil || of[0]["$ref"] != nil || !slices.Contains(geometryFormats, format) {
			return fmt.Errorf("%s is %v", names[0], of[0])
		}
		return nil
	})
}

func holdsPrimaryTime(s *site) error {
	return s.eachSchema(func(_ described, v rawSchema) error {
		var wrong faults
		count := map[string]int{}
		for _, role := range []string{"primary-instant", "primary-interval-start", "primary-interval-end"} {
			names, of := v.withRole(role)
			count[role] = len(names)
			wrong.want(len(names) <= 1, "%v have the role %s", names, role)
			for i := range names {
				wrong.want(of[i]["type"] == "string" && (of[i]["format"] == "date" || of[i]["format"] == "date-time"), "%s is %v", names[i], of[i])
			}
		}
		wrong.want(count["primary-interval-start"] == count["primary-interval-end"], "roles %v", count)
		return wrong.err()
	})
}

// holdsReturnables: every feature is as the schema says, and has no more.
func holdsReturnables(s *site) error {
	return s.each(func(c described) error {
		var v rawSchema
		if err := s.get(s.path(c)+"/schema", "Accept", typeSchema).read(typeSchema, &v); err != nil {
			return err
		}
		page, err := s.all(c)
		if err != nil {
			return err
		}
		form, err := formOf(v)
		if err != nil {
			return err
		}
		_, ids := v.withRole("id")
		_, shapes := v.withRole("primary-geometry")
		if len(ids) != 1 || len(shapes) != 1 {
			return fmt.Errorf("roles %v, %v", ids, shapes)
		}
		var wrong faults
		check := func(f *feature) {
			if _, text := f.ID.(string); text != (ids[0]["type"] == "string") {
				wrong.addf("feature %v: its id is no %v", f.ID, ids[0]["type"])
			}
			if f.Geometry != nil && shapes[0]["format"] != "geometry-any" {
				wrong.want(shapes[0]["format"] == "geometry-"+strings.ToLower(f.Geometry.Type), "feature %v is a %s, not of %v", f.ID, f.Geometry.Type, shapes[0]["format"])
			}
			there := maps.Clone(f.Properties) // null is how GeoJSON writes that there is no value
			maps.DeleteFunc(there, func(_ string, v any) bool { return v == nil })
			if err := form.VisitJSON(there, openapi3.EnableFormatValidation()); err != nil {
				wrong.addf("feature %v: %.300s", f.ID, err.Error())
			}
		}
		for i, f := range page.Features {
			if check(f); i > 2 {
				continue
			}
			var one feature
			wrong.add(s.get(s.path(c)+"/items/"+url.PathEscape(fmt.Sprint(f.ID))).read(typeGeoJSON, &one))
			check(&one)
		}
		return wrong.err()
	})
}

// formOf returns the schema of a feature's properties: all but its id and its
// shape, which stand beside them.
func formOf(v rawSchema) (*openapi3.Schema, error) {
	kept := map[string]any{}
	for name, p := range v["properties"].(map[string]any) {
		if m := p.(map[string]any); m["x-ogc-role"] != "id" && m["x-ogc-role"] != "primary-geometry" {
			kept[name] = p
		}
	}
	text, err := json.Marshal(map[string]any{"type": "object", "properties": kept, "additionalProperties": v["additionalProperties"]})
	if err != nil {
		return nil, err
	}
	var out openapi3.Schema
	return &out, out.UnmarshalJSON(text)
}
