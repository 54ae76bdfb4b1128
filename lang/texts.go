package lang

// texts are the English and Spanish texts by key.
var texts = map[string][2]string{
	"land":  {"land", "tierra"},
	"river": {"river", "río"},
	"sea":   {"sea", "mar"},
	"total": {"total", "total"},

	"kind":    {"kind", "tipo"},
	"length":  {"length km", "longitud km"},
	"covered": {"covered km", "cubierto km"},
	"open":    {"gap km", "sin cubrir km"},
	"share":   {"%", "%"},
	"gaps":    {"gaps", "huecos"},

	"all gaps":        {"All {n} gaps, longest first", "Los {n} huecos, del más largo al más corto"},
	"only gap":        {"The only gap", "El único hueco"},
	"from its middle": {"posts nearest to its middle: %s", "puestos más cercanos a su centro: %s"},
	"longest":         {"The {n} longest gaps", "Los {n} huecos más largos"},
	"none":            {"There is no gap: every watched stretch is covered.", "No hay huecos: todo tramo vigilado está cubierto."},
	"route":           {"route", "ruta"},
	"line":            {"line", "línea"},
	"chainage":        {"chainage km", "progresiva km"},
	"start":           {"from (MGRS)", "desde (MGRS)"},
	"end":             {"to (MGRS)", "hasta (MGRS)"},

	"beyond_reach":       {"beyond reach", "fuera de alcance"},
	"no_patrol_for_kind": {"no patrol for this kind", "sin patrulla para este tipo"},

	"coverage of":    {"Coverage of %s", "Cobertura de %s"},
	"defaults":       {"Not given, so taken as usual: ", "No indicado; se toma lo habitual: "},
	"serving":        {"Serving %s at %s (stop with Ctrl-C)", "Se sirve %s en %s (detener con Ctrl-C)"},
	"stopped":        {"Stopped.", "Detenido."},
	"reading":        {"reading", "leyendo"},
	"computing":      {"computing", "calculando"},
	"collections":    {"Collections", "Colecciones"},
	"features":       {"features", "elementos"},
	"sources":        {"Sources", "Fuentes"},
	"licence":        {"licence", "licencia"},
	"public view":    {"Public view: border and gaps only; posts and patrols are not shown.", "Vista pública: solo la frontera y los huecos; no se muestran puestos ni patrullas."},
	"parameters":     {"Each collection takes bbox=west,south,east,north, limit and offset.", "Cada colección admite bbox=oeste,sur,este,norte, limit y offset."},
	"illustrative":   {"Lines and posts are an illustration and imply no legal position.", "Las líneas y los puestos son ilustrativos y no implican ninguna posición jurídica."},
	"other language": {"Español", "English"},

	"The border's stretches":                 {"The border's stretches", "Los tramos de la frontera"},
	"Further routes":                         {"Further routes", "Otras rutas"},
	"Posts":                                  {"Posts", "Puestos"},
	"Patrols, at their posts":                {"Patrols, at their posts", "Patrullas, en sus puestos"},
	"Covered stretches of watched routes":    {"Covered stretches of watched routes", "Tramos cubiertos de las rutas vigiladas"},
	"Uncovered stretches of watched routes":  {"Uncovered stretches of watched routes", "Tramos sin cubrir de las rutas vigiladas"},
	"Joint patrols of a border, planned":     {"Joint patrols of a border, planned", "Patrullas conjuntas de una frontera, planificadas"},
	"Coverage of the watched routes by kind": {"Coverage of the watched routes by kind", "Cobertura de las rutas vigiladas por tipo"},
}
