package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"go.uber.org/goleak"

	"lindero/data"
	"lindero/geo"
	"lindero/internal/heldtest"
	"lindero/internal/reporttest"
	"lindero/sectors"
	"lindero/server"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// drawn returns a server for the drawn scenario of package data.
func drawn(t testing.TB, v data.View) *server.Server {
	t.Helper()
	s, _, err := data.ReadScenario("../data/testdata/scenario")
	if err != nil {
		t.Fatal(err)
	}
	return serverOf(t, s, v)
}

func serverOf(t testing.TB, s *sectors.Scenario, v data.View) *server.Server {
	t.Helper()
	h, err := server.New(server.Config{Given: []server.Given{{Name: "drawn", Report: reporttest.Of(t, s)}}, View: v})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closed(t, h) })
	return h
}

// closed ends what a server has begun.
func closed(t interface{ Error(...any) }, h *server.Server) {
	if err := h.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

func do(h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	r.Host = "127.0.0.1:8080"
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if _, ours := h.(*server.Server); ours {
		if err := heldtest.Answer(r, w); err != nil {
			panic(err) // the same wherever it happens
		}
	}
	return w
}

// page is an answer for items.
type page struct {
	Type     string `json:"type"`
	Features []struct {
		ID       string `json:"id"`
		Geometry struct {
			Type string `json:"type"`
		} `json:"geometry"`
		Properties map[string]any `json:"properties"`
	} `json:"features"`
	NumberMatched  int `json:"numberMatched"`
	NumberReturned int `json:"numberReturned"`
	Links          []struct{ Href, Rel, Type string }
	Sources        []sectors.Source `json:"sources"`
	Scenario       string           `json:"scenario"`
	Note           string           `json:"note"`
}

// html is what browsers accept.
const html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

func items(t testing.TB, h http.Handler, target string) page {
	t.Helper()
	w := do(h, http.MethodGet, target)
	var p page
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d, %v: %s", target, w.Code, err, w.Body)
	}
	if got := w.Header().Get("Content-Type"); got != "application/geo+json" {
		t.Errorf("%s: Content-Type %s", target, got)
	}
	if p.Type != "FeatureCollection" || p.NumberReturned != len(p.Features) || p.Features == nil {
		t.Errorf("%s: %s, numberReturned %d of %d", target, p.Type, p.NumberReturned, len(p.Features))
	}
	return p
}

func ids(p page) string {
	var out []string
	for _, f := range p.Features {
		out = append(out, f.ID)
	}
	return strings.Join(out, " ")
}

func TestCollections(t *testing.T) {
	h := drawn(t, data.Full)
	for name, want := range map[string]string{
		"border":   "hills stream bay",
		"routes":   "lane track creek",
		"posts":    "aa-west aa-ford bb-mid bb-port",
		"patrols":  "unit-a1 unit-a2 unit-b1",
		"coverage": "hills/1 hills/2 stream/1",
		"gaps":     "hills/1 hills/2 stream/1 stream/2 bay/1 lane/1",
	} {
		p := items(t, h, "/collections/"+name+"/items")
		if got := ids(p); got != want || p.NumberMatched != len(p.Features) {
			t.Errorf("%s: %s (%d matched), want %s", name, got, p.NumberMatched, want)
		}
		if len(p.Sources) != 1 || len(p.Scenario) != 64 || p.Note == "" || len(p.Links) != 3 || p.Links[0].Rel != "self" {
			t.Errorf("%s: %+v", name, p)
		}
		for _, f := range p.Features {
			if f.Geometry.Type != p.Features[0].Geometry.Type {
				t.Errorf("%s holds %s and %s", name, f.Geometry.Type, p.Features[0].Geometry.Type)
			}
		}
	}
	if p := items(t, h, "/collections/patrols/items"); p.Features[0].Properties["reach_land_m"] != 10500.0 || p.Features[0].Properties["reach_sea_m"] != nil {
		t.Errorf("patrol: %v", p.Features[0].Properties)
	}
}

