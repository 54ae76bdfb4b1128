package sectors

import (
	"fmt"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// Layout is a scenario indexed for planning. It is immutable.
type Layout struct {
	Scenario *Scenario
	// Routes are the stretches of the border, in order, then the other
	// routes. Index knows them by their place in this slice.
	Routes []Route
	// BorderFromM is the border chainage at which each stretch of the border
	// begins; chainage runs on across its parts.
	BorderFromM []float64
	Index       *geo.Index   // over the lines of Routes
	Posts       *geo.Points  // over Scenario.Posts
	Reaches     *geo.Reaches // of posts and patrols; see ReachOn
	open        *openWater
	reachKind   []Kind         // of each reach
	postAt      map[string]int // of the posts that patrols start from
}

// NewLayout indexes a scenario. It fails where a route is not measured or a
// patrol names a post that is not there.
func NewLayout(s *Scenario) (*Layout, error) {
	l := &Layout{Scenario: s, open: &openWater{}, postAt: make(map[string]int)}
	l.Routes = append(append(make([]Route, 0, len(s.Border)+len(s.Routes)), s.Border...), s.Routes...)
	from := 0.0
	for i := range l.Routes {
		r := &l.Routes[i]
		if r.Line == nil {
			return nil, fmt.Errorf("layout: route %q has no line", r.ID)
		}
		if i < len(s.Border) {
			l.BorderFromM = append(l.BorderFromM, from)
			from += r.Line.LengthM()
		}
	}
	if err := l.findPosts(); err != nil {
		return nil, err
	}
	var wg sync.WaitGroup
	wg.Go(func() { l.Index = geo.NewIndex(l.lines()) })
	wg.Go(func() { l.Posts = geo.NewPoints(l.places()) })
	l.indexReaches()
	wg.Wait()
	return l, nil
}

// With returns the layout of a scenario that has the same border, routes, posts
// and land as this one's, and may have all else different: it shares the indexes.
// It fails where a patrol names a post that is not there.
func (l *Layout) With(s *Scenario) (*Layout, error) {
	out := &Layout{Scenario: s, Routes: l.Routes, BorderFromM: l.BorderFromM, Index: l.Index, Posts: l.Posts,
		open: l.open, postAt: make(map[string]int)}
	if sail(s) != sail(l.Scenario) {
		out.open = &openWater{}
	}
	if err := out.findPosts(); err != nil {
		return nil, err
	}
	if slices.Equal(s.Patrols, l.Scenario.Patrols) && s.Rules.DetourFactor == l.Scenario.Rules.DetourFactor {
		out.Reaches, out.reachKind = l.Reaches, l.reachKind
		return out, nil
	}
	out.indexReaches()
	return out, nil
}

// findPosts finds the posts that patrols start from.
func (l *Layout) findPosts() error {
	const missing = -1
	for i := range l.Scenario.Patrols {
		l.postAt[l.Scenario.Patrols[i].Post] = missing
	}
	if len(l.postAt) == 0 {
		return nil
	}
	for i := range l.Scenario.Posts {
		if _, named := l.postAt[l.Scenario.Posts[i].ID]; named {
			l.postAt[l.Scenario.Posts[i].ID] = i
		}
	}
	for i := range l.Scenario.Patrols {
		if p := &l.Scenario.Patrols[i]; l.postAt[p.Post] == missing {
			return fmt.Errorf("layout: patrol %q starts from post %q, which is not there", p.ID, p.Post)
		}
	}
	return nil
}

func (l *Layout) lines() []*geo.Line {
	lines := make([]*geo.Line, len(l.Routes))
	for i := range l.Routes {
		lines[i] = l.Routes[i].Line
	}
	return lines
}

func (l *Layout) places() []orb.Point {
	places := make([]orb.Point, len(l.Scenario.Posts))
	for i := range l.Scenario.Posts {
		places[i] = l.Scenario.Posts[i].At
	}
	return places
}

// indexReaches indexes what posts and patrols reach: of the patrols of one
// post only the longest on each kind, which holds the others.
func (l *Layout) indexReaches() {
	reaches := make([]geo.Reach, 0, len(l.Scenario.Posts))
	add := func(p *Post, m float64, k Kind) {
		if m > 0 {
			reaches, l.reachKind = append(reaches, geo.NewReach(p.At, m)), append(l.reachKind, k)
		}
	}
	longest := make(map[string]PerKind, len(l.Scenario.Patrols))
	for i := range l.Scenario.Patrols {
		p := &l.Scenario.Patrols[i]
		far := longest[p.Post]
		for _, k := range Kinds {
			far.Set(k, max(far.Of(k), p.ReachM(k, l.Scenario.Rules.DetourFactor)))
		}
		longest[p.Post] = far
	}
	for i := range l.Scenario.Posts {
		p := &l.Scenario.Posts[i]
		add(p, p.WatchRadiusM, Any)
		if far, ok := longest[p.ID]; ok {
			for _, k := range Kinds {
				add(p, far.Of(k), k)
			}
		}
	}
	l.Reaches = geo.NewReaches(reaches)
}

// ReachOn returns which of Reaches count on routes of a kind; nil for all.
func (l *Layout) ReachOn(k Kind) func(i int) bool {
	if k == Any {
		return nil
	}
	return func(i int) bool { return l.reachKind[i] == Any || l.reachKind[i] == k }
}

// PostOf returns the post that a patrol of the scenario starts from.
func (l *Layout) PostOf(p *Patrol) *Post { return &l.Scenario.Posts[l.postAt[p.Post]] }
