package check

import (
	"math"
	"slices"
)

// bestMatching returns how many pairs there can be at most, the smallest
// largest cost of so many, and their least total. A cost of never is no pair.
func bestMatching(cost [][]int64) (count int, latest, total int64) {
	var costs []int64
	for _, row := range cost {
		for _, v := range row {
			if v < never {
				costs = append(costs, v)
			}
		}
	}
	slices.Sort(costs)
	costs = slices.Compact(costs)
	if len(costs) == 0 {
		return 0, 0, 0
	}
	count, _ = cheapest(cost, costs[len(costs)-1])
	at, _ := slices.BinarySearchFunc(costs, count, func(limit int64, want int) int {
		if n, _ := cheapest(cost, limit); n < want {
			return -1
		}
		return 0
	})
	latest = costs[at]
	_, total = cheapest(cost, latest)
	return count, latest, total
}

// cheapest pairs as many as can be with no cost above a limit, at the least
// total: one pair more each round, by the way through the graph of what can be
// exchanged that adds least (Bellman and Ford's).
func cheapest(cost [][]int64, limit int64) (count int, total int64) {
	if len(cost) == 0 {
		return 0, 0
	}
	columns := len(cost[0])
	rowOf := slices.Repeat([]int{-1}, columns)
	columnOf := slices.Repeat([]int{-1}, len(cost))
	for {
		const far = math.MaxInt64 / 4
		least := slices.Repeat([]int64{far}, columns) // to come to a column
		via := slices.Repeat([]int{-1}, columns)      // from which row
		for changed := true; changed; {
			changed = false
			for i, row := range cost {
				start := int64(0)
				if j := columnOf[i]; j >= 0 {
					if least[j] >= far {
						continue
					}
					start = least[j] - cost[i][j]
				}
				for j, v := range row {
					if v <= limit && v < never && columnOf[i] != j && start+v < least[j] {
						least[j], via[j], changed = start+v, i, true
					}
				}
			}
		}
		end := -1
		for j := range least {
			if rowOf[j] < 0 && least[j] < far && (end < 0 || least[j] < least[end]) {
				end = j
			}
		}
		if end < 0 {
			return count, total
		}
		count, total = count+1, total+least[end]
		for j := end; j >= 0; {
			i := via[j]
			next := columnOf[i]
			rowOf[j], columnOf[i] = i, j
			j = next
		}
	}
}
