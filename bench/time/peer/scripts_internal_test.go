package peer

import "testing"

func TestScriptsAreThere(t *testing.T) {
	for _, name := range []string{"tables", "index", FirstWritten, ByHand} {
		if text, err := scripts.ReadFile("sql/" + name + ".sql"); err != nil || len(text) == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(gridScript) == 0 {
		t.Error("the grid is empty")
	}
}
