package formats_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"lindero/internal/pdftext"
	"lindero/lang"
	"lindero/report"
	"lindero/report/formats"
	"lindero/report/internal/sample"
)

// TestNoFormatTellsMore searches the bytes of every format, and what is packed in
// them, for what the reader may not know; and that the search would find it.
func TestNoFormatTellsMore(t *testing.T) {
	in := sample.Marked(t)
	in.More, in.Since = sample.More(t, in), in.Plan
	time := regexp.MustCompile(`\b\d\d:\d\d\b|2027-0[12]-\d\d|km·h|D:\d{8}|dcterms:(created|modified)`)
	for _, f := range formats.All() {
		for _, v := range []report.Viewer{{}, {Side: "GT"}, {Side: "MX"}, {Public: true}} {
			d, err := report.New(in, report.Options{Lang: lang.Spanish, Viewer: v, Bare: !f.Figures})
			if err != nil {
				t.Fatal(err)
			}
			text := unpacked(t, f, d)
			for side, secret := range sample.Secret {
				told := len(secret.FindAllString(text, -1))
				may := !v.Public && (v.Side == "" || v.Side == side)
				if (told > 0) != may {
					t.Errorf("%s for %+v names posts and patrols of %s %d times: %q", f.Code, v, side, told, secret.FindString(text))
				}
			}
			if told := time.FindString(text); (told != "") == v.Public {
				t.Errorf("%s for %+v tells the time %q", f.Code, v, told)
			}
		}
	}
}

// unpacked returns all that a report says, as bytes and out of what they pack.
func unpacked(t *testing.T, f formats.Format, d *report.Document) string {
	t.Helper()
	var body bytes.Buffer
	if err := f.Write(&body, d, formats.Options{}); err != nil {
		t.Fatal(err)
	}
	out := body.String()
	switch f.Code {
	case "pdf":
		file, err := pdftext.Read(body.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range file.Pages {
			out += "\n" + strings.Join(page.Words, " ")
		}
		for _, e := range file.Outline {
			out += "\n" + e.Title
		}
	case "xlsx":
		z, err := zip.NewReader(bytes.NewReader(body.Bytes()), int64(body.Len()))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range z.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			out += "\n" + string(text)
		}
	}
	return out
}
