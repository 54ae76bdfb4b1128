package planner

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// DefaultStepM is the distance between breakpoints unless one is asked for.
const DefaultStepM = 100

// The shortest and the longest period that is planned for, in hours: some seconds, and
// a century.
const (
	MinPeriodH = 1e-3
	MaxPeriodH = 1e6
)

// mostTimes is how many breakpoints within the reach of patrols, of all patrols
// together, can be planned with: about 2 GB.
const mostTimes = 30_000_000

// How far from the border what belongs on it may lie.
const (
	farMeetingM = 5_000
	farSectorM  = 2_000
)

// Run plans a layout: pairs, sectors, beats, meeting points, what stays open,
// and the proof. It fails with an *InputError where the scenario cannot be
// planned, and where ctx ends.
func Run(ctx context.Context, l *sectors.Layout, o Options) (*Plan, error) {
	r, err := newRun(ctx, l, o)
	if err != nil {
		return nil, err
	}
	layers, err := r.layers()
	if err != nil {
		return nil, err
	}
	for _, x := range layers {
		if err := x.solve(); err != nil {
			return nil, err
		}
	}
	return r.plan(layers)
}

// newRun checks the input, cuts the border, and computes how long patrols take
// to it.
func newRun(ctx context.Context, l *sectors.Layout, o Options) (*run, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r := &run{ctx: ctx, s: l.Scenario, o: o}
	if r.o.StepM == 0 {
		r.o.StepM = DefaultStepM
	}
	if r.o.Meet == "" {
		r.o.Meet = Designated
	}
	if err := r.o.nameCurrent(); err != nil {
		return nil, err
	}
	if problems := r.lacks(); len(problems) > 0 {
		return nil, &InputError{problems}
	}
	var err error
	if r.Axis, err = axis.New(l, r.o.StepM, r.o.CutsM...); err != nil {
		return nil, err
	}
	if problems := r.misplaced(); len(problems) > 0 {
		return nil, &InputError{problems}
	}
	r.weigh()
	r.meet()
	if err = ctx.Err(); err != nil {
		return nil, err
	}
	if r.model, err = access.NewModel(r.Axis); err != nil {
		return nil, err
	}
	r.model = r.model.Until(ctx)
	r.tables, r.twice = make([]*access.Table, len(r.s.Patrols)), make([]onceTable, len(r.s.Patrols))
	var held atomic.Int64
	err = each(ctx, len(r.tables), nil, func(from, to int) {
		for i := from; i < to && held.Load() <= mostTimes && ctx.Err() == nil; i++ {
			r.tables[i] = r.model.New(&r.s.Patrols[i])
			held.Add(int64(len(r.tables[i].ArriveUs)))
		}
	})
	if held.Load() > mostTimes {
		return nil, &InputError{[]Note{{Code: ProblemSize, Subjects: []string{"step_m"}}}}
	}
	if err != nil {
		return nil, err
	}
	r.tell()
	return r, ctx.Err()
}

// tell notes what of the border, the roads and the posts a planner should know.
func (r *run) tell() {
	for _, a := range r.Apart {
		r.notes = append(r.notes, Note{Code: NotePartsApart,
			Subjects: []string{r.Layout.Routes[a.Before].ID, r.Layout.Routes[a.After].ID}, LengthM: a.DistanceM})
	}
	r.far()
	r.islands()
	for i, x := range r.model.Ashore() {
		if x != "" {
			r.notes = append(r.notes, Note{Code: NoteCode(x), Subjects: []string{r.s.Patrols[i].ID, r.s.Patrols[i].Post}})
		}
	}
}

// nameCurrent fills in the hash of the current plan.
func (o *Options) nameCurrent() error {
	o.Kept, o.Changed = "", ""
	if o.Current == nil {
		return nil
	}
	var err error
	if o.Kept, err = o.Current.Hash(); err != nil {
		return fmt.Errorf("the current plan: %w", err)
	}
	return nil
}

