package lang

// manyTexts are those of the reports of many plans.
var manyTexts = map[string][2]string{
	"reports":             {"reports", "informes"},
	"index overdue":       {"overdue km", "con atraso km"},
	"index sectors":       {"sectors", "sectores"},
	"index files":         {"also as", "también como"},
	"index sorted":        {"The borders, the most overdue first: by the kilometres of border that are, on average over the period, unseen for longer than the rule allows. All but the gaps, which are also those of coasts and lanes, is of the border alone.", "Las fronteras, primero la de más atraso: por los kilómetros de frontera que, en promedio del período, pasan sin verse más de lo que permite la norma. Todo es de la sola frontera, menos los huecos, que son también los de costas y rutas marítimas."},
	"index sorted public": {"The borders, by name.", "Las fronteras, por nombre."},
	"index all gaps":      {"All of them in one file for maps and one for tables:", "Todo en un archivo para mapas y uno para tablas:"},
	"index nothing":       {"No report could be made.", "No se pudo hacer ningún informe."},
	"index sources":       {"Sources and licences", "Fuentes y licencias"},
}
