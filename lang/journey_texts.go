package lang

// journeyTexts are those of ways and of where patrols meet.
var journeyTexts = map[string][2]string{
	"off route":         {"off route", "fuera de ruta"},
	"at a landing":      {"change at a landing", "cambio en un embarcadero"},
	"open water":        {"open water", "aguas abiertas"},
	"along the border":  {"along the border", "por la frontera"},
	"unnamed way":       {"way without a name", "vía sin nombre"},
	"the way there":     {"The way there", "La ida"},
	"the way home":      {"The way home", "La vuelta"},
	"along":             {"along", "por"},
	"km/h":              {"km/h", "km/h"},
	"takes":             {"takes", "dura"},
	"there after":       {"there after", "llega a"},
	"nowhere to meet":   {"There is no place where both can be and get home from.", "No hay ningún lugar al que ambas puedan llegar y del que puedan volver."},
	"points designated": {"Meeting points, the soonest first", "Puntos de encuentro, primero el más pronto"},
	"points anywhere":   {"Places at least 1 km apart, the soonest first", "Lugares a 1 km o más entre sí, primero el más pronto"},
	"place":             {"place", "lugar"},
	"both there":        {"both there", "ambas allí"},
	"within":            {"within", "en"},
	"reached within":    {"What each reaches, one way", "Lo que alcanza cada una, solo ida"},
	"all within reach":  {"Both reach all of the border and are home within their shifts.", "Ambas alcanzan toda la frontera y vuelven dentro de sus turnos."},
	"for":               {"for", "para"},
}
