package server_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	escaped "html"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
	"lindero/server"
)

// TestPublicTotals: the table of the page sums the gaps that the public sees,
// not those that it does not: how many there are tells how often somebody comes.
func TestPublicTotals(t *testing.T) {
	l, p := plantest.Drawn(t)
	cells := regexp.MustCompile(`<td>([^<]*)</td></tr>`)
	count := func(v data.View) string {
		body := do(planned(t, l, p, v), "GET", "/?f=html&lang=en").Body.String()
		all := cells.FindAllStringSubmatch(body, -1)
		if len(all) == 0 {
			t.Fatalf("no table: %s", body)
		}
		return all[len(all)-1][1]
	}
	for range 20 { // one gap comes back twenty times
		p.Gaps = append(p.Gaps, p.Gaps[0])
	}
	full, public := count(data.Full), count(data.Public)
	shown := items(t, planned(t, l, p, data.Public), "/collections/gaps/items").NumberMatched
	if full != "23" || public != strconv.Itoa(shown) || shown > 4 {
		t.Errorf("%s gaps to who sees all, %s to the public, which sees %d", full, public, shown)
	}
}

// markSecrets gives what is private in a scenario and its plan names and numbers
// that stand nowhere else, and returns them.
func markSecrets(t *testing.T, l *sectors.Layout, p *planner.Plan) (words []string, numbers []float64) {
	s := l.Scenario
	for i := range s.Posts {
		post := &s.Posts[i]
		post.At[0], post.At[1] = post.At[0]+0.0123457, post.At[1]+0.0076543
		post.WatchRadiusM = 1234.567 + float64(i)
		words = append(words, post.ID, post.Name, fmt.Sprint(post.At[0]), fmt.Sprint(post.At[1]))
		numbers = append(numbers, post.At[0], post.At[1], post.WatchRadiusM)
	}
	for i := range s.Patrols {
		patrol := &s.Patrols[i]
		patrol.ShiftH, patrol.RestH = 11.987654+float64(i), 9.123456+float64(i)
		words = append(words, patrol.ID)
		numbers = append(numbers, patrol.ShiftH, patrol.RestH)
	}
	for i := range p.Pairs {
		words = append(words, p.Pairs[i].ID)
	}
	for i := range p.Beats {
		p.Beats[i].RevisitH = 77.654321 + float64(i)
		words = append(words, p.Beats[i].ID)
		numbers = append(numbers, p.Beats[i].RevisitH)
	}
	for i := range p.Sorties {
		words = append(words, p.Sorties[i].ID)
	}
	for i := range p.Gaps {
		g := &p.Gaps[i]
		g.FromM, g.ToM = g.FromM+98.7654, g.ToM-87.6543
		g.RevisitH, g.ExposureKmH = 55.443322+float64(i), 66.554433+float64(i)
		numbers = append(numbers, g.RevisitH, g.ExposureKmH, math.Round(g.FromM*1000)/1000, math.Round(g.ToM*1000)/1000)
	}
	hash, err := p.Hash()
	if err != nil {
		t.Fatal(err)
	}
	words = append(words, s.Hash()[:16], hash[:16])
	for _, v := range numbers {
		words = append(words, strconv.FormatFloat(v, 'f', -1, 64))
	}
	// the period of the timetable, and its clock
	words = append(words, s.Start.Format("2006-01-02"), "surface", "shift_h", "gap_h", "lambda_h", "watch_radius")
	return words, numbers
}

// told returns the secrets that an answer tells, as text or, in a tile, as a
// double.
func told(w *httptest.ResponseRecorder, words []string, numbers []float64) []string {
	var out []string
	body := w.Body.String()
	plain := escaped.UnescapeString(body) + fmt.Sprint(w.Header())
	for _, word := range words {
		if strings.Contains(body, word) || strings.Contains(plain, word) {
			out = append(out, word)
		}
	}
	for _, v := range numbers {
		if strings.Contains(body, string(binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)))) {
			out = append(out, fmt.Sprint(v))
		}
	}
	return out
}

