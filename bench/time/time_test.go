package main

import (
	"io"
	"os"
	"strings"
	"testing"

	"lindero/bench/measure"
	"lindero/bench/time/peer"
)

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{"-only", "world"}, {"-runs", "0"}, {"-nonsense"}} {
		if run(t.Context(), args, io.Discard, io.Discard) == nil {
			t.Errorf("%q is accepted", args)
		}
	}
}

func TestReadmeTakesTheTables(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		if _, err := measure.Between(text, measure.Table{Name: "time-" + p.name}); err != nil {
			t.Error(err)
		}
	}
}

func TestAnswersBesideEachOther(t *testing.T) {
	ours := peer.Answer{"land": {LengthKm: 5, LateKm: 1.5, ExposureKmH: 1234.5}}
	theirs := peer.Answer{"land": {LengthKm: 5, LateKm: 1.4, ExposureKmH: 1230}}
	text := answers(ours, []row{{name: "who", Took: peer.Took{Answer: theirs}}})
	for _, want := range []string{"| kind | | **Lindero** | who |\n", "| land | overdue, km·h | 1,234.50 | 1,230.00 |\n", "| land | too seldom, km | 1.50 | 1.40 |\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}
