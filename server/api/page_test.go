package api_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/gorilla/mux"

	"lindero/lang"
	"lindero/server/api"
)

const base = "http://127.0.0.1:8080"

// router finds the template of a request, as the server's does.
func router(d *api.Description) *mux.Router {
	r := mux.NewRouter().UseEncodedPath()
	for _, name := range d.Templates() {
		method, path, _ := strings.Cut(name, " ")
		r.Path(path).Methods(method)
	}
	return r
}

func page(t testing.TB, d *api.Description, l lang.Lang, public bool) string {
	t.Helper()
	text, err := d.Page(l, base, public)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestPage: all operations are there, links lead somewhere, and nothing is
// fetched.
func TestPage(t *testing.T) {
	d := loaded(t)
	for _, l := range []lang.Lang{lang.English, lang.Spanish} {
		for _, public := range []bool{false, true} {
			text, ids := page(t, d, l, public), map[string]bool{}
			for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(text, -1) {
				if ids[m[1]] {
					t.Errorf("the id %s is there twice", m[1])
				}
				ids[m[1]] = true
			}
			for _, m := range regexp.MustCompile(`(?:href="|aria-labelledby="#?)([^"]*)"`).FindAllStringSubmatch(text, -1) {
				name, local := strings.CutPrefix(m[1], "#")
				if !ids[name] && !strings.HasPrefix(m[1], base+"/") || local && !ids[name] {
					t.Errorf("a link leads to %s", m[1])
				}
			}
			for _, name := range d.Templates() {
				method, path, _ := strings.Cut(name, " ")
				private := strings.HasPrefix(path, "/processes") || strings.HasPrefix(path, "/jobs") || strings.HasSuffix(path, "/plan") || strings.HasSuffix(path, "/scenario.zip")
				if has := strings.Contains(text, "<b>"+method+"</b><code>"+path+"</code>"); has != (!public || !private) {
					t.Errorf("%s, public %v: %s is there: %v", l, public, name, has)
				}
			}
			for _, never := range []string{"<script", "<link", "<img", "url(", "@import", "javascript:", "ZgotmplZ", "<no value>", "&amp;lt;", "`"} {
				if strings.Contains(text, never) {
					t.Errorf("the page has %s", never)
				}
			}
			if !strings.HasPrefix(text, "<!doctype html>\n<html lang=\""+string(l)+"\">") || !strings.Contains(text, l.T("api parameters")) || !strings.Contains(text, "A link <code>next</code> leads on") {
				t.Errorf("%.100s", text)
			}
		}
	}
}

var curl = regexp.MustCompile(`>(curl [^<]*)</pre>`)

// TestCurl takes the examples apart, as a shell does, and holds each to the
// description.
func TestCurl(t *testing.T) {
	d := loaded(t)
	routes, met := router(d), map[string]bool{}
	for _, m := range curl.FindAllStringSubmatch(page(t, d, lang.English, false), -1) {
		method, address, body, header := taken(html.UnescapeString(m[1]))
		u, err := url.Parse(address)
		if err != nil || !strings.HasPrefix(address, base+"/") {
			t.Errorf("%s: %v", m[1], err)
			continue
		}
		r := request(method, u.RawQuery, body, header...)
		r.URL.Path, r.URL.RawPath = u.Path, u.RawPath
		var match mux.RouteMatch
		if !routes.Match(r, &match) {
			t.Errorf("%s leads nowhere", m[1])
			continue
		}
		template, err := match.Route.GetPathTemplate()
		if err != nil {
			t.Fatal(err)
		}
		met[method+" "+template] = true
		if p := d.Check(r, template, match.Vars); p != nil {
			t.Errorf("%s: %s", m[1], told(p))
		}
	}
	if len(met) != 34 {
		t.Errorf("%d operations have an example: %v", len(met), met)
	}
}

// taken takes a command line of curl apart.
func taken(line string) (method, address, body string, header []string) {
	words := regexp.MustCompile(`'((?:[^']|'\\'')*)'|(\S+)`).FindAllStringSubmatch(line, -1)
	method = http.MethodGet
	for i := 1; i < len(words); i++ {
		word := func() string {
			if words[i][2] != "" {
				return words[i][2]
			}
			return strings.ReplaceAll(words[i][1], `'\''`, "'")
		}
		switch word() {
		case "-X":
			i++
			method = word()
		case "-H":
			i++
			name, value, _ := strings.Cut(word(), ": ")
			header = append(header, name, value)
		case "-d":
			i++
			method, body = http.MethodPost, word()
		default:
			address = word()
		}
	}
	return method, address, body, header
}

func BenchmarkPage(b *testing.B) {
	d := loaded(b)
	for b.Loop() {
		page(b, d, lang.Spanish, false)
	}
}