func TestBBox(t *testing.T) {
	h := drawn(t, data.Full)
	for box, want := range map[string]string{
		"-1,-1,0.001,1":                  "hills",
		"0.2,0,0.2,0":                    "hills", // a place on the line
		"1,0,1,0":                        "hills stream",
		"1.1,-1,1.2,1":                   "stream",
		"-1,0.1,5,1":                     "",
		"-1,-1,5,1":                      "hills stream bay",
		"-1,-1,-999,5,1,999":             "hills stream bay",
		"170,-1,0.5,1":                   "hills", // over the antimeridian
		"2,-1,-170,1":                    "bay",
		"0.9,-1,0.1,1":                   "hills stream bay", // all but the middle of the hills
		"-180,-90,180,90":                "hills stream bay",
		"1.1%20,%20-1e0,1.2,%201":        "stream",
		"-1,-1,0.001,1&limit=5&offset=0": "hills",
	} {
		if got := ids(items(t, h, "/collections/border/items?bbox="+box)); got != want {
			t.Errorf("bbox=%s: %q, want %q", box, got, want)
		}
	}
	if got := ids(items(t, h, "/collections/posts/items?bbox=1.25,0,1.25,0")); got != "aa-ford" {
		t.Errorf("a box on a post: %q", got)
	}
}

// TestBBoxOverAntimeridian finds a line that goes over it from both sides,
// once.
func TestBBoxOverAntimeridian(t *testing.T) {
	line, err := geo.NewLine(orb.LineString{{179, 0}, {-179, 0}})
	if err != nil {
		t.Fatal(err)
	}
	h := serverOf(t, &sectors.Scenario{Routes: []sectors.Route{{ID: "over", Watched: true, Line: line}}}, data.Full)
	for box, want := range map[string]string{
		"178,-1,-178,1": "over/1", "179.5,-1,180,1": "over/1", "-180,-1,-179.5,1": "over/1",
		"170,-1,178,1": "", "-178,-1,178,1": "", "-180,-90,180,90": "over/1",
	} {
		if got := ids(items(t, h, "/collections/gaps/items?bbox="+box)); got != want {
			t.Errorf("bbox=%s: %q, want %q", box, got, want)
		}
	}
}

// TestPages follows the next links: they give every feature once, in order.
func TestPages(t *testing.T) {
	h := drawn(t, data.Full)
	for limit := 1; limit <= 7; limit++ {
		target := fmt.Sprintf("/collections/gaps/items?bbox=-1,-1,2.6,1&limit=%d", limit)
		var got []string
		before := ""
		for n := 0; target != ""; n++ {
			if n > 10 {
				t.Fatal("the links go round")
			}
			p := items(t, h, target)
			if p.NumberMatched != 6 || len(p.Features) > limit {
				t.Errorf("%s: %d of %d", target, len(p.Features), p.NumberMatched)
			}
			got = append(got, ids(p))
			target, before = "", ""
			for _, l := range p.Links {
				if l.Type == "" || !strings.HasPrefix(l.Href, "http://127.0.0.1:8080/collections/gaps") {
					t.Errorf("link %+v", l)
				}
				if l.Rel == "next" {
					target = l.Href
				}
				if l.Rel == "prev" {
					before = l.Href
				}
			}
		}
		for n := len(got) - 2; n >= 0; n-- { // and back
			p := items(t, h, before)
			if ids(p) != got[n] {
				t.Errorf("limit %d: back on page %d are %s", limit, n, ids(p))
			}
			before = ""
			for _, l := range p.Links {
				if l.Rel == "prev" {
					before = l.Href
				}
			}
		}
		if before != "" {
			t.Errorf("limit %d: before the first page is %s", limit, before)
		}
		if want := "hills/1 hills/2 stream/1 stream/2 bay/1 lane/1"; strings.Join(got, " ") != want {
			t.Errorf("limit %d: %q", limit, got)
		}
	}
	for query, want := range map[string]int{"limit=99999999999999999999": 6, "limit=10001": 6, "offset=5": 1, "offset=6": 0, "offset=99999999999999999999": 0} {
		if p := items(t, h, "/collections/gaps/items?"+query); len(p.Features) != want || p.NumberMatched != 6 {
			t.Errorf("%s: %d of %d, want %d", query, len(p.Features), p.NumberMatched, want)
		}
	}
}

