package lang

// manyTexts are those of the reports of many plans.
var manyTexts = map[string][2]string{
	"reports":             {"reports", "informes"},
	"index exposure":      {"overdue km·h", "atraso km·h"},
	"index sectors":       {"sectors", "sectores"},
	"index files":         {"also as", "también como"},
	"index sorted":        {"The borders, the most overdue first: kilometres × hours for which a stretch is unseen longer than its rule allows, in one period.", "Las fronteras, primero la de más atraso: kilómetros × horas durante las cuales un tramo pasa sin verse más de lo que permite su norma, en un período."},
	"index sorted public": {"The borders, by name.", "Las fronteras, por nombre."},
	"index all gaps":      {"All of them in one file for maps and one for tables:", "Todo en un archivo para mapas y uno para tablas:"},
	"index nothing":       {"No report could be made.", "No se pudo hacer ningún informe."},
	"index sources":       {"Sources and licences", "Fuentes y licencias"},
}
