//go:build peers

package peers

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

// tables makes the tables anew. A post of kind NULL watches all kinds of
// lines. Longitudes run on beyond 180, so that every edge is the straight one
// in the plane too; a geography takes them back into range.
const tables = `
DROP TABLE IF EXISTS lines, posts, gaps, measured, places;
CREATE TABLE lines (id text, kind text, shape geometry);
CREATE TABLE posts (at geography, kind text, reach_m float8);
CREATE TABLE gaps (gap text, id text, kind text, from_m float8, to_m float8, length_m float8, shape geometry);
CREATE TABLE places (id text, kind text, open bool, near_end bool, at geography);
`

// measure makes of each line one with chainages: edges straight in longitude
// and latitude cut finely there, and their geodesic lengths added up.
const measure = `
CREATE TABLE measured AS
WITH vertices AS (
	SELECT id, kind, (d).path[1] AS n, (d).geom AS g
	FROM (SELECT id, kind, ST_DumpPoints(ST_Segmentize(shape, 0.001)) AS d FROM lines) AS x
), steps AS (
	SELECT *, coalesce(ST_Distance(lag(g) OVER (PARTITION BY id ORDER BY n)::geography, g::geography), 0) AS m FROM vertices
), sums AS (
	SELECT *, sum(m) OVER (PARTITION BY id ORDER BY n) AS chainage FROM steps
)
SELECT id, kind, max(chainage) AS length_m,
	ST_SetSRID(ST_MakeLine(ST_MakePointM(ST_X(g), ST_Y(g), chainage) ORDER BY n), 4326) AS shape
FROM sums GROUP BY id, kind;
`

// locate returns SQL for the place at a chainage of a measured shape.
func locate(shape, chainage string) string {
	return fmt.Sprintf("ST_Force2D(ST_GeometryN(ST_LocateAlong(%s, %s), 1))", shape, chainage)
}

// samplePlaces fills places with random ones: on the gaps' own measured lines,
// and on the judge's measured lines wherever no gap is; and with places at a
// little distance from each end of a gap, inside and outside.
var samplePlaces = `
SELECT setseed(0.25) \g /dev/null
INSERT INTO places
SELECT id, kind, true, false, ` + locate("shape", "m") + `::geography
FROM (SELECT *, from_m + 0.02 + random() * (length_m - 0.04) AS m
	FROM gaps, generate_series(1, 20 + (3000 * length_m / (SELECT sum(length_m) FROM gaps))::int)
	WHERE length_m > 0.04) AS x;
INSERT INTO places
SELECT id, kind, false, false, ` + locate("shape", "m") + `::geography
FROM (SELECT *, random() * length_m AS m
	FROM measured, generate_series(1, 20 + (5000 * length_m / (SELECT sum(length_m) FROM measured))::int)) AS l
WHERE NOT EXISTS (SELECT FROM gaps g WHERE g.id = l.id AND m BETWEEN from_m - 0.02 AND to_m + 0.02);
INSERT INTO places
SELECT x.id, x.kind, inside, true, ` + locate("l.shape", "m") + `::geography
FROM (SELECT *, from_m + (CASE WHEN inside THEN off ELSE -off END) AS m FROM gaps, offs, (VALUES (true), (false)) AS i (inside)
	UNION ALL
	SELECT *, to_m - (CASE WHEN inside THEN off ELSE -off END) FROM gaps, offs, (VALUES (true), (false)) AS i (inside)) AS x
JOIN measured l USING (id)
WHERE m BETWEEN 0 AND l.length_m AND inside = EXISTS (SELECT FROM gaps g WHERE g.id = x.id AND m BETWEEN g.from_m AND g.to_m);
`

const offs = `CREATE TEMP TABLE IF NOT EXISTS offs AS SELECT unnest(ARRAY[0.03, 0.3, 3, 30]) AS off;`

// judgePlaces counts the random places on gaps, on covered stretches and near
// ends, and those of each whose post is or is not within reach against what we
// say; near an end, a place whose distance is within 2 cm of the reach may go
// either way.
const judgePlaces = `
WITH judged AS (
	SELECT open, near_end,
		EXISTS (SELECT FROM posts p WHERE (p.kind IS NULL OR p.kind = x.kind) AND ST_DWithin(p.at, x.at, reach_m)) AS seen,
		(SELECT min(ST_Distance(p.at, x.at) - reach_m) FROM posts p WHERE p.kind IS NULL OR p.kind = x.kind) AS slack_m
	FROM places x
)
SELECT count(*) FILTER (WHERE open AND NOT near_end), count(*) FILTER (WHERE open AND NOT near_end AND seen),
	count(*) FILTER (WHERE NOT open AND NOT near_end), count(*) FILTER (WHERE NOT open AND NOT near_end AND NOT seen),
	count(*) FILTER (WHERE near_end), count(*) FILTER (WHERE near_end AND open = seen AND abs(slack_m) > 0.02),
	count(*) FILTER (WHERE near_end AND open = seen)
FROM judged;
`

