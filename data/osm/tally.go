package osm

// maxFirst is how many ids are told of what was counted.
const maxFirst = 5

// Sample counts things and remembers the first of them.
type Sample struct {
	Count int
	First []string // ids, at most five
}

func (s *Sample) add(what string) {
	if s.Count++; len(s.First) < maxFirst {
		s.First = append(s.First, what)
	}
}

// Drop says what was left out, and why.
type Drop struct {
	Group  Group
	Reason Reason
}

// Tally counts what a file holds. Of each group, what was found is what was
// kept and what was dropped for some reason.
type Tally struct {
	Found   map[Group]int
	Kept    map[Group]int
	Dropped map[Drop]*Sample
	// Speeds are those not understood or not believed, by id and text.
	Speeds Sample
	// AtEdge are the ways of which nodes are not in the file.
	AtEdge Sample
}

func newTally() Tally {
	return Tally{Found: map[Group]int{}, Kept: map[Group]int{}, Dropped: map[Drop]*Sample{}}
}

func (t *Tally) drop(group Group, reason Reason, id string) {
	d := Drop{group, reason}
	if t.Dropped[d] == nil {
		t.Dropped[d] = &Sample{}
	}
	t.Dropped[d].add(id)
}
