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
	if got := lang.English.Percent(1, 3) + lang.English.Percent(0, 0); got != "33.3–" {
		t.Error(got)
	}
}
