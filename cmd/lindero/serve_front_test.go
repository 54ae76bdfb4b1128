package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestServeFlagsWrong wants wrong flags to be told before anything is planned.
func TestServeFlagsWrong(t *testing.T) {
	for _, x := range []struct {
		args []string
		want string
	}{
		{[]string{"--log-level", "loud"}, `log level "loud" is not known; use debug, info, warn, error or off`},
		{[]string{"--log-format", "xml"}, `log format "xml" is not known; use text or json`},
		{[]string{"--rate", "-2"}, "a rate of -2 requests a second cannot be"},
		{[]string{"--rate", "NaN"}, "a rate of NaN requests a second cannot be"},
		{[]string{"--cors", "example.org"}, `origin "example.org": write scheme://host`},
		{[]string{"--cors", "*"}, "any page that a browser on this machine shows could read posts and patrols"},
		{[]string{"--tls-cert", "nowhere.pem"}, "TLS needs both a certificate and a key"},
		{[]string{"--tls-cert", "nowhere.pem", "--tls-key", "nowhere.key"}, "nowhere.pem: no such file"},
		{[]string{"--base-url", "example.org"}, `base URL "example.org": write scheme and host`},
		{[]string{"--metrics", "some"}, `metrics for "some": use here, all or none`},
		{[]string{"--timeout", "0", "--drain", "-1s", "--connections", "0"}, "Timeout must be above 0; Connections must be above 0; Drain must be above 0"},
		{[]string{"--max-body", "0"}, "MaxBody must be above 0"},
		{[]string{"--in-flight", "0", "--notice", "-1s"}, "InFlight must be above 0; Notice must not be below 0"},
	} {
		var out, problems bytes.Buffer
		code := run(t.Context(), append([]string{"serve", "nowhere"}, x.args...), &out, &problems)
		if code != exitInput || !strings.Contains(problems.String(), x.want) || !strings.HasSuffix(problems.String(), "; see lindero serve --help\n") || out.Len() > 0 {
			t.Errorf("%v: status %d, %q, want %q", x.args, code, &problems, x.want)
		}
	}
}

// TestServeFront serves with flags about what stands before the requests, and
// wants the answers and the log to follow them.
func TestServeFront(t *testing.T) {
	addr, stop := serving(t, "../../data/testdata/scenario", "--log-level", "info", "--log-format", "json", "--cors", "https://gis.example.org", "--metrics", "none")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, addr+"collections/gaps/items?limit=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Origin", "https://gis.example.org")
	r.Header.Set("X-Request-Id", "asked-by-a-test")
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}
	a, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	a.Body.Close()
	if a.StatusCode != http.StatusOK || a.Header.Get("Access-Control-Allow-Origin") != "https://gis.example.org" || a.Header.Get("X-Request-Id") != "asked-by-a-test" {
		t.Errorf("%d %v", a.StatusCode, a.Header)
	}
	for path, want := range map[string]string{"ready": `"ready"`, "metrics": "403", "collections/none/items": "404"} {
		if got := get(t, addr+path); !strings.Contains(got, want) {
			t.Errorf("%s: %s", path, got)
		}
	}
	said := stop()
	found := false
	for line := range strings.Lines(said) {
		var l struct{ ID, Route, Query string }
		if json.Unmarshal([]byte(line), &l) == nil && l.ID == "asked-by-a-test" {
			found = l.Route == "/collections/{collectionId}/items" && l.Query == "limit=1"
		}
	}
	if !found {
		t.Errorf("the log says\n%s", said)
	}
}
