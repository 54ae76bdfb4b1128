package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// The stages one by one, for profiles:
//
//	make bench-world PEERS=none
//	go test ./bench/world -run '^$' -bench Read -cpuprofile /tmp/read.prof
//
// Without the files that the first makes there is nothing to measure.

// ready returns the name of a file that is made, or skips.
func ready(b *testing.B, name string) string {
	path := filepath.Join("..", "..", ".cache", "bench", name)
	if _, err := os.Stat(path); err != nil {
		b.Skip("make bench-world PEERS=none makes the files that this measures")
	}
	return path
}

func readWorld(b *testing.B) *sectors.Scenario {
	s, err := data.ReadBatch(context.Background(), data.Batch{Lines: ready(b, worldFile), Posts: ready(b, placesFile), ReachM: reachM})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func coverWorld(b *testing.B) *planner.Coverage {
	l, err := sectors.NewLayout(readWorld(b))
	if err != nil {
		b.Fatal(err)
	}
	c, err := planner.Cover(context.Background(), l, nil)
	if err != nil {
		b.Fatal(err)
	}
	return c
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		readWorld(b)
	}
}

// BenchmarkMeasure measures on one core.
func BenchmarkMeasure(b *testing.B) {
	var lines []orb.MultiLineString
	for _, r := range readWorld(b).Routes {
		lines = append(lines, r.Line.Parts())
	}
	for b.Loop() {
		for _, l := range lines {
			if _, err := geo.NewLine(l...); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkIndex(b *testing.B) {
	s := readWorld(b)
	for b.Loop() {
		if _, err := sectors.NewLayout(s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCover(b *testing.B) {
	l := coverWorld(b).Layout
	for b.Loop() {
		if _, err := planner.Cover(context.Background(), l, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFindGaps(b *testing.B) {
	c := coverWorld(b)
	for b.Loop() {
		if _, err := planner.FindGaps(context.Background(), c, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	r, err := planner.NewReport(context.Background(), coverWorld(b).Layout, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := writeGaps(r); err != nil {
			b.Fatal(err)
		}
	}
}