// walk asks for all that links from the root lead to, and for what it is given
// besides, and returns the answers by their addresses.
func walk(t *testing.T, h *server.Server, more ...string) map[string]*httptest.ResponseRecorder {
	t.Helper()
	link := regexp.MustCompile(`(?:"(?:href|\$id)":|href=)"([^"]*)"`)
	out, queue := map[string]*httptest.ResponseRecorder{}, append([]string{"/"}, more...)
	for len(queue) > 0 {
		target := queue[0]
		queue = queue[1:]
		if _, seen := out[target]; seen {
			continue
		}
		w := do(http.HandlerFunc(h.ServeHTTP), "GET", target) // some are not described for the public
		out[target] = w
		if len(out) > 3000 {
			t.Fatal("there is no end of links")
		}
		for _, m := range link.FindAllStringSubmatch(w.Body.String(), -1) {
			href := m[1]
			if text := ""; json.Unmarshal([]byte(`"`+href+`"`), &text) == nil {
				href = text
			}
			u, err := url.Parse(escaped.UnescapeString(href))
			if err != nil || u.Host != "" && u.Host != "127.0.0.1:8080" || !strings.HasPrefix(u.EscapedPath(), "/") {
				continue
			}
			if strings.Contains(href, "{tileMatrix}") { // templated
				for _, at := range []string{"/0/0/0", "/6/32/32", "/10/511/512", "/10/512/512", "/14/8191/8196"} {
					queue = append(queue, strings.Replace(u.Path, "/{tileMatrix}/{tileRow}/{tileCol}", at, 1))
				}
				continue
			}
			queue = append(queue, u.RequestURI())
		}
	}
	return out
}

// TestPublicWalk follows every link of the public view, and asks for what there
// is no link to, and searches all bytes of all answers for what is private.
func TestPublicWalk(t *testing.T) {
	l, p := plantest.Drawn(t)
	words, numbers := markSecrets(t, l, p)
	var more []string
	for _, root := range []string{"", "/plans/current", "/scenarios/drawn"} {
		for _, name := range []string{"posts", "patrols", "routes", "beats", "ways", "sorties", "coverage"} {
			for _, below := range []string{"", "/items", "/items/1", "/schema", "/queryables", "/tiles", "/tiles/WebMercatorQuad", "/tiles/WebMercatorQuad/0/0/0"} {
				more = append(more, root+"/collections/"+name+below)
			}
		}
		for _, q := range []string{"revisit_h>1", "reason='no_sector'", "from_h>1", "pair='x'", "T_AFTER(from,DATE('2020-01-01'))", "nearest_post_aa='x'"} {
			more = append(more, root+"/collections/gaps/items?filter="+url.QueryEscape(q))
		}
		more = append(more, root+"/collections/gaps/items?datetime=2020-01-01T00:00:00Z/..", root+"/tiles/WebMercatorQuad/0/0/0?collections=posts")
	}
	more = append(more, "/processes", "/jobs", "/plans/current/plan", "/plans/current/scenario.zip", "/scenarios/drawn/scenario.zip", "/plans/x", "/scenarios/x", "/metrics", "/health", "/ready", "/nothing", "/collections/gaps/items/x")
	answers := walk(t, planned(t, l, p, data.Public), more...)
	kinds := map[string]int{}
	for target, w := range answers {
		kinds[w.Header().Get("Content-Type")]++
		if strings.HasPrefix(target, "/api") { // its examples are of no scenario that is served
			w.Body = bytes.NewBufferString(strings.ReplaceAll(w.Body.String(), "2027-01-04", ""))
		}
		if found := told(w, words, numbers); len(found) > 0 {
			t.Errorf("%s (%d) tells %q", target, w.Code, found)
		}
		if slices.Contains(more[:56], target) && w.Code != 404 {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
	for _, kind := range []string{"application/json", "application/geo+json", "application/schema+json", "application/problem+json", "application/vnd.mapbox-vector-tile", "text/html; charset=utf-8", "application/vnd.oai.openapi+json;version=3.0"} {
		if kinds[kind] == 0 {
			t.Errorf("there was no %s among %v", kind, kinds)
		}
	}
	for _, q := range []string{"revisit_h", "reason", "from_h"} {
		for target, w := range answers {
			if strings.Contains(target, "filter="+q) && w.Code != 400 {
				t.Errorf("%s: %d, a filter by what is not shown", target, w.Code)
			}
		}
	}

	// That the search would find them: who sees all is told nearly all of it.
	missed := slices.Clone(words)
	full := planned(t, l, p, data.Full)
	paths := []string{"/plans", "/scenarios", "/plans/current/plan"}
	for _, name := range []string{"posts", "patrols", "routes", "beats", "ways", "sorties", "coverage", "gaps"} {
		paths = append(paths, "/collections/"+name+"/items", "/collections/"+name+"/schema", "/collections/"+name+"/tiles/WebMercatorQuad/0/0/0")
	}
	for _, path := range paths {
		found := told(do(full, "GET", path), words, numbers)
		missed = slices.DeleteFunc(missed, func(word string) bool { return slices.Contains(found, word) })
	}
	if len(missed) > len(words)/4 {
		t.Errorf("the search finds too little of what is there; it misses %q", missed)
	}
}
