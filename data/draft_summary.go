package data

// DraftSummary is what --json prints of a draft. Lengths are kilometres.
type DraftSummary struct {
	Folder   string             `json:"folder,omitempty"`
	Name     string             `json:"name"`
	Sides    []DraftSideSummary `json:"sides"`
	LengthKm float64            `json:"length_km"`
	Parts    int                `json:"parts"`
	Rings    int                `json:"rings"`
	Vertices int                `json:"vertices"`
	// LongestJumpKm is the longest way from one open part to the next.
	LongestJumpKm float64 `json:"longest_jump_km"`
}

// DraftSideSummary is one side of a draft. Posts and patrols stand there only
// where some were wanted.
type DraftSideSummary struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	TimeZone string `json:"time_zone"`
	Posts    *int   `json:"posts,omitempty"`
	Patrols  *int   `json:"patrols,omitempty"`
}

// Summary returns what --json prints of a draft that was written to a folder;
// "" is none.
func (d *Draft) Summary(folder string) DraftSummary {
	out := DraftSummary{Folder: folder, Name: d.Name, LengthKm: km(d.Line.LengthM()),
		Parts: len(d.Parts), Rings: d.Rings, Vertices: d.Vertices(),
		LongestJumpKm: km(d.LongestJumpM())}
	for _, side := range d.Sides {
		s := DraftSideSummary{Code: side.Code, Name: side.Name, TimeZone: side.TimeZone}
		if d.WithinM > 0 {
			posts, patrols := d.Count(side.Code)
			s.Posts, s.Patrols = &posts, &patrols
		}
		out.Sides = append(out.Sides, s)
	}
	return out
}
