package osm

// sets are disjoint sets of numbers (Galler and Fischer 1964).
type sets []int32

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = int32(i)
	}
	return s
}

// find returns the number that stands for the set of i.
func (s sets) find(i int) int {
	for s[i] != int32(i) {
		s[i] = s[s[i]]
		i = int(s[i])
	}
	return i
}

// join makes the sets of two numbers one.
func (s sets) join(i, j int) {
	a, b := s.find(i), s.find(j)
	s[max(a, b)] = int32(min(a, b))
}