func TestProblems(t *testing.T) {
	h := drawn(t, data.Full)
	const at = "/collections/gaps/items"
	for _, c := range []struct {
		method, target string
		status         int
		detail         string
	}{
		{"GET", at + "?filter=x", 400, `there is no property "x"; write border_from_m`},
		{"GET", at + "?filer=x", 400, `there is no parameter "filer"; use filter`},
		{"GET", at + "?limit=0", 400, `limit is a whole number of 1 or more; here is "0"`},
		{"GET", at + "?limit=-1", 400, "is a whole number"},
		{"GET", at + "?limit=", 400, "is a whole number"},
		{"GET", at + "?limit=1.5", 400, "is a whole number"},
		{"GET", at + "?limit=1&limit=2", 400, `"limit" is given 2 times; give it once`},
		{"GET", at + "?offset=-1", 400, `offset is a whole number of 0 or more; here is "-1"`},
		{"GET", at + "?offset=-99999999999999999999", 400, "is a whole number"},
		{"GET", at + "?bbox=1,2,3", 400, "bbox is west,south,east,north in degrees, or six numbers with heights; here are 3 numbers"},
		{"GET", at + "?bbox=1,2,3,x", 400, `"x" is no number`},
		{"GET", at + "?bbox=1,2,3,NaN", 400, "no number"},
		{"GET", at + "?bbox=-Inf,2,3,4", 400, "no number"},
		{"GET", at + "?bbox=1,4,3,2", 400, "south 4 is north of 2"},
		{"GET", at + "?bbox=1,2,3,91", 400, "a latitude is beyond ±90"},
		{"GET", at + "?bbox=1,2,181,3", 400, "a longitude is beyond ±180"},
		{"GET", at + "?bbox=1;limit=2", 400, "the query cannot be read"},
		{"GET", at + "?limit=%zz", 400, "the query cannot be read"},
		{"HEAD", at + "?filter=x", 400, ""},
		{"GET", "/collections/nothing/items", 404, `there is no collection "nothing"; use border, routes, posts, patrols, coverage, gaps, countries or land`},
		{"GET", "/collections/gap/items", 404, `there is no collection "gap"; use gaps`},
		{"GET", "/plans/drawn", 404, `there is no plan "drawn"`},
		{"GET", "/scenarios/drwan", 404, `there is no scenario "drwan"; use drawn`},
		{"GET", "/collections/gaps/items/hills%2F9", 404, `there is no feature "hills/9" in gaps; use hills/1`},
		{"GET", at + "?datetime=yesterday", 400, `"yesterday" is neither`},
		{"GET", at + "?datetime=2027-01-02/2027-01-01", 400, "the end is before the start"},
		{"GET", at + "?crs=EPSG:4269", 400, `"EPSG:4269" is not served here; use http://www.opengis.net/def/crs/OGC/1.3/CRS84, `},
		{"GET", at + "?bbox=0,0,-1,1&bbox-crs=EPSG:3857", 400, "bbox is the least easting, the least northing"},
		{"GET", "/tiles/WebMercatorQuad/17/0/0", 404, "there are tiles of the zooms 0 to 16, not 17; enlarge those of 16"},
		{"GET", "/tiles/WebMercatorQuad/3/8/0", 404, "at zoom 3 rows and columns are 0 to 7, not 8 and 0"},
		{"GET", "/tiles/WorldCRS84Quad/3/1/0", 404, `there are no tiles in "WorldCRS84Quad"; use WebMercatorQuad`},
		{"GET", "/tiles/WebMercatorQuad/0/0/0?collections=gaps,borde", 400, `there is no "borde"; use border`},
		{"GET", "/collections/gapz/tiles/WebMercatorQuad/0/0/0", 404, `there is no collection "gapz"; use gaps`},
		{"GET", "/etc/passwd", 404, "there is nothing at /etc/passwd"},
		{"POST", at, 405, "POST is not answered here; use GET"},
		{"DELETE", "/", 405, "DELETE is not answered here"},
		{"OPTIONS", "/health", 405, ""},
	} {
		w := do(h, c.method, c.target)
		var p struct {
			Title, Detail string
			Status        int
		}
		if c.method == "HEAD" {
			if w.Code != c.status || w.Body.Len() != 0 {
				t.Errorf("%s %s: %d, %d bytes", c.method, c.target, w.Code, w.Body.Len())
			}
			continue
		}
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
			t.Errorf("%s %s: %v: %s", c.method, c.target, err, w.Body)
		}
		if w.Code != c.status || p.Status != c.status || p.Title != http.StatusText(c.status) || !strings.Contains(p.Detail, c.detail) {
			t.Errorf("%s %s: %d %+v, want %d %s", c.method, c.target, w.Code, p, c.status, c.detail)
		}
		if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
			t.Errorf("%s %s: Content-Type %s", c.method, c.target, got)
		}
		if c.status == 405 && w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s %s: Allow %q", c.method, c.target, w.Header().Get("Allow"))
		}
	}
}

