package divide_test

import (
	"testing"

	"lindero/planner/divide"
)

// TestTheory tries what the package doc relies on, on the definition alone:
// parting at the far end of a beat is best, every part of a feasible beat is
// feasible and takes no larger share, and the least λ is one of w·H/k.
func TestTheory(t *testing.T) {
	feasible := 0
	for number := range uint64(instances) {
		in := generate(number)
		all, farEnd := allShares(in, leastShare), allShares(in, farEndShare)
		for i := range in.Pairs {
			for a := range in.Worth {
				for b := a + 1; b <= len(in.Worth); b++ {
					share := all[i][a][b]
					if share != farEnd[i][a][b] {
						t.Fatalf("instance %d, pair %d, beat [%d, %d): share %v, %v where it parts at the far end: %s",
							number, i, a, b, share, farEnd[i][a][b], describe(in))
					}
					if share == never {
						continue
					}
					feasible++
					// Parts of parts follow from these two.
					if a+1 < b && (all[i][a+1][b] > share || all[i][a][b-1] > share) {
						t.Fatalf("instance %d, pair %d: beat [%d, %d) has a part with a larger share: %s",
							number, i, a, b, describe(in))
					}
				}
			}
		}
		best, complete := bruteForce(in, 2000)
		if !complete || best.Visited == 0 {
			continue
		}
		found := false
		for _, λ := range candidates(in) {
			found = found || same(λ, best.LambdaH)
		}
		if !found {
			t.Fatalf("instance %d: λ = %v h is no candidate: %s", number, best.LambdaH, describe(in))
		}
	}
	t.Logf("%d feasible beats", feasible)
	if feasible < 10*instances {
		t.Error("too few beats are feasible")
	}
}

// TestTheoryNeedsClosure shows that the far end is best by closure alone: with
// a way home from the middle only, the pair has to turn back.
func TestTheoryNeedsClosure(t *testing.T) {
	p := divide.Pair{
		Open: []bool{true, true}, WalkUs: []int64{0, 10, 20},
		ArriveUs: [2][]int64{{0, 0, 0}, {0, 0, 0}},
		HomeUs:   [2][]int64{{90, 0, 90}, {90, 0, 90}},
		ShiftUs:  [2]int64{40, 40}, Meet: []int{0},
	}
	beat := divide.Span{From: 0, To: 2}
	if got := leastShare(&p, beat); got != 0.75 {
		t.Errorf("by the definition the share is %v, not 0.75", got)
	}
	if got := farEndShare(&p, beat); got != never {
		t.Errorf("parting at the far end the share is %v, where none fits", got)
	}
	closeUnderWalking(&p)
	if got := farEndShare(&p, beat); got != 0.75 {
		t.Errorf("closed, the share is %v, not 0.75", got)
	}
}
