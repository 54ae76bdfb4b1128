package batch

import (
	"cmp"
	_ "embed"
	"errors"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"

	"lindero/data"
	"lindero/lang"
	"lindero/report"
	"lindero/report/letters"
)

//go:embed index.html.tmpl
var indexText string

// The template has nothing but the texts of the language to call.
var indexTemplate = template.Must(template.New("index").Funcs(template.FuncMap{"lines": func(s string) []string { return strings.Split(s, "\n") }}).Parse(indexText))

// index is what the page says.
type index struct {
	lang.Lang
	Public     bool
	Rows       []indexRow
	Total      indexRow
	Failures   []indexFailure
	Sources    []report.Source
	Notice     string
	Heading    string
	Failed     string
	Sorted     string
	GeoJSON    string
	CSV        string
	HasReports bool
}

// indexRow is a report in the table.
type indexRow struct {
	Name   string
	Link   template.URL
	Others []indexLink
	Length string
	Rows   string
	// Of the border: the share that is seen as asked, and lengths in kilometres.
	Seen, Late, Never, Overdue string
}

type indexLink struct {
	Text string
	Link template.URL
}

type indexFailure struct{ Name, Why string }

// writeIndex writes the page that leads to the reports, in their order.
func writeIndex(w io.Writer, o report.Options, res *Result) error {
	l := o.Lang
	x := index{Lang: l, Public: o.Viewer.Public, GeoJSON: gapsGeoJSON, CSV: gapsCSV, HasReports: len(res.Reports) > 0}
	x.Heading = l.Message("Coverage and gaps: %s borders", l.Count(len(res.Reports)))
	if len(res.Reports) == 1 {
		x.Heading = letters.Clean(res.Reports[0].Title)
	}
	x.Sorted = l.T("index sorted")
	if x.Public {
		x.Sorted = l.T("index sorted public")
	}
	var sum Totals
	named := map[string]int{}
	for i := range res.Reports {
		named[res.Reports[i].Border]++
	}
	for i := range res.Reports {
		r := &res.Reports[i]
		row := rowOf(o, r)
		if named[r.Border] > 1 && r.Border != r.Name { // told apart by their folders
			row.Name = l.Message("%s (%s)", row.Name, r.Name)
		}
		x.Rows = append(x.Rows, row)
		sum.Add(r.Totals)
	}
	x.Total = numbers(o, sum)
	for _, f := range res.Failures {
		x.Failures = append(x.Failures, indexFailure{f.Name, why(o, f)})
	}
	x.Failed = l.Message("%s could not be made", l.Count(len(res.Failures)))
	x.Sources, x.Notice = sourcesOf(res)
	x.Notice = letters.Clean(x.Notice)
	for i := range x.Sources {
		s := &x.Sources[i]
		*s = report.Source{Name: letters.Clean(s.Name), Licence: letters.Clean(s.Licence), Attribution: letters.Clean(s.Attribution), URL: letters.Clean(s.URL)}
	}
	return indexTemplate.Execute(w, &x)
}

// rowOf returns the row of a report, which leads to its first file that people
// read.
func rowOf(o report.Options, r *Report) indexRow {
	row := numbers(o, r.Totals)
	row.Name = letters.Clean(cmp.Or(r.Border, r.Name))
	files := slices.Clone(r.Files)
	slices.SortStableFunc(files, func(x, y string) int { return rank(x) - rank(y) })
	for i, f := range files {
		link := template.URL(url.PathEscape(r.Name) + "/" + url.PathEscape(f)) // #nosec G203: both are escaped
		if i == 0 {
			row.Link = link
		} else {
			row.Others = append(row.Others, indexLink{strings.TrimPrefix(f, "report."), link})
		}
	}
	return row
}

// rank puts files in the order in which people want them.
func rank(file string) int {
	at := slices.Index([]string{"report.html", "report.pdf", "report.md", "report.xlsx", "report.csv"}, file)
	if at < 0 {
		return 99
	}
	return at
}

func numbers(o report.Options, t Totals) indexRow {
	l, n := o.Lang, t.Gaps
	if o.Viewer.Public {
		n = t.Sectors
	}
	return indexRow{Length: report.Length(l, t.LengthM), Rows: l.Count(n), Seen: report.Share(l, t.CoveredM, t.LengthM),
		Late: report.Length(l, t.LateM), Never: report.Length(l, t.NeverM), Overdue: report.Length(l, t.OverdueM)}
}

// why says why a report could not be made. Only who may see all of both sides is
// told: what is wrong with an input names posts and patrols.
func why(o report.Options, f Failure) string {
	if o.Viewer != (report.Viewer{}) {
		return ""
	}
	return letters.CleanLines(f.In(o.Lang))
}

// FailureOf is a failure as programs read it.
type FailureOf struct {
	Name string `json:"name"`
	Path string `json:"path"`
	Why  string `json:"why"`
}

// Of returns the failure as programs read it, its reason in a language.
func (f *Failure) Of(l lang.Lang) FailureOf { return FailureOf{f.Name, f.Path, f.In(l)} }

// In says in a language why a job failed and how to mend it, a line each.
func (f *Failure) In(l lang.Lang) string {
	var input *data.InputError
	var fault *FaultError
	switch {
	case errors.As(f.Err, &input):
		return input.In(l.Message)
	case errors.As(f.Err, &fault):
		return l.Message("%s: a fault of this program (%v); please report it with this scenario", f.Path, fault.What)
	case errors.Is(f.Err, report.ErrNoSide):
		return l.Message("%s: the plan has no such side; leave it out, or name another with --side", f.Path)
	}
	return l.Message("%s: %v", f.Path, f.Err)
}

// sourcesOf returns the sources of all reports, each once, and the notice.
func sourcesOf(res *Result) (out []report.Source, notice string) {
	seen := map[report.Source]bool{}
	for i := range res.Reports {
		for _, s := range res.Reports[i].Sources {
			if !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		}
		if notice == "" {
			notice = res.Reports[i].Notice
		}
	}
	slices.SortStableFunc(out, func(x, y report.Source) int { return strings.Compare(x.Name, y.Name) })
	return out, notice
}