func TestHead(t *testing.T) {
	h := drawn(t, data.Full)
	for _, target := range []string{"/", "/health", "/collections/gaps/items"} {
		got, head := do(h, "GET", target), do(h, "HEAD", target)
		if head.Code != got.Code || head.Header().Get("Content-Type") != got.Header().Get("Content-Type") {
			t.Errorf("%s: %d %v, GET %d %v", target, head.Code, head.Header(), got.Code, got.Header())
		}
		if got.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", target, got.Header())
		}
	}
	if w := do(h, "GET", "/health"); w.Body.String() != `{"status":"ok"}`+"\n" || w.Header().Get("Content-Type") != "application/json" {
		t.Errorf("health: %s", w.Body)
	}
}

func TestPage(t *testing.T) {
	h := drawn(t, data.Full)
	for _, c := range []struct{ target, accept, lang, want string }{
		{"/", "", "en", "Posts"},
		{"/", "es-GT,es;q=0.9,en;q=0.8", "es", "Puestos"},
		{"/", "fr, xx", "en", "Posts"},
		{"/?lang=es", "en", "es", "Puestos"},
		{"/?lang=en", "es", "en", "Posts"},
	} {
		w := do(h, "GET", c.target, "Accept", html, "Accept-Language", c.accept)
		body := w.Body.String()
		if w.Code != 200 || w.Header().Get("Content-Language") != c.lang || !strings.Contains(body, `<html lang="`+c.lang+`"`) || !strings.Contains(body, c.want) {
			t.Errorf("%s (%s): %d %s", c.target, c.accept, w.Code, w.Header())
		}
		if strings.Contains(body, "<script>") || w.Header().Get("Content-Security-Policy") == "" || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			t.Errorf("%s: %v", c.target, w.Header())
		}
		for _, link := range regexp.MustCompile(`href="(/[^"]*)"`).FindAllStringSubmatch(body, -1) {
			if got := do(h, "GET", link[1]); got.Code != 200 {
				t.Errorf("%s leads to %s: %d", c.target, link[1], got.Code)
			}
		}
	}
}

// TestPageEscapes shows a scenario with hostile names.
func TestPageEscapes(t *testing.T) {
	line, err := geo.NewLine(orb.LineString{{0, 0}, {1, 0}})
	if err != nil {
		t.Fatal(err)
	}
	const evil = `<img src=x onerror=alert(1)>`
	h := serverOf(t, &sectors.Scenario{Name: evil, Sides: [2]sectors.Side{{Code: "AA"}, {Code: "BB"}},
		Sources: []sectors.Source{{Name: evil, Licence: evil, Attribution: evil, URL: "javascript:alert(1)"}},
		Routes:  []sectors.Route{{ID: evil, Kind: sectors.Land, Watched: true, Line: line}}}, data.Full)
	body := do(h, "GET", "/", "Accept", html).Body.String()
	if strings.Contains(body, "<img") || strings.Contains(body, "javascript:") {
		t.Error(body)
	}
}

func TestPublic(t *testing.T) {
	h := drawn(t, data.Public)
	secret := regexp.MustCompile(`aa-west|aa-ford|bb-mid|bb-port|Zulu|Yankee|Xray|Whiskey|unit-|Secret Track|nearest_post|middle_post|"scenario"`)
	for _, target := range []string{"/", "/?lang=es", "/health", "/collections/border/items", "/collections/gaps/items"} {
		w := do(h, "GET", target)
		if found := secret.FindString(w.Body.String()); w.Code != 200 || found != "" {
			t.Errorf("%s: %d, tells %q", target, w.Code, found)
		}
	}
	for _, name := range []string{"routes", "posts", "patrols", "coverage"} {
		if w := do(h, "GET", "/collections/"+name+"/items"); w.Code != 404 || secret.MatchString(w.Body.String()) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	if !strings.Contains(do(h, "GET", "/", "Accept", html).Body.String(), "Public view") {
		t.Error("the page does not say that it is the public view")
	}
}