// lacks returns what is missing, or out of range, before anything is computed.
func (r *run) lacks() (problems []Note) {
	add := func(code NoteCode, subjects ...string) {
		problems = append(problems, Note{Code: code, Subjects: subjects})
	}
	lengthM := 0.0
	for i := range r.s.Border {
		lengthM += r.s.Border[i].Line.LengthM()
	}
	if lengthM == 0 {
		add(ProblemNoBorder)
	}
	for _, side := range r.s.Sides {
		if !slices.ContainsFunc(r.s.Patrols, func(p sectors.Patrol) bool { return p.Side == side.Code }) {
			add(ProblemNoPatrols, side.Code)
		}
	}
	if !(r.o.StepM >= 1) || r.o.StepM > 1e6 {
		add(ProblemStep, "step_m")
	} else if lengthM/r.o.StepM > axis.MaxElements {
		add(ProblemSize, "step_m")
	}
	if r.o.Meet != Designated && r.o.Meet != Anywhere {
		add(ProblemStep, "meet")
	}
	// Hours that a timetable can be made of.
	const leastH, mostH = MinPeriodH, MaxPeriodH
	if h := r.s.PeriodD * 24; !(h >= leastH && h <= mostH) {
		add(ProblemPeriod, "period_d")
	}
	for _, k := range sectors.Kinds {
		if h := r.s.Rules.RevisitH.Of(k); !(h >= leastH && h <= mostH) {
			add(ProblemPeriod, "revisit_h."+string(k))
		}
	}
	for _, x := range r.s.Risks {
		if !(x.Weight > 0) || x.Weight > 1e6 || x.Weight < 1e-6 {
			add(ProblemRisk, x.ID)
		}
	}
	for i := range r.s.Sectors {
		if len(r.s.Sectors[i].Line) == 0 {
			add(ProblemFarSector, r.s.Sectors[i].ID)
		}
	}
	layers := map[string]string{}
	for i := range r.s.Patrols {
		layers[r.s.Patrols[i].ID] = r.s.Patrols[i].Layer
	}
	for _, f := range r.s.Pairs {
		if layers[f.Patrols[0]] != layers[f.Patrols[1]] {
			add(ProblemLayers, f.ID, f.Patrols[0], f.Patrols[1])
		}
	}
	return problems
}

// misplaced returns what does not lie where it should.
func (r *run) misplaced() (problems []Note) {
	for i, m := range r.Meetings {
		if !(m.OffsetM <= farMeetingM) {
			problems = append(problems, Note{Code: ProblemFarMeeting, Subjects: []string{r.s.MeetingPoints[i].ID}, LengthM: m.OffsetM})
		}
	}
	for i, f := range r.Sectors {
		if !(f.OffsetM <= farSectorM) || f.From == f.To {
			problems = append(problems, Note{Code: ProblemFarSector, Subjects: []string{r.s.Sectors[i].ID}, LengthM: f.OffsetM})
		}
	}
	told := map[string]bool{}
	for i := range r.s.Patrols {
		p := r.Layout.PostOf(&r.s.Patrols[i])
		if told[p.ID] {
			continue
		}
		told[p.ID] = true
		if at := access.Stands(r.Axis, p); at.Side != "" && at.Side != p.Side {
			problems = append(problems, Note{Code: ProblemWrongSide, Subjects: []string{p.ID, p.Side, at.Side}, LengthM: at.DistanceM})
		}
	}
	return problems
}

// weigh computes what elements count.
func (r *run) weigh() {
	rules := r.s.Rules.RevisitH
	for i := range r.s.Border {
		r.refH = max(r.refH, rules.Of(r.s.Border[i].Kind))
	}
	r.worth, r.weight = make([]int64, r.N()), make([]float64, r.N())
	for e := range r.Elements {
		x := &r.Elements[e]
		if x.Route == axis.Void {
			continue
		}
		r.worth[e] = int64(math.Round(x.Risk * x.LengthM * 1000))
		r.weight[e] = x.Risk * r.refH / rules.Of(r.Kind(e))
	}
}

// meet finds where pairs may meet.
func (r *run) meet() {
	if r.o.Meet == Designated && len(r.Meetings) == 0 {
		r.o.Meet = Anywhere
		r.notes = append(r.notes, Note{Code: NoteAnywhere})
	}
	if r.o.Meet == Anywhere {
		return
	}
	r.allow = make([]bool, r.N()+1)
	for _, m := range r.Meetings {
		r.allow[m.Breakpoint] = true
		if r.Ring && (m.Breakpoint == 0 || m.Breakpoint == r.N()) {
			r.allow[0], r.allow[r.N()] = true, true
		}
	}
}

// islands notes whose roads do not hang together.
func (r *run) islands() {
	for s := range r.s.Sides {
		if x := r.model.Islands(s); x.Parts > 1 {
			r.notes = append(r.notes, Note{Code: NoteIslands, Subjects: []string{r.s.Sides[s].Code, itoa(x.Parts)}, LengthM: x.LengthM - x.MainM})
		}
	}
}

// far notes which patrols do not get to the border at all.
func (r *run) far() {
	for i, t := range r.tables {
		if t == nil || len(t.ArriveUs) > 0 {
			continue
		}
		post := r.Layout.PostOf(&r.s.Patrols[i])
		r.notes = append(r.notes, Note{Code: NoteFarPost, Subjects: []string{r.s.Patrols[i].ID, post.ID},
			LengthM: access.Stands(r.Axis, post).DistanceM})
	}
}

// layers pairs the patrols of every layer and puts the pairs in order.
func (r *run) layers() ([]*layer, error) {
	var out []*layer
	for _, name := range layerNames(r.s) {
		l, err := r.newLayer(name)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	if problems := giveSectors(r, out); len(problems) > 0 {
		return nil, &InputError{problems}
	}
	for _, l := range out {
		l.order()
	}
	return out, nil
}
