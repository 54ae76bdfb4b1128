// Package html writes a report as one page of HTML: no scripts, no fonts, nothing
// from anywhere else, so it is read without a network and from an attachment. It
// follows the reader's choice of light or dark, fits a telephone and a desk, and
// prints on A4 and letter, always light.
//
// A page of an 18 pair plan takes a third of a millisecond without its drawings. A long
// table has its first report.PageRows rows and says how many more there are, so a
// page and the memory for it stay bounded.
package html

import (
	"bufio"
	_ "embed"
	"html"
	"io"
	"strconv"
	"strings"

	"lindero/data/drawing"
	"lindero/lang"
	"lindero/report"
	"lindero/report/letters"
)

//go:embed page.css
var style string

// policy lets a page load nothing and run nothing, whatever got into it.
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

// Write writes a report as a page. The same document gives the same bytes. An
// error is that of w, or of a drawing; what was written until then is no page.
func Write(w io.Writer, d *report.Document) error {
	p := &page{w: bufio.NewWriterSize(w, 64<<10), d: d, t: d.Lang.T, used: map[string]bool{}}
	p.plan()
	p.head()
	p.top()
	p.summary()
	for i := range d.Sections {
		p.section(i)
	}
	p.sources()
	p.about()
	p.foot()
	if p.err != nil {
		return p.err
	}
	return p.w.Flush()
}

// page is a page while it is written. Errors of w are kept by its buffer until the
// end; err is the first of a drawing.
type page struct {
	w        *bufio.Writer
	d        *report.Document
	t        func(key string) string
	used     map[string]bool // ids
	texts    []string        // of the cell at hand
	sections []string        // the ids of the document's
	err      error
}

// raw writes markup as it is, and text what it shows.
func (p *page) raw(parts ...string) {
	for _, s := range parts {
		p.w.WriteString(s) //nolint:errcheck // the buffer keeps it for Flush
	}
}

func (p *page) text(s string) { p.w.WriteString(escaped(s)) } //nolint:errcheck // as in raw

// escaped is for text and for quoted attributes.
func escaped(s string) string { return html.EscapeString(letters.Clean(s)) }

// plan chooses the ids of the sections, which the contents lead to.
func (p *page) plan() {
	for _, id := range []string{"main", "contents", "summary", "sources", "about"} {
		p.used[id] = true
	}
	for i := range p.d.Sections {
		p.sections = append(p.sections, p.id("", p.d.Sections[i].ID))
	}
}

// id makes an id of a code that no other has. Codes are ours; of others only what
// may stand in ids and classes without more is taken.
func (p *page) id(prefix, code string) string {
	kept := prefix + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return -1
	}, code)
	switch {
	case kept == prefix:
		kept += "part"
	case prefix == "" && kept[0] < 'A':
		kept = "part-" + kept
	}
	id := kept
	for n := 2; p.used[id]; n++ {
		id = kept + "-" + strconv.Itoa(n)
	}
	p.used[id] = true
	return id
}

func (p *page) head() {
	code := p.d.Lang
	if code == "" {
		code = lang.English
	}
	p.raw("<!DOCTYPE html>\n<html lang=\"", escaped(string(code)), "\">\n<head>\n<meta charset=\"utf-8\">\n")
	p.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	p.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"", policy, "\">\n")
	p.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
	p.text(p.d.Title)
	p.raw("</title>\n<style>\n", style, p.margins(), "</style>\n</head>\n")
}

// margins says what stands around each printed page: what it is and for whom, the
// notice, and the number of the page.
func (p *page) margins() string {
	return "@page{@top-left{content:" + quoted(p.d.Title, 90) + "}@top-right{content:" + quoted(p.d.Viewer, 60) +
		"}@bottom-left{content:" + quoted(p.d.Notice, 240) + "}@bottom-right{content:counter(page)\" / \"counter(pages)}}\n"
}

// quoted is a string of CSS of at most so many characters, in which nothing but
// letters and digits of ASCII stands as it is (CSS Syntax 3, section 4.3.7).
func quoted(s string, most int) string {
	if s == "" {
		return "none"
	}
	var b strings.Builder
	b.WriteByte('"')
	n := 0
	for _, r := range letters.Clean(s) {
		if n++; n > most {
			r = '…'
		}
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else {
			b.WriteString("\\" + strconv.FormatInt(int64(r), 16) + " ")
		}
		if n > most {
			break
		}
	}
	b.WriteByte('"')
	return b.String()
}