// judgeEnds measures, at the ends of gaps that are no ends of a line, how far
// the distance to the post that ends the gap is from its reach; and how the
// judge's own stretch between the gap's chainages differs from the gap, in
// place at its ends and in length.
const judgeEnds = `
WITH ends AS (
	SELECT g.id, g.kind, ST_StartPoint(ST_GeometryN(g.shape, 1)) AS at FROM gaps g WHERE from_m > 0.01
	UNION ALL
	SELECT g.id, g.kind, ST_EndPoint(ST_GeometryN(g.shape, ST_NumGeometries(g.shape))) FROM gaps g JOIN measured l USING (id) WHERE to_m < l.length_m - 0.01
), slack AS (
	SELECT (SELECT min(ST_Distance(p.at, ST_Force2D(e.at)::geography) - reach_m) FROM posts p
		WHERE p.kind IS NULL OR p.kind = e.kind) AS m FROM ends e
), stretches AS (
	SELECT g.*, ST_LocateBetween(l.shape, from_m, to_m) AS own FROM gaps g JOIN measured l USING (id)
)
SELECT (SELECT count(*) FROM slack), (SELECT coalesce(max(abs(m)), 0) FROM slack),
	max(ST_Distance(ST_Force2D(ST_StartPoint(ST_GeometryN(shape, 1)))::geography, ST_Force2D(ST_StartPoint(ST_GeometryN(own, 1)))::geography)),
	max(ST_Distance(ST_Force2D(ST_EndPoint(ST_GeometryN(shape, ST_NumGeometries(shape))))::geography, ST_Force2D(ST_EndPoint(ST_GeometryN(own, ST_NumGeometries(own))))::geography)),
	max(abs(ST_Length(ST_Force2D(own)::geography) - length_m))
FROM stretches;
`

// gapsSQL fills the table gaps from the table of gaps that was written. Where
// longitudes of the batch run on beyond 180, so do the gaps'.
func gapsSQL(t *testing.T, path string, beyond180 bool) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var s strings.Builder
	for _, r := range records(t, string(raw)) {
		shape := fmt.Sprintf("ST_GeomFromText('%s', 4326)", r["wkt"])
		if beyond180 {
			shape = "ST_ShiftLongitude(" + shape + ")"
		}
		fmt.Fprintf(&s, "INSERT INTO gaps VALUES (%s, %s, nullif(%s, ''), %s, %s, %s, %s);\n",
			quote(r["gap"]), quote(r["id"]), quote(r["kind"]), r["from_m"], r["to_m"], r["length_m"], shape)
	}
	return s.String()
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// TestPostGISAgreesOnBatches: lengths, every end of a gap, thousands of places,
// and the sum of gaps, on borders that nobody saw before.
func TestPostGISAgreesOnBatches(t *testing.T) {
	db := newDatabase(t)
	for _, b := range batches {
		t.Run(b.name, func(t *testing.T) {
			lines, posts := b.make()
			lineFile, postFile := b.files(t, lines, posts)
			g := writeGaps(t, lineFile, "--posts", postFile)
			over180 := b.lon > 170
			db.query(t, b.sql(t, lines, posts)+measure+gapsSQL(t, g.csv, over180))
			if n := db.numbers(t, "SELECT count(*) FROM gaps WHERE ST_XMin(shape) < 180 AND ST_XMax(shape) > 180;"); over180 && n[0] == 0 {
				t.Error("no gap goes over ±180°; choose another seed")
			}
			judgeLengths(t, db, g.summary)
			judgeGaps(t, db)
			judgeSum(t, db, g.summary)
		})
	}
}

