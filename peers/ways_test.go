//go:build peers

package peers

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"lindero/bench/ways/peer"
	"lindero/data"
	"lindero/geo"
	"lindero/planner/network"
	"lindero/sectors"
)

// roads is the network of Andorra as somebody travels it.
type roads struct {
	l     *sectors.Layout
	n     *network.Network
	p     network.Profile
	edges []peer.Edge
	spans []geo.Span
	posts []int // the junction that is nearest to each post of the side
	seeds []network.Place
}

// travellers are somebody who drives as fast as the limits, and somebody on foot,
// whom one-way roads do not bind.
var travellers = map[string]network.Profile{
	"AD drives": {Side: 0, SpeedKmh: sectors.PerKind{Land: 60}},
	"AD walks":  {Side: 0, SpeedKmh: sectors.PerKind{Land: 2.5}},
	"EU walks":  {Side: 1, SpeedKmh: sectors.PerKind{Land: 7}},
}

func newRoads(t *testing.T, p network.Profile) *roads {
	t.Helper()
	s, _, err := data.ReadScenario("andorra")
	if err != nil {
		t.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	r := &roads{l: l, n: network.New(l), p: p}
	r.edges = peer.Edges(l, r.n, p)
	usable := map[int]bool{}
	for _, e := range r.edges {
		_, _, _, span := r.n.Arc(e.ID)
		r.spans = append(r.spans, span)
		usable[e.From] = usable[e.From] || e.Us >= 0
		usable[e.To] = usable[e.To] || e.BackUs >= 0
	}
	for i := range s.Posts {
		if s.Posts[i].Side != s.Sides[p.Side].Code {
			continue
		}
		best, bestM := -1, math.Inf(1)
		for k := range r.n.Nodes() {
			if m := geo.DistanceM(s.Posts[i].At, r.n.Node(k)); usable[k] && m < bestM {
				best, bestM = k, m
			}
		}
		near := r.n.Near(r.n.Node(best), p.Side, sectors.Land, 1, func(orb.Point) bool { return true })
		if len(near) == 0 || near[0].DistanceM > 1e-6 {
			t.Fatalf("no place at junction %d", best)
		}
		r.posts, r.seeds = append(r.posts, best), append(r.seeds, near[0].Place)
	}
	return r
}

// least is how many times there have to be in all: of the other side there are but
// a few roads, each an island.
func (r *roads) least() int {
	if r.p.Side == 1 {
		return 2 * len(r.posts)
	}
	return 4000 * len(r.posts)
}

// TestQuickestWithPgRouting gives pgRouting our stretches, with the times that
// the rules give them: what it finds has to be the same to the microsecond.
func TestQuickestWithPgRouting(t *testing.T) {
	for name, p := range travellers {
		t.Run(name, func(t *testing.T) {
			r := newRoads(t, p)
			db, err := peer.Open(t.Context(), r.l, r.edges, r.spans)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			for _, how := range []string{peer.AllDrivingDistance, peer.AllDijkstraCost} {
				_, want, err := db.Ask(t.Context(), how, r.posts, nil, 1)
				if err != nil {
					t.Fatal(err)
				}
				reached := 0
				for i, post := range r.posts {
					tree := r.n.Search(p, []network.Seed{{Place: r.seeds[i]}}, false, network.Never)
					for k := range r.n.Nodes() {
						us, ok := want[[2]int{post, k}]
						if got := tree.NodeUs(k); ok != (got < network.Never) || ok && got != us {
							t.Fatalf("%s: from junction %d to %d: %d µs, they say %d (%v)", how, post, k, got, us, ok)
						}
						if ok {
							reached++
						}
					}
				}
				if t.Logf("%s: %d posts, %d times", how, len(r.posts), reached); reached < r.least() {
					t.Errorf("only %d times", reached)
				}
			}
		})
	}
}

// theirTopology makes junctions and stretches of the routes' lines by PostGIS and
// pgr_createTopology alone: a junction is where lines have a vertex in common or
// end, and where one comes within a metre of the border. What crosses it between
// vertices is closed. Lengths are geodesic.
const theirTopology = `
CREATE TABLE vertices AS
SELECT id, (d).path[1] AS n, (d).geom AS g, count(*) OVER (PARTITION BY (d).geom) AS uses,
	count(*) OVER (PARTITION BY id) AS of, ST_DWithin((d).geom::geography, (SELECT line::geography FROM border), 1) AS on_border
FROM (SELECT id, ST_DumpPoints(line) AS d FROM ways) AS x;
CREATE TABLE steps AS
SELECT id, n, ST_MakeLine(lag(g) OVER w, g) AS edge, lag(g) OVER w AS a, g AS b, n = 1 AS begins,
	sum(CASE WHEN uses > 1 OR n = 1 OR n = of OR on_border THEN 1 ELSE 0 END) OVER w
		- CASE WHEN uses > 1 OR n = 1 OR n = of OR on_border THEN 1 ELSE 0 END AS piece
FROM vertices WINDOW w AS (PARTITION BY id ORDER BY n);
DELETE FROM steps WHERE begins;
CREATE TABLE pieces AS
SELECT row_number() OVER ()::int AS id, s.id AS way, ST_MakeLine(s.edge ORDER BY s.n) AS geom, sum(ST_Length(s.edge::geography)) AS length_m,
	bool_or(ST_Intersects(s.edge, f.line) AND EXISTS (SELECT FROM ST_Dump(ST_Intersection(s.edge, f.line)) AS p
		WHERE ST_Distance(p.geom::geography, s.a::geography) > 1 AND ST_Distance(p.geom::geography, s.b::geography) > 1)) AS walled
FROM steps s, border f GROUP BY s.id, s.piece;
ALTER TABLE pieces ADD PRIMARY KEY (id), ADD source bigint, ADD target bigint;
SELECT pgr_createTopology('pieces', 1e-8, 'geom', 'id', 'source', 'target', clean := true) \g /dev/null
ALTER TABLE pieces_vertices_pgr ADD on_border bool;
UPDATE pieces_vertices_pgr SET on_border = ST_DWithin(the_geom::geography, (SELECT line::geography FROM border), 1);
CREATE TABLE edges AS
SELECT p.id, p.source, p.target,
	CASE WHEN p.walled OR w.side = '' AND s.on_border THEN -1 ELSE ceil(p.length_m * 3.6e6 / w.kmh) END AS cost,
	CASE WHEN p.walled OR w.side = '' AND t.on_border OR w.one_way THEN -1 ELSE ceil(p.length_m * 3.6e6 / w.kmh) END AS reverse_cost
FROM pieces p JOIN ways w ON w.id = p.way JOIN pieces_vertices_pgr s ON s.id = p.source JOIN pieces_vertices_pgr t ON t.id = p.target;
SELECT from_v, ST_X(v.the_geom), ST_Y(v.the_geom), d.agg_cost
FROM pgr_drivingDistance('SELECT * FROM edges', (SELECT array_agg(v.id) FROM pieces_vertices_pgr v JOIN posts p ON ST_DWithin(v.the_geom, p.at, 1e-9)), 1e15, true) AS d
JOIN pieces_vertices_pgr v ON v.id = d.node;
SELECT v.id, 'post', ST_X(v.the_geom), ST_Y(v.the_geom) FROM pieces_vertices_pgr v JOIN posts p ON ST_DWithin(v.the_geom, p.at, 1e-9);
`

// ewkt writes lines as they are given.
func ewkt(parts orb.MultiLineString) string {
	var b strings.Builder
	b.WriteString("SRID=4326;LINESTRING(")
	first := true
	for _, part := range parts {
		for _, p := range part {
			if !first {
				b.WriteString(",")
			}
			first = false
			fmt.Fprintf(&b, "%v %v", p[0], p[1])
		}
	}
	return b.String() + ")"
}

// loadLines fills the tables that theirTopology begins with: what the side may
// travel on, with the speed there.
func (r *roads) loadLines() string {
	var b strings.Builder
	b.WriteString("CREATE EXTENSION IF NOT EXISTS pgrouting;\n" +
		"CREATE TABLE ways (id int PRIMARY KEY, side text, one_way bool, kmh float8, line geometry);\nCOPY ways FROM STDIN;\n")
	for i := range r.l.Routes {
		x := &r.l.Routes[i]
		if x.Border() || !x.Travel || x.Side != "" && x.Side != r.l.Scenario.Sides[r.p.Side].Code {
			continue
		}
		kmh := r.p.SpeedKmh.Land
		if x.SpeedLimitKmh > 0 {
			kmh = min(kmh, x.SpeedLimitKmh)
		}
		fmt.Fprintf(&b, "%d\t%s\t%v\t%v\t%s\n", i, x.Side, x.OneWay && r.p.SpeedKmh.Land > sectors.WalkingKmh, kmh, ewkt(x.Line.Parts()))
	}
	b.WriteString("\\.\nCREATE TABLE border (line geometry);\nCOPY border FROM STDIN;\n")
	var border orb.MultiLineString // one line: its stretches touch
	for i := range r.l.BorderFromM {
		border = append(border, r.l.Routes[i].Line.Parts()...)
	}
	b.WriteString(ewkt(border) + "\n\\.\nCREATE TABLE posts (at geometry);\nCOPY posts FROM STDIN;\n")
	for _, k := range r.posts {
		at := r.n.Node(k)
		fmt.Fprintf(&b, "SRID=4326;POINT(%v %v)\n", at[0], at[1])
	}
	b.WriteString("\\.\n")
	return b.String()
}

// TestQuickestOnTheirTopology lets PostGIS and pgRouting join the lines, so that
// our joining is judged too. They measure geodesics between vertices, we edges
// that are straight in longitude and latitude, which are longer by less than 1e-7
// where vertices are within some kilometres; and both round each stretch up, so
// that a way may differ by a microsecond for each of its some hundred stretches.
func TestQuickestOnTheirTopology(t *testing.T) {
	const relative, roundings = 1e-7, 500
	for name, p := range travellers {
		t.Run(name, func(t *testing.T) {
			r, db := newRoads(t, p), newDatabase(t)
			theirs := map[string]map[[2]float64]float64{} // by post's vertex and place
			posts := map[[2]float64]string{}
			for _, row := range db.query(t, r.loadLines()+theirTopology) {
				if row[1] == "post" {
					posts[[2]float64{number(t, row[2]), number(t, row[3])}] = row[0]
					continue
				}
				if theirs[row[0]] == nil {
					theirs[row[0]] = map[[2]float64]float64{}
				}
				theirs[row[0]][[2]float64{number(t, row[1]), number(t, row[2])}] = number(t, row[3])
			}
			times, worst := 0, 0.0
			for i, post := range r.posts {
				want := theirs[posts[r.n.Node(post)]]
				if len(want) == 0 {
					t.Fatalf("post %d: they know no junction there", i)
				}
				tree := r.n.Search(p, []network.Seed{{Place: r.seeds[i]}}, false, network.Never)
				reached := 0
				for k := range r.n.Nodes() {
					got, at := tree.NodeUs(k), r.n.Node(k)
					us, ok := want[at]
					if got >= network.Never && !ok || got < network.Never && !ok && r.cut(k) {
						continue
					}
					off := math.Abs(float64(got) - us)
					if !ok || off > relative*us+roundings {
						t.Fatalf("post %d, junction %d at %v: %d µs, they say %v (%v)", i, k, at, got, us, ok)
					}
					worst = max(worst, off)
					reached++
				}
				if reached != len(want) {
					t.Errorf("post %d: %d junctions, they reach %d", i, reached, len(want))
				}
				times += reached
			}
			if times < r.least() {
				t.Errorf("only %d times", times)
			}
			t.Logf("%d posts, %d times, at most %s µs apart", len(r.posts), times, strconv.FormatFloat(worst, 'f', 0, 64))
		})
	}
}

// cut reports whether a junction is only where the border cuts a route.
func (r *roads) cut(node int) bool {
	ends := 0
	for _, e := range r.edges {
		for d, k := range [2]int{e.From, e.To} {
			if k != node {
				continue
			}
			ends++
			line := r.l.Routes[e.Route].Line
			for j, ms := range line.Chainages() {
				for m := range ms {
					if ms[m] == [2]float64{r.spans[e.ID].FromM, r.spans[e.ID].ToM}[d] && line.Parts()[j][m] == r.n.Node(node) {
						return false
					}
				}
			}
		}
	}
	return ends == 1 && r.n.Fence().Touches(r.n.Node(node), network.OnM)
}
