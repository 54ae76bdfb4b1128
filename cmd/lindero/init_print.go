package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"lindero/data"
	"lindero/lang"
)

// print says what was made or found.
func (i *initCommand) print(c *cobra.Command, l lang.Lang, from *data.Countries, drafts []*data.Draft) error {
	w := c.OutOrStdout()
	switch {
	case i.json && i.all:
		type pairs struct {
			Countries string              `json:"countries"`
			Key       string              `json:"key"`
			Without   int                 `json:"features_without_code"`
			Pairs     []data.DraftSummary `json:"pairs"`
		}
		out := pairs{from.File, from.Key, from.Without, nil}
		for _, d := range drafts {
			out.Pairs = append(out.Pairs, d.Summary(i.folderOf(d)))
		}
		return printJSON(w, out)
	case i.json:
		return printJSON(w, drafts[0].Summary(i.output))
	}
	return buffered(w, func(w io.Writer) error {
		t := newTables(w, l, nil)
		if i.all {
			i.list(t, from, drafts)
		} else {
			i.made(t, drafts[0])
		}
		return t.err
	})
}

// made says what is in the folder of one draft, and what to do next.
func (i *initCommand) made(t *tables, d *data.Draft) {
	t.printf("%s: %s\n\n", i.output, d.Name)
	t.table([][]string{
		{t.l.T("border"), t.l.T("length"), t.l.T("parts"), t.l.T("rings"), t.l.T("vertices")},
		append([]string{d.FolderName()}, append(extent(t.l, d), t.l.Count(d.Vertices()))...),
	}, nil)
	t.printf("\n")
	rows := [][]string{{t.l.T("side"), t.l.T("posts"), t.l.T("patrols"), t.l.T("time zone")}}
	for _, s := range d.Sides {
		posts, patrols := d.Count(s.Code)
		rows = append(rows, []string{s.Code + " " + s.Name, t.l.Count(posts), t.l.Count(patrols), s.TimeZone})
	}
	t.table(rows, nil)
	i.notes(t, d)
	t.printf("\n%s\n", fmt.Sprintf(t.l.T("next"), quoted(i.output)))
}

// extent writes the length of a border, and of how many parts it is.
func extent(l lang.Lang, d *data.Draft) []string {
	return []string{l.Km(d.Line.LengthM()), l.Count(len(d.Parts)), l.Count(d.Rings)}
}

// notes says where parts are far from each other, and where fewer posts or
// patrols were made than were wanted.
func (i *initCommand) notes(t *tables, d *data.Draft) {
	if m := d.LongestJumpM(); m > 0 {
		t.printf("\n%s\n", fmt.Sprintf(t.l.T("jump"), t.l.Km(m)))
	}
	if d.WithinM == 0 {
		return
	}
	for _, s := range d.Sides {
		switch posts, _ := d.Count(s.Code); {
		case posts == 0:
			t.printf("\n%s\n", fmt.Sprintf(t.l.T("no place near"), s.Name, i.within))
		case posts < d.Wanted:
			t.printf("\n%s\n", fmt.Sprintf(t.l.T("posts shared"), s.Name, t.l.Count(posts), i.within))
		}
	}
}

// list prints a row for each border.
func (i *initCommand) list(t *tables, from *data.Countries, drafts []*data.Draft) {
	rows := [][]string{{t.l.T("border"), t.l.T("length"), t.l.T("parts"), t.l.T("rings")}}
	total := 0.0
	parts, rings := 0, 0
	for _, d := range drafts {
		rows = append(rows, append([]string{d.FolderName() + "  " + d.Name}, extent(t.l, d)...))
		total, parts, rings = total+d.Line.LengthM(), parts+len(d.Parts), rings+d.Rings
	}
	rows = append(rows, []string{fmt.Sprintf(t.l.T("borders in all"), t.l.Count(len(drafts))),
		t.l.Km(total), t.l.Count(parts), t.l.Count(rings)})
	t.table(rows, nil)
	t.printf("\n%s\n", fmt.Sprintf(t.l.T("codes from"), from.Key))
	if from.Without > 0 {
		t.printf("%s\n", fmt.Sprintf(t.l.T("without code"), t.l.Count(from.Without), from.Key))
	}
	if i.output == "" {
		t.printf("%s\n", t.l.T("make one"))
		return
	}
	t.printf("%s\n", fmt.Sprintf(t.l.T("next"), quoted(i.folderOf(drafts[0]))))
}

// quoted writes a path so that it can be pasted into a shell.
func quoted(path string) string {
	if strings.ContainsAny(path, " '\"\\$&;()<>|*?#~`!{}[]") {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}
