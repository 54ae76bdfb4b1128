package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"lindero/bench/measure"
)

// The sizes that are measured; 0 stands for all there are.
var (
	vertexSizes = []int{1_000, 10_000, 100_000, 500_000, 0}
	placeSizes  = []int{1_000, 10_000, 100_000, 0, 300_000, 1_000_000}
)

const (
	growthSeed = 20261123 // of what is drawn
	// jitterDeg is how far from a real place, in degrees either way, a place
	// is drawn that is none.
	jitterDeg = 0.2
)

// growth measures ours on parts of the lines and on fewer and more places,
// and prints and files the table.
func growth(ctx context.Context, o options, out, log io.Writer) error {
	program, err := prepare(ctx, o, log)
	if err != nil {
		return err
	}
	if _, err := self(ctx, log, "subsets", "-out", o.out); err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("| vertices | places | gaps | read and measure | index | coverage | gaps, nearest posts | write | the command | peak memory |\n")
	b.WriteString("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	row := func(lines, places string) error {
		s, err := measureStages(ctx, lines, places, o.runs, log)
		if err != nil {
			return err
		}
		ours, _, err := runOurs(ctx, program, lines, places, o.runs)
		if err != nil {
			return err
		}
		fmt.Fprintf(log, "%d vertices, %d places: %v\n", s.Vertices, s.Posts, measure.Round(ours.Wall))
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n",
			measure.Thousands(float64(s.Vertices), 0), measure.Thousands(float64(s.Posts), 0), measure.Thousands(float64(s.GapCount), 0),
			measure.Round(s.Read), measure.Round(s.Index), measure.Round(s.Cover), measure.Round(s.Gaps), measure.Round(s.Write), measure.Round(ours.Wall), measure.Megabytes(ours.PeakB))
		return nil
	}
	allLines, allPlaces := filepath.Join(o.out, worldFile), filepath.Join(o.out, placesFile)
	for _, n := range vertexSizes {
		if err := row(sized(allLines, n), allPlaces); err != nil {
			return err
		}
	}
	for _, n := range placeSizes {
		if n == 0 {
			continue // measured above
		}
		if err := row(allLines, sized(allPlaces, n)); err != nil {
			return err
		}
	}
	return measure.Publish(out, o.readme, measure.Table{Name: "growth", Text: b.String()})
}

// sized is the name of the file of n vertices or places.
func sized(file string, n int) string {
	if n == 0 {
		return file
	}
	ext := filepath.Ext(file)
	return strings.TrimSuffix(file, ext) + "-" + strconv.Itoa(n) + ext
}

// makeSubsets makes the files of growth out of those that are there.
func makeSubsets(ctx context.Context, dir string) error {
	lines, err := os.ReadFile(filepath.Join(dir, worldFile))
	if err != nil {
		return err
	}
	places, err := os.ReadFile(filepath.Join(dir, placesFile))
	if err != nil {
		return err
	}
	for _, n := range vertexSizes {
		if n == 0 {
			continue
		}
		if err := create(sized(filepath.Join(dir, worldFile), n), func(w io.Writer) error {
			return writeSomeLines(w, lines, n)
		}); err != nil {
			return err
		}
	}
	for _, n := range placeSizes {
		if n == 0 || ctx.Err() != nil {
			continue
		}
		if err := create(sized(filepath.Join(dir, placesFile), n), func(w io.Writer) error {
			return writeSomePlaces(w, places, n)
		}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// writeSomeLines writes lines of a file that was made here, drawn until they
// have n vertices or more.
func writeSomeLines(w io.Writer, file []byte, n int) error {
	features := bytes.Split(bytes.TrimSuffix(file, []byte("\n]}\n")), []byte("\n"))
	head, features := features[0], features[1:]
	out := bufio.NewWriter(w)
	out.Write(head) //nolint:errcheck // Flush tells
	sep := "\n"
	drawn := rand.New(rand.NewPCG(growthSeed, 1)).Perm(len(features))
	for _, i := range drawn {
		f := bytes.TrimSuffix(features[i], []byte(","))
		fmt.Fprintf(out, "%s%s", sep, f)
		sep = ",\n"
		if n -= bytes.Count(f, []byte("],[")) + 1; n <= 0 {
			break
		}
	}
	fmt.Fprint(out, "\n]}\n")
	return out.Flush()
}

// writeSomePlaces writes n places: drawn from those of a table, or all of them
// and further ones drawn near them.
func writeSomePlaces(w io.Writer, file []byte, n int) error {
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		return err
	}
	head, rows := rows[0], rows[1:]
	random := rand.New(rand.NewPCG(growthSeed, 2))
	out := csv.NewWriter(w)
	errs := out.Write(head)
	drawn := random.Perm(len(rows))
	for i := range n {
		row := rows[drawn[i%len(drawn)]]
		if i >= len(rows) {
			if row, err = jittered(row, i+1, random); err != nil {
				return err
			}
		}
		errs = errors.Join(errs, out.Write(row))
	}
	out.Flush()
	return errors.Join(errs, out.Error())
}

// jittered is a place near a real one.
func jittered(row []string, number int, random *rand.Rand) ([]string, error) {
	lon, err1 := strconv.ParseFloat(row[2], 64)
	lat, err2 := strconv.ParseFloat(row[3], 64)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	near := func(x, limit float64) string {
		x += (2*random.Float64() - 1) * jitterDeg
		return strconv.FormatFloat(math.Max(-limit, math.Min(limit, x)), 'f', 5, 64)
	}
	return []string{strconv.Itoa(number), row[1], near(lon, 180), near(lat, 90)}, nil
}
