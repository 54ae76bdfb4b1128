package letters_test

import (
	"testing"
	"unicode/utf8"

	"lindero/report/letters"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                        "",
		"Tecún Umán – N° 7":       "Tecún Umán – N° 7",
		"a\x00b":                  "a\uFFFDb",
		"a\xffb":                  "a\uFFFDb",
		"a\r\nb\tc":               "a  b c",
		"a\u2028b\u0085c\x7fd":    "a b c d",
		"x\u202Egpj.exe":          "xgpj.exe",
		"\u202Aa\u202C":           "a",
		"\u2067שלום\u2069":        "שלום",
		"a\u2066b\u2068c\u2069d":  "abcd",
		"\uFFFE \U0001FFFF\uFDD0": "\uFFFD \uFFFD\uFFFD",
		"🚔 警察 حرس":                "🚔 警察 حرس",
	} {
		if got := letters.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanLines(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a\r\nb\rc\n\nd": "a\nb\nc\n\nd", "a\tb\u2028c\nd\x00": "a b c\nd\uFFFD", "a\u202e\nb\u2067": "a\nb", "\xff\n": "\uFFFD\n",
	} {
		if got := letters.CleanLines(in); got != want {
			t.Errorf("CleanLines(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHarmless(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a=1": "a=1", "=1+1": "'=1+1", "+1": "'+1", "-": "'-", "@SUM(A1)": "'@SUM(A1)", "\t=1": "' =1", "\u202e=1": "'=1", "\u2003=1": "'\u2003=1", "\u00a0@x": "'\u00a0@x",
		"＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x", "\xff=1": "\uFFFD=1", "'=1": "'=1", "Río": "Río",
	} {
		if got := letters.Harmless(in); got != want {
			t.Errorf("Harmless(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIsolate(t *testing.T) {
	for in, want := range map[string]string{
		"":           "",
		"Tapachula":  "Tapachula",
		"警察":         "警察",
		"Puesto שער": "\u2068Puesto שער\u2069",
		"حرس":        "\u2068حرس\u2069",
	} {
		if got := letters.Isolate(in); got != want {
			t.Errorf("Isolate(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzClean wants a line of valid UTF-8 that stays as it is when it is cleaned
// again.
func FuzzClean(f *testing.F) {
	f.Add("a\x00\u202e\xff\n")
	f.Fuzz(func(t *testing.T, s string) {
		got := letters.Clean(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q is no UTF-8", got)
		}
		for _, r := range got {
			if r < ' ' || r == 0x7f || r == 0x202e {
				t.Errorf("%q has %U", got, r)
			}
		}
		if letters.Clean(got) != got {
			t.Errorf("%q becomes %q", got, letters.Clean(got))
		}
	})
}
