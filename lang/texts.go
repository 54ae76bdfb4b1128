package lang

import "maps"

// texts are all English and Spanish texts by key.
var texts = joined(reportTexts, planTexts, pictureTexts, importTexts, journeyTexts, apiTexts, coverageTexts, reportPageTexts, reportPDFTexts, xlsxTexts, sheetTexts, manyTexts)

// joined returns one map of all that several hold.
func joined[V any](all ...map[string]V) map[string]V {
	out := map[string]V{}
	for _, m := range all {
		maps.Copy(out, m)
	}
	return out
}

// reportTexts are those of reports, drafts and the server.
var reportTexts = map[string][2]string{
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

	"border":         {"border", "frontera"},
	"parts":          {"parts", "partes"},
	"rings":          {"rings", "anillos"},
	"vertices":       {"vertices", "vértices"},
	"side":           {"side", "lado"},
	"posts":          {"posts", "puestos"},
	"patrols":        {"patrols", "patrullas"},
	"time zone":      {"time zone", "zona horaria"},
	"next":           {"Next: go through scenario.yaml there, then run lindero gaps %s", "Siguiente: revise scenario.yaml en esa carpeta y ejecute lindero gaps %s"},
	"no place near":  {"%s has no place within %s of the border: it gets no post and no patrol.", "%s no tiene ningún lugar a menos de %s de la frontera: queda sin puestos ni patrullas."},
	"posts shared":   {"Of %s fewer places than patrols (%s) lie within %s of the border: patrols share posts.", "De %s hay menos lugares que patrullas (%s) a menos de %s de la frontera: las patrullas comparten puestos."},
	"borders in all": {"%s borders", "%s fronteras"},
	"codes from":     {"Codes are those of the property %s.", "Los códigos son los de la propiedad %s."},
	"without code":   {"%s features have no code under %s and are left out; another property may have it (--key).", "%s elementos no tienen código en %s y se omiten; quizá lo tenga otra propiedad (--key)."},
	"jump":           {"Between one part and the next lie up to %s km: there the file has no edge that both countries have.", "Entre una parte y la siguiente hay hasta %s km: allí el archivo no tiene ninguna arista que ambos países tengan."},
	"make one":       {"Next: lindero init A B with the same --countries and -o FOLDER, or add -o FOLDER for all", "Siguiente: lindero init A B con el mismo --countries y -o CARPETA, o agregue -o CARPETA para todas"},

	"coverage of":         {"Coverage of %s", "Cobertura de %s"},
	"defaults":            {"Not given, so taken as usual: ", "No indicado; se toma lo habitual: "},
	"serving":             {"Serving %s at %s (stop with Ctrl-C)", "Se sirve %s en %s (detener con Ctrl-C)"},
	"stopped":             {"Stopped.", "Detenido."},
	"reading":             {"reading", "leyendo"},
	"computing":           {"computing", "calculando"},
	"collections":         {"Collections", "Colecciones"},
	"features":            {"features", "elementos"},
	"sources":             {"Sources", "Fuentes"},
	"licence":             {"licence", "licencia"},
	"public view":         {"Public view: posts, patrols and times are not shown.", "Vista pública: no se muestran puestos, patrullas ni horarios."},
	"to the map":          {"To the map", "Al mapa"},
	"no map":              {"This program was built without the map. To build it, with Node.js 20.19 or later: make web, then make build.", "Este programa se compiló sin el mapa. Para compilarlo, con Node.js 20.19 o posterior: make web y luego make build."},
	"fields":              {"fields", "campos"},
	"feature":             {"feature", "elemento"},
	"next page":           {"next page", "página siguiente"},
	"page before":         {"previous page", "página anterior"},
	"path":                {"Where this is", "Dónde está"},
	"plan":                {"plan", "plan"},
	"scenario":            {"scenario", "escenario"},
	"plans":               {"Plans", "Planes"},
	"scenarios":           {"Scenarios", "Escenarios"},
	"conformance":         {"Conformance", "Conformidad"},
	"plans and scenarios": {"Plans and scenarios", "Planes y escenarios"},
	"for programs":        {"For programs there is", "Para programas está"},
	"the API":             {"the API", "la API"},
	"GIS address":         {"A GIS takes this address as OGC API – Features:", "Un SIG toma esta dirección como OGC API – Features:"},
	"illustrative":        {"Lines and posts are an illustration and imply no legal position.", "Las líneas y los puestos son ilustrativos y no implican ninguna posición jurídica."},
	"other language":      {"Español", "English"},

	"The border's stretches":                     {"The border's stretches", "Los tramos de la frontera"},
	"Further routes":                             {"Further routes", "Otras rutas"},
	"Posts":                                      {"Posts", "Puestos"},
	"Patrols, at their posts":                    {"Patrols, at their posts", "Patrullas, en sus puestos"},
	"Covered stretches of watched routes":        {"Covered stretches of watched routes", "Tramos cubiertos de las rutas vigiladas"},
	"Uncovered stretches of watched routes":      {"Uncovered stretches of watched routes", "Tramos sin cubrir de las rutas vigiladas"},
	"Countries":                                  {"Countries", "Países"},
	"Land that ships go around":                  {"Land that ships go around", "Tierra que los barcos rodean"},
	"Meeting points":                             {"Meeting points", "Puntos de encuentro"},
	"Sectors of the pairs":                       {"Sectors of the pairs", "Sectores de las parejas"},
	"Beats, each of which a sortie covers":       {"Beats, each of which a sortie covers", "Rondas, cada una cubierta por una salida"},
	"Stretches that the plan watches":            {"Stretches that the plan watches", "Tramos que el plan vigila"},
	"Legs of the sorties":                        {"Legs of the sorties", "Trayectos de las salidas"},
	"Ways of the patrols to the border and home": {"Ways of the patrols to the border and home", "Caminos de las patrullas a la frontera y de vuelta"},
	"Stretches that the plan leaves open":        {"Stretches that the plan leaves open", "Tramos que el plan deja sin cubrir"},
	"Joint patrols of a border, planned":         {"Joint patrols of a border, planned", "Patrullas conjuntas de una frontera, planificadas"},
	"Coverage of the watched routes by kind":     {"Coverage of the watched routes by kind", "Cobertura de las rutas vigiladas por tipo"},
}
