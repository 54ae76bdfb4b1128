package check_test

import (
	"fmt"
	"math"
	"sort"

	"lindero/planner"
)

// What the plan made by hand is seen by: two patrols of 4 km/h that see 100 m,
// and meet at 6 o'clock of the first day.
const (
	handKmh, handSeeKm, handMeetH, handPeriodH = 4.0, 0.1, 6.0, 168.0
)

// handSeen returns when a place of the border is seen, in hours from the
// meeting: as the two come to the middle, on the way west, on the way east,
// and as they go home from the end. Lengths are in km.
func handSeen(x, middle, end, down float64) (seen [][2]float64) {
	add := func(from, to float64) {
		if from <= to {
			seen = append(seen, [2]float64{from / handKmh, to / handKmh})
		}
	}
	const see = handSeeKm
	if d := math.Abs(x - middle); d <= see {
		add(-math.Sqrt(see*see-d*d), 0)
	}
	add(max(0, middle-x-see), min(middle, middle-x+see))
	add(max(middle, middle+x-see), min(middle+end, middle+x+see))
	// Home goes back at an angle: beside the border by s·sin after s.
	sin, cos := down/math.Hypot(end-middle, down), (end-middle)/math.Hypot(end-middle, down)
	behind := end - x
	if root := see*see - behind*behind*sin*sin; root >= 0 {
		add(middle+end+max(0, behind*cos-math.Sqrt(root)), middle+end+behind*cos+math.Sqrt(root))
	}
	sort.Slice(seen, func(i, j int) bool { return seen[i][0] < seen[j][0] })
	out := seen[:1]
	for _, s := range seen[1:] {
		if last := &out[len(out)-1]; s[0] <= last[1] {
			last[1] = max(last[1], s[1])
		} else {
			out = append(out, s)
		}
	}
	return out
}

// handTimetable adds the one sortie to the plan made by hand, and what is seen.
func handTimetable(p *planner.Plan, downM float64) {
	b := &p.Beats[0]
	b.OutM, b.BackM = [2]float64{b.MeetM, b.MeetM}, [2]float64{b.PartM, b.PartM}
	b.AchievedH, b.WindowH = handPeriodH, handPeriodH-handMeetH
	p.Start, p.Pairs[0].ClockMin = "2027-01-04T00:00:00Z", 5
	sortie := planner.Sortie{ID: "a+b/s1", Pair: "a+b", Beat: "one", Number: 1, Host: "AA", MeetH: handMeetH, PartH: handMeetH + b.WalkH}
	for s := range 2 {
		sortie.DepartH[s], sortie.ReturnH[s] = sortie.MeetH-b.ArriveH[s], sortie.PartH+b.HomeH[s]
	}
	p.Sorties = []planner.Sortie{sortie}
	l, s := &p.Layers[0], &p.Sectors[0]
	l.CalendarH, l.AchievedH, l.WindowH = handPeriodH, handPeriodH, b.WindowH
	s.CalendarH, s.CalendarExact, s.AchievedH = handPeriodH, true, handPeriodH

	middle, end, down := b.MeetM/1000, b.ToM/1000, downM/1000
	const n = 20000
	var watchedKmH, mean, waits, count float64
	for i := range n {
		seen := handSeen((float64(i)+0.5)/n*end, middle, end, down)
		watched := 0.0
		for _, x := range seen {
			watched += x[1] - x[0]
		}
		watchedKmH += watched * end / n
		mean += (handPeriodH - watched) / float64(len(seen)) / n
		waits += handPeriodH - watched
		count += float64(len(seen))
	}
	// Where it is passed once, and at the ends, a place is seen for 200 m.
	const worstH = handPeriodH - 2*handSeeKm/handKmh
	sin := down / math.Hypot(end-middle, down)
	p.Coverage = []planner.RouteSpan{{Route: "b", ToM: b.ToM, RevisitH: worstH, MeanH: mean, WatchedKmH: watchedKmH, Beats: []string{"one"},
		Watches: []planner.Watch{{Sortie: sortie.ID, FromH: handMeetH - handSeeKm/handKmh, ToH: handMeetH + (middle+end+handSeeKm/sin)/handKmh}}}}
	total := planner.Total{Of: "land", LengthM: b.ToM, CoveredM: b.ToM, WatchedKmH: watchedKmH, WorstH: worstH, MeanH: mean}
	p.Totals.Kinds = []planner.Total{total}
	total.Of = ""
	p.Totals.Sides = []planner.Total{total}
	total.Of = "s"
	p.Totals.Sectors = []planner.Total{total}
	for i := range 7 {
		p.Totals.Days = append(p.Totals.Days, planner.Day{Date: fmt.Sprintf("2027-01-%02d", 4+i), FromH: 24 * float64(i), ToH: 24 * float64(i+1), CoveredM: b.ToM})
	}
	d := &p.Totals.Days[0]
	d.Sorties, d.WatchedKmH, d.WorstH, d.MeanH = 1, watchedKmH, worstH, waits/count
}
