package peer_test

import (
	"testing"

	"lindero/bench/time/peer"
)

func TestDiffers(t *testing.T) {
	ours := peer.Answer{
		"land":  {LengthKm: 100, AlwaysKm: 3, NeverKm: 20, LateKm: 10, WatchedKmH: 1000, ExposureKmH: 5000, WorstH: 200},
		"river": {}, "sea": {},
	}
	bounds := peer.Grid{Seconds: 60, Metres: 100}.Within() // 0.5 %, 400 m, 8 minutes
	change := func(by func(*peer.Sum)) peer.Answer {
		s := ours["land"]
		by(&s)
		return peer.Answer{"land": s, "river": {}, "sea": {}}
	}
	for name, by := range map[string]func(*peer.Sum){
		"nothing":      func(*peer.Sum) {},
		"some cells":   func(s *peer.Sum) { s.AlwaysKm, s.NeverKm, s.LateKm = 3.3, 19.7, 10.3 },
		"half a share": func(s *peer.Sum) { s.WatchedKmH, s.ExposureKmH = 1002.5, 4987.5 },
		"two steps":    func(s *peer.Sum) { s.WorstH -= 0.03 },
	} {
		if err := change(by).Differs(ours, bounds); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, by := range map[string]func(*peer.Sum){
		"length":   func(s *peer.Sum) { s.LengthKm = 100.1 },
		"always":   func(s *peer.Sum) { s.AlwaysKm = 3.5 },
		"never":    func(s *peer.Sum) { s.NeverKm = 19.5 },
		"late":     func(s *peer.Sum) { s.LateKm = 10.5 },
		"watched":  func(s *peer.Sum) { s.WatchedKmH = 1006 },
		"exposure": func(s *peer.Sum) { s.ExposureKmH = 4970 },
		"worst":    func(s *peer.Sum) { s.WorstH = 200.2 },
	} {
		if change(by).Differs(ours, bounds) == nil {
			t.Errorf("%s that is off is let through", name)
		}
	}
	if (peer.Answer{"land": ours["land"]}).Differs(ours, bounds) == nil {
		t.Error("kinds that are missing are let through")
	}
}
