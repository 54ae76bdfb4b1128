//go:build peers

package xlsx_test

import (
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lindero/internal/oracle"
)

// office converts a file with LibreOffice and returns the name of the new one.
func office(t *testing.T, path, to string) string {
	t.Helper()
	profile := "-env:UserInstallation=file://" + t.TempDir()
	cmd := exec.CommandContext(t.Context(), oracle.Tool(t, "soffice"), profile, "--headless", "--convert-to", to, "--outdir", filepath.Dir(path), path)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "LC_ALL=C.UTF-8"}
	out, err := cmd.CombinedOutput()
	made := strings.TrimSuffix(path, ".xlsx") + "." + to
	if _, missing := os.Stat(made); err != nil || missing != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, out)
	}
	return made
}

// flat is a spreadsheet as LibreOffice writes it out (OpenDocument, flat XML).
type flat struct {
	Tables []struct {
		Name string    `xml:"name,attr"`
		Head []flatRow `xml:"table-header-rows>table-row"`
		Rows []flatRow `xml:"table-row"`
	} `xml:"body>spreadsheet>table"`
	Filters []struct {
		Range string `xml:"target-range-address,attr"`
		Shown bool   `xml:"display-filter-buttons,attr"`
	} `xml:"body>spreadsheet>database-ranges>database-range"`
}

type flatRow struct {
	Times int `xml:"number-rows-repeated,attr"`
	Cells []struct {
		XMLName xml.Name
		Times   int         `xml:"number-columns-repeated,attr"`
		Kind    string      `xml:"urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type,attr"`
		Formula string      `xml:"formula,attr"`
		Value   string      `xml:"urn:oasis:names:tc:opendocument:xmlns:office:1.0 value,attr"`
		Date    string      `xml:"date-value,attr"`
		Text    []paragraph `xml:"p"`
	} `xml:",any"`
}

type paragraph struct {
	Inner string `xml:",innerxml"`
}

// cells are those of a row, spelt out.
func (r flatRow) cells() []read {
	var out []read
	for _, c := range r.Cells {
		var v read
		var lines []string
		for _, p := range c.Text {
			lines = append(lines, plain(p.Inner))
		}
		switch {
		case c.Formula == "of:=FALSE()":
			v = read{"b", "false"}
		case c.Formula == "of:=TRUE()":
			v = read{"b", "true"}
		case c.Formula != "":
			v = read{"f", c.Formula}
		case c.Kind == "float":
			v = read{"n", c.Value}
		case c.Kind == "date":
			v = read{"d", c.Date}
			if !strings.Contains(c.Date, "T") {
				v.Value += "T00:00:00"
			}
		case c.Kind == "string":
			v = read{"s", strings.Join(lines, "\n")}
		}
		for range min(max(c.Times, 1), 50) {
			out = append(out, v)
		}
	}
	return out
}

// plain is the text of a paragraph, where runs of spaces and tabs are elements.
func plain(inner string) string {
	inner = regexp.MustCompile(`<text:s text:c="(\d+)"/>`).ReplaceAllStringFunc(inner, func(s string) string {
		n, _ := strconv.Atoi(regexp.MustCompile(`\d+`).FindString(s))
		return strings.Repeat(" ", n)
	})
	inner = strings.NewReplacer("<text:s/>", " ", "<text:tab/>", "\t").Replace(inner)
	inner = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(inner, "")
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&amp;", "&").Replace(inner)
}

// TestLibreOffice has LibreOffice open what was written, and say what it sees:
// it writes 15 digits of numbers.
func TestLibreOffice(t *testing.T) {
	for name, d := range documents(t) {
		path := filepath.Join(t.TempDir(), name+".xlsx")
		asHeld(d)
		if err := os.WriteFile(path, written(t, d), 0o644); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(office(t, path, "fods"))
		if err != nil {
			t.Fatal(err)
		}
		var book flat
		if err := xml.Unmarshal(text, &book); err != nil {
			t.Fatal(err)
		}
		tables := tablesOf(d)
		if len(book.Tables) != len(tables)+1 {
			t.Fatalf("%s: %d sheets for %d tables", name, len(book.Tables), len(tables))
		}
		seen, filters := 0, []string{}
		for i, table := range tables {
			s := book.Tables[i+1]
			if len(table.Columns) == 0 {
				continue
			}
			if len(s.Head) != 1 {
				t.Errorf("%s, %s: %d rows are on every page", name, s.Name, len(s.Head))
			}
			filters = append(filters, fmt.Sprintf(".%s", cellName(len(table.Columns), len(table.Rows)+1)))
			var rows [][]read
			for _, r := range append(s.Head, s.Rows...) {
				for range min(max(r.Times, 1), 50) {
					rows = append(rows, r.cells())
				}
			}
			seen += compare(t, table, func(row, col int) read {
				if row >= len(rows) || col >= len(rows[row]) {
					return read{}
				}
				return rows[row][col]
			}, 1e-14)
		}
		var got []string
		for _, f := range book.Filters {
			if f.Shown {
				got = append(got, f.Range[strings.LastIndex(f.Range, "."):])
			}
		}
		slices.Sort(got)
		slices.Sort(filters)
		if !slices.Equal(got, filters) {
			t.Errorf("%s: filters down to %v, want %v", name, got, filters)
		}
		if t.Logf("%s: %d cells of %d tables", name, seen, len(tables)); seen < 20 {
			t.Errorf("%s: only %d cells", name, seen)
		}
	}
}

// TestPrinted has LibreOffice print what was written: all words are on paper,
// which lies sideways. The pages are kept as pictures in the folder that
// LINDERO_PEERS_OUT names.
func TestPrinted(t *testing.T) {
	for name, d := range documents(t) {
		path := filepath.Join(t.TempDir(), name+".xlsx")
		if err := os.WriteFile(path, written(t, d), 0o644); err != nil {
			t.Fatal(err)
		}
		paper := office(t, path, "pdf")
		if info := strings.Join(oracle.Run(t, "pdfinfo", "", paper), "\n"); !regexp.MustCompile(`Page size: +84[12]\.\d+ x 595\.\d+ pts \(A4\)`).MatchString(info) {
			t.Errorf("%s: %s", name, info)
		}
		if dir := os.Getenv("LINDERO_PEERS_OUT"); dir != "" {
			oracle.Run(t, "pdftoppm", "", "-r", "70", "-png", paper, filepath.Join(dir, "xlsx-"+name))
		}
		if name == "hostile" {
			continue
		}
		printed := strings.Join(strings.Fields(strings.Join(oracle.Run(t, "pdftotext", "", "-layout", paper, "-"), " ")), "")
		var words []string
		for _, s := range d.Sections {
			if len(s.Text) > 0 { // else its tables are there, and say what they are
				words = append(append(words, s.Title), s.Text...)
			}
		}
		for _, f := range slices.Concat(d.Headline, d.About) {
			words = append(words, f.Name, f.Value, f.Note)
		}
		for _, table := range tablesOf(d) {
			words = append(words, table.Note, table.Title)
			for _, row := range table.Rows {
				words = append(words, row[0].Text)
			}
		}
		for _, w := range append(append(words, d.Title, d.Viewer, d.Period, d.Notice), d.Summary...) {
			// Words of two columns are mixed where both take several lines: the first of
			// each are held.
			w = strings.Join(strings.Fields(w), "")
			if !strings.Contains(printed, w[:min(len(w), 12)]) {
				t.Errorf("%s: %q is not on paper", name, w)
			}
		}
	}
}