// judgeLengths compares the lengths of lines: 1 mm per 100 km, and half a
// millimetre for the rounding of what is printed.
func judgeLengths(t *testing.T, db *database, s summary) {
	t.Helper()
	theirs := map[string]float64{}
	for _, row := range db.query(t, "SELECT id, length_m FROM measured;") {
		theirs[row[0]] = number(t, row[1])
	}
	worst := 0.0
	for _, l := range s.Lines {
		want, ok := theirs[l.ID]
		if !ok {
			continue
		}
		diff := math.Abs(l.LengthKm*1000 - want)
		worst = max(worst, diff/want*1e8)
		if diff > 0.0006+want*1e-8 {
			t.Errorf("%s is %.4f m long, PostGIS %.4f m", l.ID, l.LengthKm*1000, want)
		}
	}
	t.Logf("%d lines: lengths within %.2f mm per 100 km, rounding to 1 mm included", len(theirs), worst)
}

// judgeGaps checks places on and off gaps, and the gaps' ends.
func judgeGaps(t *testing.T, db *database) {
	t.Helper()
	n := db.numbers(t, offs+samplePlaces+judgePlaces)
	t.Logf("%.0f places on gaps, %.0f wrong; %.0f on covered stretches, %.0f wrong; %.0f near ends, %.0f wrong by over 2 cm (%.0f at all)",
		n[0], n[1], n[2], n[3], n[4], n[5], n[6])
	if n[0] < 1000 || n[2] < 1000 || n[4] == 0 {
		t.Error("too few places to judge by")
	}
	if n[1] > 0 {
		t.Errorf("%.0f places of gaps are within reach of a post", n[1])
	}
	if n[3] > 0 {
		t.Errorf("%.0f covered places are within reach of no post", n[3])
	}
	if n[5] > 0 {
		t.Errorf("%.0f places near ends are on the wrong side of them", n[5])
	}
	e := db.numbers(t, judgeEnds)
	t.Logf("%.0f ends: distance differs from reach by %.1f mm at most; ends lie within %.1f and %.1f mm of PostGIS's for the same chainage; lengths within %.2f mm",
		e[0], e[1]*1000, e[2]*1000, e[3]*1000, e[4]*1000)
	if e[1] > 0.02 || e[2] > 0.02 || e[3] > 0.02 || e[4] > 0.002 {
		t.Error("an end or a length of a gap is off")
	}
}

// leftOver sums what is left of the lines outside of shapes about the posts,
// and counts the pieces; the shape is an SQL expression of at and reach_m. The
// earth is round: everything is turned to where nothing goes over ±180°, and
// all lengths stay.
func leftOver(t *testing.T, db *database, shape string) (metres float64, pieces int) {
	t.Helper()
	n := db.numbers(t, `
WITH turn AS (SELECT -round(ST_X(ST_Centroid(ST_Collect(shape)))) AS by_deg FROM lines),
turned AS (
	SELECT ST_Translate(at::geometry, by_deg + CASE WHEN by_deg < -90 AND ST_X(at::geometry) < 0 THEN 360 ELSE 0 END, 0)::geography AS at, reach_m
	FROM posts, turn
), watched AS (
	SELECT ST_Union(`+shape+`) AS shape FROM turned
), rest AS (
	SELECT ST_Difference(ST_Translate(l.shape, by_deg, 0), w.shape) AS shape FROM lines l, watched w, turn
)
SELECT coalesce(sum(ST_Length(ST_Segmentize(shape, 0.001)::geography)), 0), sum(ST_NumGeometries(shape)) FROM rest;`)
	return n[0], int(n[1])
}

// judgeSum compares the sum of gaps with what is left of the lines outside of
// polygons about the posts.
func judgeSum(t *testing.T, db *database, s summary) {
	t.Helper()
	n := db.numbers(t, `SELECT count(*) FILTER (WHERE from_m > 0.01) + count(*) FILTER (WHERE to_m < l.length_m - 0.01),
		(SELECT avg(reach_m) FROM posts) FROM gaps g JOIN measured l USING (id);`)
	ends, reach := n[0], n[1]
	ours := s.GapKm * 1000
	for _, judge := range []struct {
		name, shape string
		off         float64 // of the radius, as a share
	}{
		// PostGIS's own buffers are circles in some map projection: short by
		// 1 − cos(π/4n) for n segments a quarter, and off by the projection's
		// scale, 0.04 % in the middle of a UTM zone and 0.1 % at its edge.
		{"ST_Buffer", "ST_Buffer(at, reach_m, 'quad_segs=64')::geometry", 1 - math.Cos(math.Pi/4/64) + 0.001},
		// Polygons of 1,440 places at the reach's distance are only short.
		{"ST_Project", `(SELECT ST_MakePolygon(ST_MakeLine(ST_Project(at, reach_m, radians(i / 4.0))::geometry ORDER BY i))
			FROM generate_series(0, 1440) AS i)`, 1 - math.Cos(math.Pi/1440)},
	} {
		theirs, pieces := leftOver(t, db, judge.shape)
		// At every end of a gap, where the line crosses at a slant: 45° stands
		// for all. Ends are rounded to 1 cm.
		bound := ends * (reach*judge.off*math.Sqrt2 + 0.01)
		t.Logf("gaps %.3f m in %d, outside %s %.3f m in %d: %+.3f m, bound %.3f m", ours, s.GapCount, judge.name, theirs, pieces, theirs-ours, bound)
		if math.Abs(theirs-ours) > bound || pieces != s.GapCount {
			t.Errorf("gaps are not what lies outside of the posts' %s", judge.name)
		}
	}
}

