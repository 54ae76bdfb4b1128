package planner

import "lindero/planner/watch"

// clock counts a period in ticks, at which a pair may meet.
type clock struct {
	periodUs int64
	ticks    int
}

// Pairs meet at whole multiples of minuteUs; those that keep to daylight or are
// away for part of the period of coarseUs, and those whose shifts leave no
// minute to spare of fineUs. In periods longer than mostTicks of them it is a
// multiple.
const (
	coarseUs  = 5 * 60 * watch.Second
	minuteUs  = 60 * watch.Second
	fineUs    = watch.Second
	mostTicks = 100_000
)

// newClock returns a clock of ticks of so many microseconds, or a little less
// where they do not divide the period.
func newClock(periodUs, tickUs int64, most int) clock {
	n := max((periodUs+tickUs-1)/tickUs, 1)
	if of := int64(most); n > of {
		fold := (n + of - 1) / of
		n = (n + fold - 1) / fold
	}
	return clock{periodUs, int(n)}
}

// minutes is how long a tick is.
func (c clock) minutes() float64 { return float64(c.periodUs) / float64(c.ticks) / (60 * watch.Second) }

// at returns the time of a tick, counted on over the period's ends.
func (c clock) at(tick int) int64 {
	n := int64(c.ticks)
	turns := int64(tick) / n
	if int64(tick)%n < 0 {
		turns--
	}
	rest := int64(tick) - turns*n
	return turns*c.periodUs + rest*(c.periodUs/n) + rest*(c.periodUs%n)/n
}

// tickFrom returns the first tick at a time or after it.
func (c clock) tickFrom(us int64) int {
	n := int64(c.ticks)
	turns := us / c.periodUs
	if us%c.periodUs < 0 {
		turns--
	}
	rest := us - turns*c.periodUs
	tick := int(turns*n + rest/(c.periodUs/n+1))
	for c.at(tick) < us {
		tick++
	}
	return tick
}
