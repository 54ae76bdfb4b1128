package cql2_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lindero/server/cql2"
)

// queryables are those of the tables below: the names of the standard's
// examples, and some of ours.
var queryables = cql2.Options{Schema: cql2.Schema{
	"name": cql2.Text, "owner": cql2.Text, "eo:instrument": cql2.Text, "id": cql2.Text, "Straße.1": cql2.Text, "date": cql2.Text, "in": cql2.Text,
	"floors": cql2.Integer, "eo:cloud_cover": cql2.Number, "value": cql2.Number, "length_m": cql2.Number,
	"swimming_pool": cql2.Truth, "updated": cql2.Instant, "starts_at": cql2.Instant, "ends_at": cql2.Instant, "built": cql2.Date,
	"layer:ids": cql2.Texts, "sides": cql2.Texts, "geometry": cql2.Geometry, "footprint": cql2.Geometry,
}}

// examples are texts and the JSON that they are, after the examples and the
// grammar of OGC 21-065r2.
var examples = map[string]string{
	// Basic CQL2.
	`name='Toronto'`:                `{"op":"=","args":[{"property":"name"},"Toronto"]}`,
	`"id" <> 'fa7e-92'`:             `{"op":"<>","args":[{"property":"id"},"fa7e-92"]}`,
	`value<-1.5e3`:                  `{"op":"<","args":[{"property":"value"},-1500]}`,
	`value > .5`:                    `{"op":">","args":[{"property":"value"},0.5]}`,
	`5. <= value`:                   `{"op":"<=","args":[5,{"property":"value"}]}`,
	`value >= + 10`:                 `{"op":">=","args":[{"property":"value"},10]}`,
	`swimming_pool = true`:          `{"op":"=","args":[{"property":"swimming_pool"},true]}`,
	`True`:                          `true`,
	`value = length_m`:              `{"op":"=","args":[{"property":"value"},{"property":"length_m"}]}`,
	`updated >= date('1970-01-01')`: `{"op":">=","args":[{"property":"updated"},{"date":"1970-01-01"}]}`,
	`updated<TIMESTAMP ( '2012-08-10T05:30:00.500Z' )`: `{"op":"<","args":[{"property":"updated"},{"timestamp":"2012-08-10T05:30:00.5Z"}]}`,
	`updated < TIMESTAMP('2012-08-10T05:30:00+02:00')`: `{"op":"<","args":[{"property":"updated"},{"timestamp":"2012-08-10T03:30:00Z"}]}`,
	`geometry IS NOT NULL`:                             `{"op":"not","args":[{"op":"isNull","args":[{"property":"geometry"}]}]}`,
	`NOT "value" is null`:                              `{"op":"not","args":[{"op":"isNull","args":[{"property":"value"}]}]}`,
	`date = 'x' AND "in" = 'y'`:                        `{"op":"and","args":[{"op":"=","args":[{"property":"date"},"x"]},{"op":"=","args":[{"property":"in"},"y"]}]}`,
	`Straße.1 = 'ñ'`:                                   `{"op":"=","args":[{"property":"Straße.1"},"ñ"]}`,
	// AND before OR, NOT before both; parentheses stay.
	`floors>5 AND value=1 OR name='a' and NOT id='b'`: `{"op":"or","args":[{"op":"and","args":[{"op":">","args":[{"property":"floors"},5]},{"op":"=","args":[{"property":"value"},1]}]},` +
		`{"op":"and","args":[{"op":"=","args":[{"property":"name"},"a"]},{"op":"not","args":[{"op":"=","args":[{"property":"id"},"b"]}]}]}]}`,
	`(TRUE AND TRUE) AND (FALSE OR TRUE)`: `{"op":"and","args":[{"op":"and","args":[true,true]},{"op":"or","args":[false,true]}]}`,
	`((floors)>((5)))`:                    `{"op":">","args":[{"property":"floors"},5]}`,
	`(floors=5) IS NULL`:                  `{"op":"isNull","args":[{"op":"=","args":[{"property":"floors"},5]}]}`,
	// Texts and what is escaped in them.
	`name='Via dell''Avvento'`:  `{"op":"=","args":[{"property":"name"},"Via dell'Avvento"]}`,
	`name='Via dell\'Avvento'`:  `{"op":"=","args":[{"property":"name"},"Via dell'Avvento"]}`,
	`name='\a\b\t\n\v\f\r\\\%'`: `{"op":"=","args":[{"property":"name"},"\u0007\b\t\n\u000b\f\r\\\\%"]}`,
	`name=''`:                   `{"op":"=","args":[{"property":"name"},""]}`,
	`name=''''`:                 `{"op":"=","args":[{"property":"name"},"'"]}`,
	`name='<&>'`:                `{"op":"=","args":[{"property":"name"},"<&>"]}`,
	// Advanced comparison operators.
	`eo:instrument LIKE 'OLI%'`: `{"op":"like","args":[{"property":"eo:instrument"},"OLI%"]}`,
	`owner NOT LIKE '%Mike%'`:   `{"op":"not","args":[{"op":"like","args":[{"property":"owner"},"%Mike%"]}]}`,
	`NOT owner like '%Mike%'`:   `{"op":"not","args":[{"op":"like","args":[{"property":"owner"},"%Mike%"]}]}`,
	`value BETWEEN 10 and 20 AND floors NOT BETWEEN 1 AND 2`: `{"op":"and","args":[{"op":"between","args":[{"property":"value"},10,20]},` +
		`{"op":"not","args":[{"op":"between","args":[{"property":"floors"},1,2]}]}]}`,
	`eo:cloud_cover IN (0.1,0.2)`: `{"op":"in","args":[{"property":"eo:cloud_cover"},[0.1,0.2]]}`,
	`name NOT IN ('a')`:           `{"op":"not","args":[{"op":"in","args":[{"property":"name"},["a"]]}]}`,
	// Case and accents.
	`CASEI(name) IN (CASEI('Οδος'),casei('Straße'))`: `{"op":"in","args":[{"op":"casei","args":[{"property":"name"}]},[{"op":"casei","args":["Οδος"]},{"op":"casei","args":["Straße"]}]]}`,
	`ACCENTI(casei(owner)) = ACCENTI('Beyoncé')`:     `{"op":"=","args":[{"op":"accenti","args":[{"op":"casei","args":[{"property":"owner"}]}]},{"op":"accenti","args":["Beyoncé"]}]}`,
	`"name" LIKE CASEI('FOO%')`:                      `{"op":"like","args":[{"property":"name"},{"op":"casei","args":["FOO%"]}]}`,
	// Spatial.
	`S_INTERSECTS(geometry,POINT(36.319836 32.288087))`:                                       `{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[36.319836,32.288087]}]}`,
	`s_within(footprint,bbox(-118,33.8,-117.9,34))`:                                           `{"op":"s_within","args":[{"property":"footprint"},{"bbox":[-118,33.8,-117.9,34]}]}`,
	`S_OVERLAPS(geometry, BBOX(160.6,-55.95,-170,-25.89))`:                                    `{"op":"s_overlaps","args":[{"property":"geometry"},{"bbox":[160.6,-55.95,-170,-25.89]}]}`,
	`S_INTERSECTS(geometry, BBOX(-128.1, -1.1, -99999.0, 180.0, 90.0, 1e5))`:                  `{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[-128.1,-1.1,180,90]}]}`,
	`S_CROSSES("geometry", LINESTRING (172.03 1.5, 1.1 -90.0))`:                               `{"op":"s_crosses","args":[{"property":"geometry"},{"type":"LineString","coordinates":[[172.03,1.5],[1.1,-90]]}]}`,
	`S_EQUALS(POLYGON Z((0 0 1,4 0 1,4 4 1,0 0 1),(1 .5 1, 2 1 1, 2 .5 1, 1 .5 1)),geometry)`: `{"op":"s_equals","args":[{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]],[[1,0.5],[2,1],[2,0.5],[1,0.5]]]},{"property":"geometry"}]}`,
	`S_EQUALS(MULTIPOINT ((180.0 -0.5), (179.0 -47.1)), "geometry")`:                          `{"op":"s_equals","args":[{"type":"MultiPoint","coordinates":[[180,-0.5],[179,-47.1]]},{"property":"geometry"}]}`,
	`S_EQUALS(MULTIPOINT (1 2, 3 4), "geometry")`:                                             `{"op":"s_equals","args":[{"type":"MultiPoint","coordinates":[[1,2],[3,4]]},{"property":"geometry"}]}`,
	`S_TOUCHES(geometry, MULTILINESTRING ((-1.9 -0.9, 75.2 1.5),(-1.9 -1.1, 1.5 8.5)))`:       `{"op":"s_touches","args":[{"property":"geometry"},{"type":"MultiLineString","coordinates":[[[-1.9,-0.9],[75.2,1.5]],[[-1.9,-1.1],[1.5,8.5]]]}]}`,
	`S_DISJOINT(geometry, MULTIPOLYGON (((144.02 45.1, -1.1 0.0, 180.0 47.8, 144.02 45.1))))`: `{"op":"s_disjoint","args":[{"property":"geometry"},{"type":"MultiPolygon","coordinates":[[[[144.02,45.1],[-1.1,0],[180,47.8],[144.02,45.1]]]]}]}`,
	`S_CONTAINS(geometry, GEOMETRYCOLLECTION (POINT (1.9 2), LINESTRING (179 1.1, -148.1 -65)))`: `{"op":"s_contains","args":[{"property":"geometry"},{"type":"GeometryCollection","geometries":[` +
		`{"type":"Point","coordinates":[1.9,2]},{"type":"LineString","coordinates":[[179,1.1],[-148.1,-65]]}]}]}`,
	// Temporal.
	`T_BEFORE(built, DATE('2015-01-01'))`: `{"op":"t_before","args":[{"property":"built"},{"date":"2015-01-01"}]}`,
	`T_DURING(INTERVAL(starts_at, ends_at), INTERVAL('2017-06-10T07:30:00Z', '2017-06-11T10:30:00Z'))`: `{"op":"t_during","args":[{"interval":[{"property":"starts_at"},{"property":"ends_at"}]},{"interval":["2017-06-10T07:30:00Z","2017-06-11T10:30:00Z"]}]}`,
	`t_finishedby(INTERVAL('..', '..'), INTERVAL('1991-10-07', '2010-02-10T05:29:20.073225Z'))`:        `{"op":"t_finishedBy","args":[{"interval":["..",".."]},{"interval":["1991-10-07","2010-02-10T05:29:20.073225Z"]}]}`,
	`T_METBY(INTERVAL('2010-02-10','2010-10-07'), INTERVAL("starts_at", '..'))`:                        `{"op":"t_metBy","args":[{"interval":["2010-02-10","2010-10-07"]},{"interval":[{"property":"starts_at"},".."]}]}`,
	`T_OVERLAPPEDBY(INTERVAL(built,'..'),INTERVAL('..',built)) IS NULL`:                                `{"op":"isNull","args":[{"op":"t_overlappedBy","args":[{"interval":[{"property":"built"},".."]},{"interval":["..",{"property":"built"}]}]}]}`,
	// Arrays.
	`A_CONTAINS(layer:ids, ('layers-ca','layers-us'))`: `{"op":"a_contains","args":[{"property":"layer:ids"},["layers-ca","layers-us"]]}`,
	`A_CONTAINEDBY((), sides)`:                         `{"op":"a_containedBy","args":[[],{"property":"sides"}]}`,
	`A_EQUALS((name,'b'),sides)`:                       `{"op":"a_equals","args":[[{"property":"name"},"b"],{"property":"sides"}]}`,
}

// TestExamples: text and JSON of an example are the same filter.
func TestExamples(t *testing.T) {
	for text, want := range examples {
		byText, err := cql2.ParseText(text, queryables)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, string(byText.JSON())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		byJSON, err := cql2.ParseJSON([]byte(want), queryables)
		if err != nil {
			t.Errorf("%s: %v", want, err)
			continue
		}
		if diff := cmp.Diff(want, string(byJSON.JSON())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", want, diff)
		}
	}
}
