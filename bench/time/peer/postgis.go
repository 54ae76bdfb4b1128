package peer

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"lindero/bench/measure"
	"lindero/internal/postgres"
	"lindero/internal/process"
)

//go:embed sql
var scripts embed.FS

// How PostGIS is asked.
const (
	FirstWritten = "first_written"
	ByHand       = "by_hand"
)

// Database is a cluster that holds a plan.
type Database struct {
	*postgres.Cluster
	plan    *Plan
	grid    Grid
	Load    time.Duration // tables and indexes
	Version string
}

// Open makes a cluster and fills it with a plan, cut into places by the grid.
// The caller ends it with Close.
func Open(ctx context.Context, p *Plan, g Grid) (*Database, error) {
	c, err := postgres.Start(ctx, postgres.AllCores()...)
	if err != nil {
		return nil, err
	}
	db := &Database{Cluster: c, plan: p, grid: g}
	if err := db.fill(ctx); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return db, nil
}

// fill loads the tables and indexes them.
func (db *Database) fill(ctx context.Context) error {
	rows, err := db.Query(ctx, strings.NewReader("SELECT current_setting('server_version'), postgis_lib_version();"))
	if err != nil {
		return err
	}
	db.Version = fmt.Sprintf("PostgreSQL %s, PostGIS %s", rows[0][0], rows[0][1])
	start := time.Now()
	var b bytes.Buffer
	b.WriteString(db.script("tables") + "COPY rules FROM STDIN;\n")
	r := db.plan.Revisit
	fmt.Fprintf(&b, "land\t%g\nriver\t%g\nsea\t%g\n\\.\n", r.Land, r.River, r.Sea)
	b.WriteString("COPY features FROM STDIN;\n")
	for name, file := range map[string]string{"sorties": "sorties.geojson", "border": "scenario/border.geojson",
		"routes": "scenario/routes.geojson", "posts": "scenario/posts.geojson"} {
		if err := writeFeatures(&b, name, filepath.Join(db.plan.Dir, file)); err != nil {
			return err
		}
	}
	b.WriteString("\\.\n" + db.script("index"))
	_, err = db.Query(ctx, &b)
	db.Load = time.Since(start)
	return err
}

// writeFeatures writes the features of a file as rows; none where there is no
// file.
func writeFeatures(b *bytes.Buffer, name, file string) error {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var c struct{ Features []json.RawMessage }
	if err := json.Unmarshal(text, &c); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, f := range c.Features {
		var line bytes.Buffer
		if err := json.Compact(&line, f); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		fmt.Fprintf(b, "%s\t%s\n", name, strings.ReplaceAll(line.String(), `\`, `\\`))
	}
	return nil
}

// script returns a file of the folder sql, which is part of the program, with
// what it is told.
func (db *Database) script(name string) string {
	text, _ := scripts.ReadFile("sql/" + name + ".sql") // a test reads all of them
	return fmt.Sprintf("\\set metres %g\n\\set seconds %g\n\\set period_h %g\n%s", db.grid.Metres, db.grid.Seconds, db.plan.PeriodH, text)
}

// Ask asks in one way, several times: the median counts. The server's clock
// says how long it takes.
func (db *Database) Ask(ctx context.Context, how string, runs int, watched bool) (Took, error) {
	out := Took{Load: db.Load, Version: db.Version}
	var memory *process.Memory
	if watched {
		memory = process.WatchMemory(db.Pid(), measure.MemoryEvery)
	}
	took := make([]time.Duration, runs)
	var err error
	for i := range took {
		if took[i], out.Answer, err = db.once(ctx, how); err != nil {
			break
		}
	}
	if watched {
		out.PeakB = memory.Peak()
	}
	out.Compute = measure.Median(took, func(d time.Duration) time.Duration { return d })
	return out, err
}

func (db *Database) once(ctx context.Context, how string) (time.Duration, Answer, error) {
	const clock = "SELECT extract(epoch FROM clock_timestamp());\n"
	text := "DROP TABLE IF EXISTS answer;\n" + clock + db.script(how) + clock +
		"SELECT kind, length_km, always_km, never_km, late_km, watched_km_h, exposure_km_h, worst_h FROM answer;\n"
	rows, err := db.Query(ctx, strings.NewReader(text))
	if err != nil {
		return 0, nil, fmt.Errorf("%s: %w", how, err)
	}
	if len(rows) < 2 {
		return 0, nil, fmt.Errorf("%s: %d rows", how, len(rows))
	}
	var clocks [2]float64
	for i := range clocks {
		if clocks[i], err = strconv.ParseFloat(rows[i][0], 64); err != nil {
			return 0, nil, fmt.Errorf("%s: %w", how, err)
		}
	}
	answer := Answer{}
	for _, row := range rows[2:] {
		var n [7]float64
		for i := range n {
			if n[i], err = strconv.ParseFloat(row[i+1], 64); err != nil {
				return 0, nil, fmt.Errorf("%s: %w", how, err)
			}
		}
		answer[row[0]] = Sum{n[0], n[1], n[2], n[3], n[4], n[5], n[6]}
	}
	return measure.Seconds(clocks[1] - clocks[0]), answer, nil
}
