package peer

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"lindero/bench/measure"
	"lindero/geo"
	"lindero/internal/postgres"
	"lindero/sectors"
)

//go:embed sql
var scripts embed.FS

// How pgRouting is asked for the times from some junctions to all.
const (
	AllFirstWritten    = "all_first_written"
	AllDrivingDistance = "all_driving_distance"
	AllDijkstraCost    = "all_dijkstra_cost"
)

// How pgRouting is asked for the times between pairs.
const (
	PairsFirstWritten = "pairs_first_written"
	PairsACall        = "pairs_a_call"
	PairsOneCall      = "pairs_one_call"
)

// Database is a cluster that holds a network.
type Database struct {
	*postgres.Cluster
	Load    time.Duration // tables and indexes
	Version string
}

// Open makes a cluster and fills it with edges. The caller ends it with Close.
func Open(ctx context.Context, l *sectors.Layout, edges []Edge, spans []geo.Span) (*Database, error) {
	c, err := postgres.Start(ctx, postgres.AllCores()...)
	if err != nil {
		return nil, err
	}
	db := &Database{Cluster: c}
	if err := db.fill(ctx, l, edges, spans); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return db, nil
}

// fill loads the tables and indexes them.
func (db *Database) fill(ctx context.Context, l *sectors.Layout, edges []Edge, spans []geo.Span) error {
	start := time.Now()
	var b bytes.Buffer
	b.WriteString(Script("edges") + "COPY roads FROM STDIN;\n")
	for i, e := range edges {
		fmt.Fprintf(&b, "%d\t%d\t%d\t%d\t%d\t%s\t%s\n", e.ID, e.From, e.To, e.Us, e.BackUs, l.Routes[e.Route].ID, text(l.Routes[e.Route].Line, spans[i]))
	}
	b.WriteString("\\.\n" + Script("index"))
	if _, err := db.Query(ctx, &b); err != nil {
		return err
	}
	db.Load = time.Since(start)
	rows, err := db.Query(ctx, strings.NewReader("SELECT current_setting('server_version'), postgis_lib_version(), pgr_version();"))
	if err != nil {
		return err
	}
	db.Version = fmt.Sprintf("PostgreSQL %s, PostGIS %s, pgRouting %s", rows[0][0], rows[0][1], rows[0][2])
	return nil
}

// text writes a span of a line as EWKT.
func text(line *geo.Line, s geo.Span) string {
	var b strings.Builder
	b.WriteString("SRID=4326;LINESTRING(")
	first := true
	for _, part := range line.Slice(s) {
		for _, p := range part {
			if !first {
				b.WriteString(",")
			}
			first = false
			b.WriteString(strconv.FormatFloat(p[0], 'f', -1, 64) + " " + strconv.FormatFloat(p[1], 'f', -1, 64))
		}
	}
	if first { // no length: somewhere
		at := line.At(s.FromM)
		fmt.Fprintf(&b, "%[1]v %[2]v,%[1]v %[2]v", at[0], at[1])
	}
	return b.String() + ")"
}

// Script returns a file of the folder sql, which is part of the program.
func Script(name string) string {
	text, _ := scripts.ReadFile("sql/" + name + ".sql") // a test reads all of them
	return string(text)
}

// Times are how long it takes from one junction to another, in microseconds.
type Times map[[2]int]int64

// Took is how long something takes: by the clock, and what the processor works for
// it, which others on the machine hardly change.
type Took struct{ Wall, CPU time.Duration }

// Ask asks in one way, several times: the medians of what the server's clock says,
// and of the system's for the process that answers, to a hundredth of a second.
// Targets are for pairs only.
func (db *Database) Ask(ctx context.Context, how string, sources, targets []int, runs int) (Took, Times, error) {
	took := make([]Took, runs)
	var times Times
	for i := range took {
		var err error
		if took[i], times, err = db.once(ctx, how, sources, targets); err != nil {
			return Took{}, nil, fmt.Errorf("%s: %w", how, err)
		}
	}
	return Took{
		measure.Median(took, func(t Took) time.Duration { return t.Wall }),
		measure.Median(took, func(t Took) time.Duration { return t.CPU }),
	}, times, nil
}

// clocks asks for the time of day, and for the processor's: two fields of what
// Linux tells a process of itself, in hundredths of a second.
const clocks = `SELECT extract(epoch FROM clock_timestamp()), (s[14]::int + s[15]::int) / 100.0
FROM string_to_array(pg_read_file('/proc/self/stat'), ' ') AS s;
`

func (db *Database) once(ctx context.Context, how string, sources, targets []int) (Took, Times, error) {
	ask := fmt.Sprintf("\\set sources 'ARRAY[%s]::bigint[]'\n\\set targets 'ARRAY[%s]::bigint[]'\n", numbers(sources), numbers(targets)) +
		"SELECT count(*) FROM edges;\n" + clocks + Script(how) + clocks + "SELECT from_v, node, agg_cost FROM answer WHERE agg_cost IS NOT NULL;\n"
	rows, err := db.Query(ctx, strings.NewReader(ask))
	if err != nil {
		return Took{}, nil, err
	}
	if len(rows) < 3 {
		return Took{}, nil, fmt.Errorf("%d rows", len(rows))
	}
	var said [2][2]float64
	for i := range said {
		for k := range said[i] {
			if said[i][k], err = strconv.ParseFloat(rows[i+1][k], 64); err != nil {
				return Took{}, nil, err
			}
		}
	}
	times := make(Times, len(rows))
	for _, row := range rows[3:] {
		from, err1 := strconv.Atoi(row[0])
		to, err2 := strconv.Atoi(row[1])
		us, err3 := strconv.ParseFloat(row[2], 64)
		if err := errors.Join(err1, err2, err3); err != nil {
			return Took{}, nil, err
		}
		times[[2]int{from, to}] = int64(us)
	}
	return Took{measure.Seconds(said[1][0] - said[0][0]), measure.Seconds(said[1][1] - said[0][1])}, times, nil
}

func numbers(v []int) string {
	out := make([]string, len(v))
	for i, x := range v {
		out[i] = strconv.Itoa(x)
	}
	return strings.Join(out, ",")
}
