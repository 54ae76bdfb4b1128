package lang

// importTexts are those of imports.
var importTexts = map[string][2]string{
	"imported":        {"%s: %s routes, %s km, from %s", "%s: %s rutas, %s km, de %s"},
	"class":           {"class", "clase"},
	"imported routes": {"routes", "rutas"},
	"of highways":     {"Highways (highway=*): %s found, %s kept, %s dropped.", "Vías (highway=*): %s halladas, %s conservadas, %s omitidas."},
	"of waterways":    {"Waterways: %s found, %s kept, %s dropped.", "Vías de agua: %s halladas, %s conservadas, %s omitidas."},
	"of ferries":      {"Ferries: %s found, %s kept, %s dropped.", "Transbordadores: %s hallados, %s conservados, %s omitidos."},
	"dropped":         {"dropped", "omitido"},
	"number":          {"number", "número"},
	"first of them":   {"first", "primeros"},

	"dropped highway":  {"highway", "vía"},
	"dropped waterway": {"waterway", "vía de agua"},
	"dropped ferry":    {"ferry", "transbordador"},

	"dropped for point":         {"a place on or beside a road", "un lugar en una vía o junto a ella"},
	"dropped for class":         {"no road for travel", "no es vía de paso"},
	"dropped for construction":  {"not built, or gone", "sin construir o desaparecida"},
	"dropped for area":          {"an area", "un área"},
	"dropped for access":        {"closed or private", "cerrada o privada"},
	"dropped for driveway":      {"driveway or car park", "acceso a casa o estacionamiento"},
	"dropped for not_navigable": {"not for boats", "no apta para lanchas"},
	"dropped for one_node":      {"fewer than two nodes", "menos de dos nodos"},
	"dropped for edge":          {"its nodes are not in the file", "sus nodos no están en el archivo"},
	"dropped for no_length":     {"without length", "sin longitud"},
	"dropped for twin":          {"there twice", "repetida"},
	"dropped for far":           {"farther than --within", "más lejos que --within"},

	"islands":               {"islands", "islas"},
	"apart":                 {"apart km", "aparte km"},
	"no return":             {"no return km", "sin regreso km"},
	"about islands":         {"Islands are sets of routes that share no vertex with others of their side; apart is what is not of the largest. No return: one-way rules let no vehicle come back from there.", "Las islas son conjuntos de rutas que no comparten ningún vértice con otras de su lado; aparte es lo que no está en la mayor. Sin regreso: los sentidos únicos no dejan volver de allí a ningún vehículo."},
	"cut at the border":     {"Ways cut at the border: %s. Along it, of neither side: %s km.", "Vías cortadas en la frontera: %s. A lo largo de ella, de ningún lado: %s km."},
	"cut at the edge":       {"Ways cut at the edge of the file, where their nodes end: %s (%s).", "Vías cortadas en el borde del archivo, donde terminan sus nodos: %s (%s)."},
	"speeds not understood": {"Speeds not understood or not believed, the usual one of the class being taken: %s (%s).", "Velocidades que no se entendieron o no eran creíbles, y se tomó la usual de la clase: %s (%s)."},
	"first without return":  {"Without return, first: %s.", "Sin regreso, primeras: %s."},
	"barriers and landings": {"Barriers: %s. Landings: %s.", "Barreras: %s. Embarcaderos: %s."},
	"currents":              {"OpenStreetMap knows no currents: set current_kmh of the rivers in routes.geojson where it matters, positive along their direction.", "OpenStreetMap no sabe de corrientes: ponga current_kmh a los ríos en routes.geojson donde importe, positivo en su dirección."},
	"add the source":        {"Add this to the sources in scenario.yaml:", "Agregue esto a sources en scenario.yaml:"},
}
