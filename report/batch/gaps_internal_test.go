package batch

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/geo"
	"lindero/planner"
	"lindero/report"
	"lindero/sectors"
)

// TestPublicSectorsOfARing: a sector is drawn where it lies, also where it goes on
// over the place where the border begins, or all around; one shorter than the
// kilometres that are told is drawn nowhere.
func TestPublicSectorsOfARing(t *testing.T) {
	s, _, err := data.ReadScenario("andorra")
	if err != nil {
		t.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	last := len(l.BorderFromM) - 1
	all := l.BorderFromM[last] + l.Routes[last].Line.LengthM()
	table := &report.Table{Columns: []report.Column{{Key: "sector"}, {Key: "from_m"}, {Key: "to_m"}, {Key: "length_m"}}}
	f := featuresOf("x", report.Input{Layout: l, Plan: &planner.Plan{LengthM: all}}, table)
	for _, c := range []struct{ fromM, toM, lengthM, want float64 }{
		{10_000, 30_000, 20_000, 20_000},
		{all - 5000, 4000, 9000, 9000},
		{7000, 7000, math.Round(all/1000) * 1000, all},
		{7000, 7000, 0, 0}, {7000, 7000, 1000, 0},
	} {
		row := []report.Cell{{Value: 1}, {Value: c.fromM}, {Value: c.toM}, {Value: c.lengthM}}
		got := 0.0
		for _, line := range f.shape(row).(orb.MultiLineString) {
			for i := 1; i < len(line); i++ {
				got += geo.DistanceM(line[i-1], line[i])
			}
		}
		if math.Abs(got-c.want) > 1 {
			t.Errorf("%+v: %.0f m are drawn", c, got)
		}
	}
}

// TestRowsOfAllGaps: in the table of all gaps a row is one line, numbers are as they
// were written, and no name is taken for a formula.
func TestRowsOfAllGaps(t *testing.T) {
	var geo, table bytes.Buffer
	a := &all{geo: &geo, csv: csv.NewWriter(&table), columns: []string{"name", "from_m", "open", "none"}, row: make([]string, 4)}
	for _, feature := range []string{
		`{"type":"Feature","properties":{"name":"=HYPERLINK(\"http://x\")","from_m":-1234567.890123,"open":true}}`,
		`{"type":"Feature","properties":{"name":"a\nb\u202ec","from_m":0}}`,
	} {
		if err := a.one([]byte(feature)); err != nil {
			t.Fatal(err)
		}
	}
	a.csv.Flush()
	if want := "\"'=HYPERLINK(\"\"http://x\"\")\",-1234567.890123,true,\na bc,0,,\n"; table.String() != want {
		t.Errorf("%q, want %q", table.String(), want)
	}
}

// TestRecordOfManyWorkers: reports are looked up in a record while others are added
// to it. The race detector sees where that is not held apart.
func TestRecordOfManyWorkers(t *testing.T) {
	path := filepath.Join(t.TempDir(), ".x.reports")
	r, err := openRecord(path)
	if err != nil {
		t.Fatal(err)
	}
	r.lock = flock.New(path)
	var workers sync.WaitGroup
	for w := range 4 {
		workers.Go(func() {
			for i := range 50 {
				name := fmt.Sprintf("%d-%d", w, i)
				r.kept("", name, "key")
				if err := r.add(entry{Name: name, Key: "key"}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	workers.Wait()
	r.close()
	again, err := openRecord(path)
	if err != nil || len(again.made) != 200 {
		t.Fatalf("%d reports are noted, %v", len(again.made), err)
	}
	again.file.Close()
}

// TestIndexOfHostileNames: what was typed as a name is text on the index, and turns
// nothing beside it; an address that is none of the web is not led to.
func TestIndexOfHostileNames(t *testing.T) {
	const name = "<script>x</script>\u202e\u2067\x00"
	one := Report{Job: Job{Name: "a b"}, Summary: Summary{Title: name, Border: name, Notice: name,
		Sources: []report.Source{{Name: name, Licence: name, Attribution: name, URL: "javascript:alert(1)"}}}, Files: []string{"report.html", "report.pdf"}}
	var page bytes.Buffer
	if err := writeIndex(&page, report.Options{}, &Result{Reports: []Report{one}, Failures: []Failure{{Job{Name: "c"}, errors.New(name)}}}); err != nil {
		t.Fatal(err)
	}
	got := page.String()
	for _, bad := range []string{"<script", "javascript:alert(1)\"", "#Zgot", "\u202e", "\u2067", "\x00"} {
		if strings.Contains(got, bad) {
			t.Errorf("%q is on the index:\n%s", bad, got)
		}
	}
	if strings.Count(got, "&lt;script&gt;x&lt;/script&gt;") < 6 || !strings.Contains(got, `href="a%20b/report.html"`) {
		t.Errorf("%s", got)
	}
}

// TestPlain wants of values what programs read: numbers to six decimals, and nothing
// of what is none.
func TestPlain(t *testing.T) {
	at := time.Date(2027, 1, 4, 6, 30, 0, 0, time.FixedZone("", -6*3600))
	for _, c := range []struct {
		in   report.Cell
		want any
	}{
		{report.Cell{Value: 1234.56789012, Text: "1.2"}, 1234.56789}, {report.Cell{Value: -1e-9}, 0.0}, {report.Cell{Value: math.Inf(1), Text: "x"}, nil}, {report.Cell{Value: math.NaN(), Text: "x"}, nil},
		{report.Cell{Value: at, Text: "Mon"}, "2027-01-04T06:30:00-06:00"}, {report.Cell{Value: "river", Text: "río"}, "river"}, {report.Cell{Text: "río"}, "río"}, {report.Cell{}, nil},
		{report.Cell{Value: true}, true}, {report.Cell{Value: 7}, 7},
	} {
		if got := plain(c.in); got != c.want {
			t.Errorf("%+v: %v, want %v", c.in, got, c.want)
		}
	}
}
