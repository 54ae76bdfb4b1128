package measure_test

import (
	"strings"
	"testing"
	"time"

	"lindero/bench/measure"
)

func TestBetween(t *testing.T) {
	text := "x\n<!-- t: begin -->\nold\n<!-- t: end -->\ny\n"
	got, err := measure.Between([]byte(text), measure.Table{Name: "t", Text: "new\n"})
	if want := strings.Replace(text, "old", "new", 1); err != nil || string(got) != want {
		t.Errorf("got %q, %v", got, err)
	}
	for _, text := range []string{"", "<!-- t: begin -->\n", "<!-- t: end -->"} {
		if _, err := measure.Between([]byte(text), measure.Table{Name: "t", Text: ""}); err == nil {
			t.Errorf("%q is accepted", text)
		}
	}
}

func TestShown(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{measure.Round(123456 * time.Millisecond), "123 s"},
		{measure.Megabytes(33_300_000) + measure.Megabytes(46_500), "33 MB46 kB"},
		{measure.Round(99949 * time.Millisecond), "99.9 s"},
		{measure.Round(1234 * time.Millisecond), "1.23 s"},
		{measure.Round(123456 * time.Microsecond), "123 ms"},
		{measure.Round(1234 * time.Microsecond), "1.23 ms"},
		{measure.Ratio(55*time.Second, 10*time.Second), "5.5"},
		{measure.Ratio(131*time.Second, 2000*time.Second), "0.07"},
		{measure.Ratio(1234*time.Second, time.Second), "1,200"},
		{measure.Ratio(80*time.Second, 200*time.Millisecond), "400"},
		{measure.Thousands(227658.8788, 3), "227,658.879"},
		{measure.Thousands(999, 0), "999"},
		{measure.Count(1, "vertex") + measure.Count(2000, "vertex"), "1 vertex2,000 vertices"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestReadBenchmarks(t *testing.T) {
	b := measure.Benchmarked{}
	text := "goos: linux\nBenchmarkRun/andorra-2   \t 5\t 238081132 ns/op\t 3.0 λ_h\nBenchmarkRun/step=10-2 7 1.5 ns/op\nPASS\n"
	for range 2 {
		if err := b.Read(text); err != nil {
			t.Fatal(err)
		}
	}
	if d, err := b.Median("BenchmarkRun/andorra"); err != nil || d != 238081132 || len(b["BenchmarkRun/step=10"]) != 2 {
		t.Errorf("%v, %v, %v", d, err, b)
	}
	if _, err := b.Median("BenchmarkRun"); err == nil {
		t.Error("a benchmark that has not run has a median")
	}
	if b.Read("PASS\n") == nil || b.Read("--- FAIL: x\n"+text) == nil {
		t.Error("benchmarks that fail pass")
	}
}