// TestPostGISAgreesOnScenario: the embedded border with the patrols of one side,
// and the coverage and gaps that are served of it.
func TestPostGISAgreesOnScenario(t *testing.T) {
	db := newDatabase(t)
	folder := thinned(t, "GT")
	address := serve(t, folder)
	g := writeGaps(t, folder)
	var s strings.Builder
	s.WriteString(tables)
	for _, name := range []string{"border", "routes"} {
		for _, f := range items(t, address, name).Features {
			if f.Properties["watched"] == false {
				continue
			}
			// A route is one line here; ST_LineMerge would turn others round.
			fmt.Fprintf(&s, "INSERT INTO lines VALUES (%s, %s, ST_GeometryN(ST_GeomFromGeoJSON('%s'), 1));\n",
				quote(f.ID), quote(fmt.Sprint(f.Properties["kind"])), geometry(f.Geometry.Type, f.Geometry.Coordinates))
		}
	}
	for _, name := range []string{"posts", "patrols"} {
		for _, f := range items(t, address, name).Features {
			at := geometry(f.Geometry.Type, f.Geometry.Coordinates)
			for property, kind := range map[string]string{"watch_radius_m": "NULL", "reach_land_m": "'land'", "reach_river_m": "'river'", "reach_sea_m": "'sea'"} {
				if reach := f.Properties[property]; reach != nil && (property != "watch_radius_m" || name == "posts") {
					fmt.Fprintf(&s, "INSERT INTO posts VALUES (ST_GeomFromGeoJSON('%s'), %s, %v);\n", at, kind, reach)
				}
			}
		}
	}
	db.query(t, s.String()+measure+gapsSQL(t, g.csv, false))
	judgeLengths(t, db, g.summary)
	judgeGaps(t, db)
	s.Reset()
	s.WriteString("TRUNCATE places;\n")
	for _, f := range items(t, address, "coverage").Features {
		fmt.Fprintf(&s, `INSERT INTO places SELECT %s, %s, false, false, ST_LineInterpolatePoint(part, 0.001 + random() * 0.998)::geography
			FROM (SELECT (ST_Dump(ST_GeomFromGeoJSON('%s'))).geom AS part) AS x, generate_series(1, 200);
`, quote(fmt.Sprint(f.Properties["id"])), quote(fmt.Sprint(f.Properties["kind"])), geometry(f.Geometry.Type, f.Geometry.Coordinates))
	}
	n := db.numbers(t, s.String()+judgePlaces)
	t.Logf("%.0f places on the coverage served, %.0f wrong", n[2], n[3])
	if n[2] < 1000 || n[3] > 0 {
		t.Errorf("%.0f of %.0f places served as covered are within reach of nobody", n[3], n[2])
	}
	// Programs interpolate measures evenly along an edge; along a long one
	// chainage is not quite even. Said, as no promise is made of it.
	m := db.numbers(t, `SELECT max(ST_Distance(`+locate("g.shape", "m")+`::geography, `+locate("l.shape", "m")+`::geography))
		FROM (SELECT *, from_m + length_m * i / 16 AS m FROM gaps, generate_series(1, 15) AS i) AS g JOIN measured l USING (id);`)
	t.Logf("inside gaps, a chainage found by ST_LocateAlong in the table's lines is off by %.2f m at most", m[0])
}

// geometry is GeoJSON text, quoted for nothing: it has no apostrophes.
func geometry(kind string, coordinates []byte) string {
	return fmt.Sprintf(`{"type":"%s","coordinates":%s,"crs":{"type":"name","properties":{"name":"EPSG:4326"}}}`, kind, coordinates)
}
