package main

import (
	"bufio"
	"context"
	"embed"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"lindero/bench/measure"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/ewkbhex"

	"lindero/internal/postgres"
	"lindero/internal/process"
)

//go:embed sql
var scripts embed.FS

// formulation is one way to ask PostGIS.
type formulation struct {
	name, script, count string
	// scale is by how much of the reach its circles may be off beside their
	// being polygons. ST_Buffer draws in a map projection, UTM mostly, which is
	// off by 0.04 % in the middle of a zone and 0.1 % at its edge.
	scale float64
}

var formulations = []formulation{
	{"PostGIS, one statement", "one_statement", "whole_count", 0.001},
	{"PostGIS, buffers first", "buffers_first", "whole_count", 0.001},
	{"PostGIS, tuned by hand", "by_hand", "by_hand_count", 1e-5},
}

// runEdges is how many edges a run has that is indexed by itself.
const runEdges = 64

// slow is a computation that is run once only, watched as it is.
const slow = 20 * time.Second

// peerRun is what a peer took and answered.
type peerRun struct {
	name                 string
	load, index, compute time.Duration
	peakB                int64
	answer               answer
	scale                float64 // see formulation
}

// runPostGIS asks every formulation about the lines of each of the files, in a
// cluster of its own. It also returns the versions.
func runPostGIS(ctx context.Context, files []string, places string, runs int, log io.Writer) (all [][]peerRun, versions string, err error) {
	fmt.Fprintln(log, "PostGIS: making a cluster")
	db, err := postgres.Start(ctx, postgres.AllCores()...)
	if err != nil {
		return nil, "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rows, err := db.Query(ctx, strings.NewReader(`SELECT current_setting('server_version'), postgis_lib_version(), postgis_geos_version(), postgis_proj_version();`))
	if err != nil {
		return nil, "", err
	}
	v := rows[0]
	versions = fmt.Sprintf("PostgreSQL %s, PostGIS %s (GEOS %s, PROJ %s)", v[0], v[1], v[2], v[3])
	for _, file := range files {
		load, index, err := loadPostGIS(ctx, db, file, places)
		if err != nil {
			return nil, "", fmt.Errorf("PostGIS: load %s: %w", file, err)
		}
		fmt.Fprintf(log, "PostGIS: %s loaded in %v, indexed in %v\n", file, measure.Round(load), measure.Round(index))
		var of []peerRun
		for _, f := range formulations {
			r, err := f.run(ctx, db, runs)
			if err != nil {
				return nil, "", fmt.Errorf("%s: %w", f.name, err)
			}
			r.load, r.index = load, index
			fmt.Fprintf(log, "%s: %v, %.1f km in %d gaps\n", f.name, measure.Round(r.compute), r.answer.GapKm, r.answer.GapCount)
			of = append(of, r)
		}
		all = append(all, of)
	}
	return all, versions, nil
}

// run computes the gaps: once with an eye on memory, then for the time.
func (f formulation) run(ctx context.Context, db *postgres.Cluster, runs int) (peerRun, error) {
	r := peerRun{name: f.name, scale: f.scale}
	memory := process.WatchMemory(db.Pid(), measure.MemoryEvery)
	var err error
	r.compute, r.answer, err = f.once(ctx, db)
	r.peakB = memory.Peak()
	if err != nil || r.compute > slow {
		return r, err
	}
	took := make([]time.Duration, runs)
	for i := range took {
		if took[i], r.answer, err = f.once(ctx, db); err != nil {
			return r, err
		}
	}
	r.compute = measure.Median(took, func(d time.Duration) time.Duration { return d })
	return r, nil
}

// once runs the formulation. The server's clock says how long it and the sum
// take; counting the gaps comes after that.
func (f formulation) once(ctx context.Context, db *postgres.Cluster) (time.Duration, answer, error) {
	const clock = "SELECT extract(epoch FROM clock_timestamp());\n"
	text := "DROP TABLE IF EXISTS rest;\n" + fmt.Sprintf("\\set reach %d\n", reachM) + clock +
		script(f.script) + "SELECT sum(ST_Length(shape::geography)) FROM rest;\n" + clock + script(f.count)
	rows, err := db.Query(ctx, strings.NewReader(text))
	if err != nil {
		return 0, answer{}, err
	}
	if len(rows) != 4 {
		return 0, answer{}, fmt.Errorf("%d rows where four were expected: %v", len(rows), rows)
	}
	var n [4]float64
	for i, row := range rows {
		if n[i], err = strconv.ParseFloat(row[0], 64); err != nil {
			return 0, answer{}, fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	return time.Duration((n[2] - n[0]) * float64(time.Second)), answer{n[1] / 1000, int(n[3])}, nil
}

// script returns a file of the folder sql, which is part of the program.
func script(name string) string {
	text, _ := scripts.ReadFile("sql/" + name + ".sql") // a test reads all of them
	return string(text)
}

// loadPostGIS fills the tables anew and indexes them.
func loadPostGIS(ctx context.Context, db *postgres.Cluster, lines, places string) (load, index time.Duration, err error) {
	shapes, err := readShapes(lines)
	if err != nil {
		return 0, 0, err
	}
	table, err := os.Open(places)
	if err != nil {
		return 0, 0, err
	}
	defer table.Close()
	start := time.Now()
	r, w := io.Pipe()
	go func() { w.CloseWithError(writeTables(w, shapes, table)) }()
	if _, err := db.Query(ctx, r); err != nil {
		return 0, 0, errors.Join(err, r.CloseWithError(err))
	}
	load = time.Since(start)
	start = time.Now()
	_, err = db.Query(ctx, strings.NewReader(script("index")))
	return load, time.Since(start), err
}

// readShapes reads the lines of a file that was made here.
func readShapes(name string) ([][]geom.Coord, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var c struct {
		Features []struct {
			Geometry struct{ Coordinates []geom.Coord }
		}
	}
	if err := json.Unmarshal(text, &c); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var out [][]geom.Coord
	for _, f := range c.Features {
		out = append(out, f.Geometry.Coordinates)
	}
	return out, nil
}

// writeTables writes a script that makes the tables and fills them.
func writeTables(to io.Writer, shapes [][]geom.Coord, places io.Reader) error {
	w := bufio.NewWriterSize(to, 1<<16)
	fmt.Fprint(w, "DROP TABLE IF EXISTS posts, lines, runs;\n", script("tables"), "COPY posts FROM STDIN;\n")
	rows := csv.NewReader(places)
	if _, err := rows.Read(); err != nil { // the heads of the columns
		return fmt.Errorf("places: %w", err)
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("places: %w", err)
		}
		fmt.Fprintf(w, "%[1]s\tSRID=4326;POINT(%[2]s %[3]s)\tSRID=4326;POINT(%[2]s %[3]s)\n", row[0], row[2], row[3])
	}
	fmt.Fprint(w, "\\.\nCOPY lines FROM STDIN;\n")
	for i, s := range shapes {
		hex, err := ewkb(s)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%d\t%s\n", i, hex)
	}
	fmt.Fprint(w, "\\.\nCOPY runs FROM STDIN;\n")
	for i, s := range shapes {
		for from := 0; from+1 < len(s); from += runEdges {
			hex, err := ewkb(s[from:min(from+runEdges+1, len(s))])
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%d\t%d\t%s\n", i, from/runEdges, hex)
		}
	}
	fmt.Fprint(w, "\\.\n")
	return w.Flush()
}

func ewkb(shape []geom.Coord) (string, error) {
	g, err := geom.NewLineString(geom.XY).SetSRID(4326).SetCoords(shape)
	if err != nil {
		return "", err
	}
	return ewkbhex.Encode(g, ewkbhex.NDR)
}
