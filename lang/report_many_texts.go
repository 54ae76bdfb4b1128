package lang

// manyTexts are those of the reports of many plans.
var manyTexts = map[string][2]string{
	"reports":             {"reports", "informes"},
	"index exposure":      {"exposure km·h", "exposición km·h"},
	"index sectors":       {"sectors", "sectores"},
	"index files":         {"also as", "también como"},
	"index sorted":        {"The borders, the largest exposure first: length × time for which a stretch is unseen longer than the rule allows, in one period.", "Las fronteras, de mayor a menor exposición: longitud × tiempo durante el cual un tramo queda sin ser visto más de lo que permite la regla, en un período."},
	"index sorted public": {"The borders, by name.", "Las fronteras, por nombre."},
	"index all gaps":      {"All of them in one file for maps and one for tables:", "Todo en un archivo para mapas y uno para tablas:"},
	"index nothing":       {"No report could be made.", "No se pudo hacer ningún informe."},
	"index sources":       {"Sources and licences", "Fuentes y licencias"},
}