// top is what stands above the summary: title, for whom, notice, contents.
func (p *page) top() {
	p.raw("<body>\n<a class=\"skip\" href=\"#main\">")
	p.text(p.t("skip to report"))
	p.raw("</a>\n<header>\n<h1 dir=\"auto\">")
	p.text(p.d.Title)
	p.raw("</h1>\n")
	p.paragraph("viewer", p.d.Viewer)
	p.paragraph("period", p.d.Period)
	p.paragraph("notice", p.d.Notice)
	p.raw("</header>\n<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">")
	p.text(p.t("contents of report"))
	p.raw("</h2>\n<ol>\n")
	p.entry("summary", p.t("report summary"))
	for i, id := range p.sections {
		p.entry(id, p.d.Sections[i].Title)
	}
	if len(p.d.Sources) > 0 {
		p.entry("sources", p.t("report sources"))
	}
	if len(p.d.About) > 0 {
		p.entry("about", p.t("about report"))
	}
	p.raw("</ol>\n</nav>\n<main id=\"main\" tabindex=\"-1\">\n")
}

func (p *page) entry(id, title string) {
	p.raw("<li><a href=\"#", id, "\">")
	p.text(title)
	p.raw("</a></li>\n")
}

// paragraph writes nothing of nothing.
func (p *page) paragraph(class, text string) {
	if text == "" {
		return
	}
	p.raw("<p")
	if class != "" {
		p.raw(" class=\"", class, "\"")
	}
	p.raw(">")
	p.text(text)
	p.raw("</p>\n")
}

func (p *page) open(id, class, title string) {
	p.raw("<section id=\"", id, "\"", class, ">\n<h2>")
	p.text(title)
	p.raw("</h2>\n")
}

func (p *page) summary() {
	p.open("summary", "", p.t("report summary"))
	p.facts("headline", p.d.Headline)
	if len(p.d.Summary) > 0 {
		p.raw("<ul class=\"says\">\n")
		for _, s := range p.d.Summary {
			p.raw("<li>")
			p.text(s)
			p.raw("</li>\n")
		}
		p.raw("</ul>\n")
	}
	p.raw("</section>\n")
}

func (p *page) facts(class string, facts []report.Fact) {
	if len(facts) == 0 {
		return
	}
	p.raw("<dl class=\"", class, "\">\n")
	for _, f := range facts {
		p.raw("<div><dt>")
		p.text(f.Name)
		p.raw("</dt><dd dir=\"auto\">")
		p.text(f.Value)
		p.raw("</dd>")
		if f.Note != "" {
			p.raw("<dd class=\"note\">")
			p.text(f.Note)
			p.raw("</dd>")
		}
		p.raw("</div>\n")
	}
	p.raw("</dl>\n")
}

func (p *page) section(i int) {
	s := &p.d.Sections[i]
	p.open(p.sections[i], when(sideways(s), "wide"), s.Title)
	for _, text := range s.Text {
		p.paragraph("", text)
	}
	for j := range s.Figures {
		p.figure(&s.Figures[j], s.Title)
	}
	for _, t := range s.Tables {
		p.table(t, s.Title)
	}
	p.raw("</section>\n")
}

// figure writes a picture with its words; without a drawing the words alone.
func (p *page) figure(f *report.Figure, section string) {
	id := p.id("figure-", f.ID)
	caption := first(f.Caption, section)
	p.raw("<figure id=\"", id, "\"", when(f.Wide, "wide"), ">\n")
	if f.Drawing == nil {
		p.paragraph("", f.Alt)
	} else {
		p.raw("<div class=\"scroll picture\" role=\"group\" tabindex=\"0\" aria-labelledby=\"", id, "-caption\"><div role=\"img\" aria-label=\"",
			escaped(first(f.Alt, caption)), "\">\n")
		if err := f.Drawing.WriteSVG(p.w, drawing.SVG{Inline: true, Prefix: id + "-"}); err != nil && p.err == nil {
			p.err = err
		}
		p.raw("</div></div>\n")
	}
	p.raw("<figcaption id=\"", id, "-caption\">")
	p.text(caption)
	p.raw("</figcaption>\n</figure>\n")
}

func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

func when(is bool, class string) string {
	if is {
		return " class=\"" + class + "\""
	}
	return ""
}

func (p *page) sources() {
	if len(p.d.Sources) == 0 {
		return
	}
	p.open("sources", "", p.t("report sources"))
	p.raw("<ul>\n")
	for _, s := range p.d.Sources {
		p.raw("<li>")
		if web := s.Web(); web != "" {
			p.raw("<a href=\"", escaped(web), "\" rel=\"noreferrer\">")
			p.text(first(s.Name, s.URL))
			p.raw("</a>")
		} else {
			p.text(s.Name)
		}
		for _, more := range []string{s.Attribution, s.Licence} {
			if more != "" {
				p.raw(". ")
				p.text(strings.TrimRight(more, ". "))
			}
		}
		p.raw(".</li>\n")
	}
	p.raw("</ul>\n</section>\n")
}

func (p *page) about() {
	if len(p.d.About) == 0 {
		return
	}
	p.open("about", "", p.t("about report"))
	p.facts("facts", p.d.About)
	p.raw("</section>\n")
}

func (p *page) foot() {
	p.raw("</main>\n<footer>\n")
	p.paragraph("", p.d.Title)
	p.paragraph("notice", p.d.Notice)
	p.raw("</footer>\n</body>\n</html>\n")
}
