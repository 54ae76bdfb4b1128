package check

import (
	"slices"
	"strconv"

	"lindero/planner"
	"lindero/sectors"
)

// meetingPoints checks the designated meeting points and who meets there.
func (c *checker) meetingPoints() {
	c.whole(CodeMissing, "meeting_points", len(c.s.MeetingPoints), len(c.plan.MeetingPoints))
	for i := range min(len(c.s.MeetingPoints), len(c.plan.MeetingPoints)) {
		m, want, place := &c.plan.MeetingPoints[i], &c.s.MeetingPoints[i], c.axis.Meetings[i]
		field := func(name string) string { return at("meeting_points", i, name) }
		c.text(CodeValue, field("id"), want.ID, m.ID)
		c.text(CodeValue, field("name"), want.Name, m.Name)
		c.near(CodeValue, field("chainage_m"), c.axis.ChainageM[place.Breakpoint], m.ChainageM, 1e-9)
		c.place(field("at"), c.axis.At[place.Breakpoint], m.At)
		c.near(CodeValue, field("offset_m"), place.OffsetM, m.OffsetM, 1e-9)
		var pairs []string
		for k := range c.plan.Beats {
			if b := &c.plan.Beats[k]; b.MeetingPoint == want.ID && !slices.Contains(pairs, b.Pair) {
				pairs = append(pairs, b.Pair)
			}
		}
		c.list(CodeMeeting, field("pairs"), pairs, m.Pairs)
	}
}

// notes checks that each note holds, and that none is missing.
func (c *checker) notes() {
	want := c.wantedNotes()
	done := make([]bool, len(want))
	anywhere, once := false, map[string]bool{}
	for i, n := range c.plan.Notes {
		// The note is there where anywhere was not asked for, which the plan
		// does not tell.
		if n.Code == planner.NoteAnywhere && len(c.s.MeetingPoints) == 0 && len(n.Subjects) == 0 && n.LengthM == 0 && !anywhere {
			anywhere = true
			continue
		}
		if known, holds := c.aboutTime(n); known {
			key := strconv.Quote(string(n.Code)) + join(n.Subjects)
			if !holds || once[key] {
				c.add(CodeNote, at("notes", i, ""), "a note that holds, once", string(n.Code)+" "+strconv.Quote(join(n.Subjects)))
			}
			once[key] = true
			continue
		}
		k := slices.IndexFunc(want, func(w planner.Note) bool {
			return w.Code == n.Code && slices.Equal(w.Subjects, n.Subjects) && same(w.LengthM, n.LengthM, 1e-6)
		})
		if k < 0 || done[k] {
			c.add(CodeNote, at("notes", i, ""), "a note that holds, once", show(n.LengthM)+" "+string(n.Code)+strconv.Quote(join(n.Subjects)))
			continue
		}
		done[k] = true
	}
	c.untold()
	for k, w := range want {
		if !done[k] {
			c.add(CodeNote, "notes", string(w.Code)+" "+join(w.Subjects)+" "+show(w.LengthM), "nothing")
		}
	}
}

func join(list []string) string {
	out := ""
	for i, s := range list {
		if i > 0 {
			out += ", "
		}
		out += s
	}
	return out
}

func (c *checker) wantedNotes() []planner.Note {
	var out []planner.Note
	for _, a := range c.axis.Apart {
		out = append(out, planner.Note{Code: planner.NotePartsApart, LengthM: a.DistanceM,
			Subjects: []string{c.layout.Routes[a.Before].ID, c.layout.Routes[a.After].ID}})
	}
	for _, x := range c.crews {
		if len(x.times.ArriveUs) > 0 {
			continue
		}
		post := c.layout.PostOf(x.Patrol)
		farM := -1.0
		for i := range c.s.Border {
			if m := c.s.Border[i].Line.Locate(post.At).OffsetM; farM < 0 || m < farM {
				farM = m
			}
		}
		out = append(out, planner.Note{Code: planner.NoteFarPost, Subjects: []string{x.ID, x.Post}, LengthM: farM})
	}
	for k, side := range c.s.Sides {
		if x := c.model.Islands(k); x.Parts > 1 {
			out = append(out, planner.Note{Code: planner.NoteIslands, Subjects: []string{side.Code, strconv.Itoa(x.Parts)}, LengthM: x.LengthM - x.MainM})
		}
	}
	for k, x := range c.model.Ashore() {
		if x != "" {
			out = append(out, planner.Note{Code: planner.NoteCode(x), Subjects: []string{c.s.Patrols[k].ID, c.s.Patrols[k].Post}})
		}
	}
	for _, d := range c.duos {
		if d == nil {
			continue
		}
		if id, fixed := c.fixedPair([2]string{d.crew[0].ID, d.crew[1].ID}); fixed && !c.edgeOf(d.crew[0], d.crew[1]).ok {
			out = append(out, planner.Note{Code: planner.NotePairCannotMeet, Subjects: []string{id}})
		}
	}
	for i, d := range c.duos {
		id := c.fixedSector(d)
		if k := slices.IndexFunc(c.s.Sectors, func(f sectors.FixedSector) bool { return f.ID == id }); k >= 0 && c.s.Sectors[k].Pair == "" {
			out = append(out, planner.Note{Code: planner.NoteSectorGiven, Subjects: []string{id, c.plan.Pairs[i].ID}})
		}
	}
	return out
}
