package text_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rivo/uniseg"

	"lindero/lang"
	"lindero/report"
	"lindero/report/internal/sample"
	"lindero/report/text"
)

var update = flag.Bool("update", false, "write what is there into testdata")

func markdown(t testing.TB, d *report.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := text.WriteMarkdown(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func table(t testing.TB, d *report.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := text.WriteCSV(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for _, l := range []lang.Lang{lang.English, lang.Spanish} {
		d := sample.Document(l)
		d.Data.Rows[1][2].Text = "Puesto 警察 | <b>"
		for name, got := range map[string]string{"small." + string(l) + ".md": markdown(t, d), "small." + string(l) + ".csv": table(t, d)} {
			name = filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s is not what is written; see go test ./report/text -update and git diff", name)
			}
		}
	}
}

// TestLinesUp wants the bars of a table below each other, as a terminal shows them.
func TestLinesUp(t *testing.T) {
	d := sample.Document(lang.Spanish)
	d.Data.Rows[0][2].Text, d.Data.Rows[1][2].Text = "警察署", "Volcán 🚔"
	widths := map[int]bool{}
	for line := range strings.Lines(markdown(t, d)) {
		if strings.HasPrefix(line, "| ") && strings.Contains(line, "Flor") {
			widths[uniseg.StringWidth(strings.TrimSuffix(line, "\n"))] = true
		}
	}
	if len(widths) != 1 {
		t.Errorf("rows are %v columns wide", widths)
	}
	d.Data.Rows[2][2].Text = strings.Repeat("n", 500)
	for line := range strings.Lines(markdown(t, d)) {
		if len(line) > 400 && !strings.Contains(line, "nnn") {
			t.Errorf("one long name makes all rows %d bytes long", len(line))
		}
	}
}

// TestDirections wants words from right to left kept from turning their row.
func TestDirections(t *testing.T) {
	d := sample.Document(lang.English)
	d.Data.Rows[0][2].Text = "שער הגבול"
	if got := markdown(t, d); !strings.Contains(got, "| \u2068שער הגבול\u2069 ") || strings.Count(got, "\u2068") != 1 {
		t.Error("a name turns its row")
	}
}

func TestLongTable(t *testing.T) {
	d := sample.Document(lang.English)
	d.Data = sample.Gaps(lang.English, 100_000)
	d.Sections = []report.Section{{ID: "gaps", Title: "Gaps", Tables: []*report.Table{d.Data}}}
	got := markdown(t, d)
	if rows := strings.Count(got, "\n|"); rows != 2+report.PageRows {
		t.Errorf("%d lines", rows)
	}
	if !strings.Contains(got, "The first 1,000 of 100,000 rows. The other 99,000 are in the CSV file") {
		t.Error("nothing says that rows are left out")
	}
	if rows := strings.Count(table(t, d), "\n"); rows != 100_001 {
		t.Errorf("the CSV has %d lines", rows)
	}
}

func TestEmpty(t *testing.T) {
	if got := markdown(t, &report.Document{}); got != "## Summary\n" {
		t.Errorf("%q", got)
	}
	if err := text.WriteCSV(io.Discard, &report.Document{}); !errors.Is(err, text.ErrNoData) {
		t.Errorf("no table: %v", err)
	}
	d := &report.Document{Data: &report.Table{Columns: []report.Column{{Key: "gap"}, {Key: "length_m"}}}}
	if got := table(t, d); got != "gap,length_m\n" {
		t.Errorf("%q", got)
	}
}

// TestCSVValues reads back what was written.
func TestCSVValues(t *testing.T) {
	zone := time.FixedZone("", -6*3600)
	at := time.Date(2027, 1, 4, 6, 30, 0, 0, zone)
	type reason string
	for _, c := range []struct {
		of   report.Type
		cell report.Cell
		want string
	}{
		{report.Number, report.Cell{Text: "235.4", Value: 235400.00000022934}, "235400.00000022934"},
		{report.Number, report.Cell{Value: -0.1}, "-0.1"},
		{report.Number, report.Cell{Value: 1e21}, "1000000000000000000000"},
		{report.Number, report.Cell{Value: 1e-7}, "0.0000001"},
		{report.Number, report.Cell{Value: math.Copysign(0, -1)}, "0"},
		{report.Number, report.Cell{Text: "–", Value: math.NaN()}, ""},
		{report.Number, report.Cell{Text: "–", Value: math.Inf(1)}, ""},
		{report.Number, report.Cell{Text: "–"}, ""},
		{report.Count, report.Cell{Text: "1,000", Value: 1000}, "1000"},
		{report.Count, report.Cell{Value: -3}, "-3"},
		{report.Moment, report.Cell{Text: "4 Jan", Value: at}, "2027-01-04T06:30:00-06:00"},
		{report.Moment, report.Cell{Value: at.UTC()}, "2027-01-04T12:30:00Z"},
		{report.Truth, report.Cell{Text: "sí", Value: true}, "true"},
		{report.Text, report.Cell{Text: "río", Value: "river"}, "river"},
		{report.Text, report.Cell{Text: "se ve poco", Value: reason("revisit_exceeded")}, "revisit_exceeded"},
		{report.Text, report.Cell{Text: "Tecún Umán"}, "Tecún Umán"},
		{report.Text, report.Cell{Text: "=1+1"}, "'=1+1"},
		{report.Text, report.Cell{Text: "a\nb"}, "a b"},
	} {
		got, err := csv.NewReader(strings.NewReader(table(t, one(c.of, c.cell)))).ReadAll()
		if err != nil || len(got) != 2 {
			t.Fatal(got, err)
		}
		if got[1][1] != c.want {
			t.Errorf("%+v is written %q, want %q", c.cell, got[1][1], c.want)
		}
		if v, is := c.cell.Value.(float64); is && c.want != "" {
			if back, err := strconv.ParseFloat(got[1][1], 64); err != nil || back != v {
				t.Errorf("%v reads back as %v", v, back)
			}
		}
	}
	for _, wrong := range []report.Cell{{Value: "x"}, {Value: 1}, {Value: at}, {Value: true}} {
		if err := text.WriteCSV(io.Discard, one(report.Number, wrong)); err == nil || !strings.Contains(err.Error(), "row 1, value_m") {
			t.Errorf("%v as a number: %v", wrong.Value, err)
		}
	}
}

// one is a report whose table has one value.
func one(of report.Type, c report.Cell) *report.Document {
	return &report.Document{Data: &report.Table{Columns: []report.Column{{Key: "gap"}, {Key: "value_m", Type: of}}, Rows: [][]report.Cell{{{Text: "g"}, c}}}}
}

// TestCSVForm holds a table to RFC 4180 byte by byte.
func TestCSVForm(t *testing.T) {
	d := one(report.Text, report.Cell{Text: "a \"b\", c"})
	d.Data.Rows = append(d.Data.Rows, []report.Cell{{Text: "h"}}, nil)
	if got, want := table(t, d), "gap,value_m\ng,\"a \"\"b\"\", c\"\nh,\n,\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSameBytes(t *testing.T) {
	a, b := sample.Document(lang.Spanish), sample.Document(lang.Spanish)
	if !reflect.DeepEqual([]string{markdown(t, a), table(t, a)}, []string{markdown(t, b), table(t, b)}) {
		t.Error("a report differs from itself")
	}
}

// TestFullDisk wants the error of the disk, wherever it fills up, and a writer that
// stops there.
func TestFullDisk(t *testing.T) {
	d := sample.Large(lang.English, 900)
	for name, size := range map[string]int{"md": len(markdown(t, d)), "csv": len(table(t, d))} {
		write := map[string]func(io.Writer, *report.Document) error{"md": text.WriteMarkdown, "csv": text.WriteCSV}[name]
		for left := 0; left < size; left += size / 7 {
			if err := write(&sample.Full{Left: left}, d); !errors.Is(err, sample.ErrFull) {
				t.Errorf("%s, %d bytes fit: %v", name, left, err)
			}
		}
		if err := write(&sample.Full{Left: size}, d); err != nil {
			t.Error(name, err)
		}
	}
}

func BenchmarkMarkdown(b *testing.B) {
	d := sample.Large(lang.Spanish, 50)
	b.ReportAllocs()
	for b.Loop() {
		if err := text.WriteMarkdown(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCSV(b *testing.B) {
	d := sample.Large(lang.Spanish, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		if err := text.WriteCSV(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
