package lang_test

import (
	"testing"

	"lindero/lang"
)

func TestParse(t *testing.T) {
	for code, want := range map[string]lang.Lang{"en": "en", "es": "es", "ES-gt": "es", "en-US": "en"} {
		if got, err := lang.Parse(code); err != nil || got != want {
			t.Errorf("%q: %s, %v", code, got, err)
		}
	}
	for _, code := range []string{"", "fr", "english", "e", "es_GT"} {
		if _, err := lang.Parse(code); err == nil {
			t.Errorf("%q is no error", code)
		}
	}
}

func TestAccept(t *testing.T) {
	for header, want := range map[string]lang.Lang{
		"": "en", "*": "en", "es": "es", "es-MX,es;q=0.9,en;q=0.8": "es", "fr-CA, es": "es", "fr": "en", ";;,,": "en", "en, es": "en",
	} {
		if got := lang.Accept(header); got != want {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for m, want := range map[float64]string{0: "0.0", 49: "0.0", 50: "0.1", 999949: "999.9", 999950: "1,000.0", 227658900: "227,658.9", -1234500: "-1,234.5"} {
		if got := lang.English.Km(m); got != want || lang.Spanish.Km(m) != want {
			t.Errorf("%v m: %s, want %s", m, got, want)
		}
	}
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1000: "-1,000", -100: "-100"} {
		if got := lang.English.Count(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
	for v, want := range map[float64]string{0: "0", -0.001: "0", 12: "12", 12.04: "12", 12.05: "12.1", 100: "100", 1234.5: "1,234.5", -7.25: "-7.2"} {
		if got := lang.English.Number(v, 1); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
	if got := lang.English.Number(1200, 0); got != "1,200" {
		t.Error(got)
	}
	for h, want := range map[float64]string{0: "0 h", 0.001: "0 h", 0.01: "1 min", 0.54: "32 min", 0.99: "59 min", 0.995: "1 h", 1.25: "1.2 h", 47.96: "48 h", 48: "48 h", 48.04: "48 h", 48.06: "2 d", 60: "2.5 d", 168: "7 d", 224: "9.3 d"} {
		if got := lang.Spanish.Hours(h); got != want {
			t.Errorf("%v h: %s, want %s", h, got, want)
		}
	}
	for _, c := range []struct {
		words []string
		want  string
	}{{nil, ""}, {[]string{"a"}, "a"}, {[]string{"a", "b"}, "a y b"}, {[]string{"a", "b", "c"}, "a, b y c"}} {
		if got := lang.Spanish.List(c.words); got != c.want {
			t.Errorf("%v: %s", c.words, got)
		}
	}
	if got := lang.English.Percent(1, 3) + lang.English.Percent(0, 0); got != "33.3–" {
		t.Error(got)
	}
}
