// Package formats lists what reports are written as. The command line, the server
// and package report/batch choose among them by their code, which is also the
// ending of a file.
package formats

import (
	"fmt"
	"io"
	"strings"

	"lindero/report"
	"lindero/report/html"
	"lindero/report/paper"
	"lindero/report/pdf"
	"lindero/report/text"
	"lindero/report/xlsx"
)

// Options are what writers may be told beside what is in a document.
type Options struct {
	Paper paper.Size // of formats with pages
}

// Format is a way to write a report.
type Format struct {
	Code      string // html; files end with .html
	MediaType string
	// Figures says that it shows figures. For others they need not be made
	// (report.Options.Bare).
	Figures bool
	// Binary says that it is no text.
	Binary bool
	// Write writes a document. The same document and options give the same bytes.
	Write func(io.Writer, *report.Document, Options) error
}

// All returns the formats, those that people read first.
func All() []Format { return append([]Format(nil), all...) }

// Codes returns the codes of all formats, in their order.
func Codes() []string {
	out := make([]string, len(all))
	for i, f := range all {
		out[i] = f.Code
	}
	return out
}

// Of returns the format of a code, which may be in capitals.
func Of(code string) (Format, error) {
	for _, f := range all {
		if strings.EqualFold(f.Code, code) {
			return f, nil
		}
	}
	return Format{}, fmt.Errorf("no report is written as %q; there are %s", code, strings.Join(Codes(), ", "))
}

// Those that take no options.
func plain(write func(io.Writer, *report.Document) error) func(io.Writer, *report.Document, Options) error {
	return func(w io.Writer, d *report.Document, _ Options) error { return write(w, d) }
}

// all are the formats.
var all = []Format{
	{"html", "text/html; charset=utf-8", true, false, plain(html.Write)},
	{"pdf", "application/pdf", true, true, func(w io.Writer, d *report.Document, o Options) error { return pdf.Write(w, d, o.Paper) }},
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false, true, plain(xlsx.Write)},
	{"csv", "text/csv; charset=utf-8", false, false, plain(text.WriteCSV)},
	{"md", "text/markdown; charset=utf-8", false, false, plain(text.WriteMarkdown)},
}
