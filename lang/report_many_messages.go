package lang

// manyMessages are those about reports on the command line, and of many plans.
var manyMessages = map[string]string{
	// usage
	"report takes plans or scenarios, or --list FILE; see lindero report --help": "report recibe planes o escenarios, o --list ARCHIVO; vea lindero report --help",
	"report writes a file or a folder; name it with -o, such as -o report.html":  "report escribe un archivo o una carpeta; indíquelo con -o, por ejemplo -o informe.html",
	"--public is for everybody and --side for one side; leave out one":           "--public es para todos y --side para un lado; quite uno de los dos",
	"--sheets names posts and times, which --public leaves out; leave out one":   "--sheets nombra puestos y horas, que --public omite; quite uno de los dos",
	"--more: %d is not between 0 and %d":                                         "--more: %d no está entre 0 y %d",
	"--paper: %q is no paper; write a4 or letter":                                "--paper: %q no es un papel; escriba a4 o letter",
	"--list: %s: %v": "--list: %s: %v",
	"-o - is one file; say what it is with --format html, or another of %s":           "-o - es un solo archivo; diga cuál con --format html, u otro de %s",
	"-o %s: no report is written as %q; let the name end with %s, or name a folder":   "-o %s: ningún informe se escribe como %q; termine el nombre en %s, o indique una carpeta",
	"-o %s is one file of its own format; leave out --format, or name a folder":       "-o %s es un solo archivo con su formato; quite --format, o indique una carpeta",
	"--format: no report is written as %q; write %s":                                  "--format: ningún informe se escribe como %q; escriba %s",
	"%s is one file, and these are %d reports; name a folder with -o":                 "%s es un solo archivo, y estos son %d informes; indique una carpeta con -o",
	"%s is read and would be written over; name another file for the report":          "%s se lee y quedaría sobrescrito; indique otro archivo para el informe",
	"--since: %s is a plan of another border; name one of that of %s":                 "--since: %s es un plan de otra frontera; indique uno de la de %s",
	"--since is of one border; name one plan, and a file with -o":                     "--since es de una frontera; indique un solo plan, y un archivo con -o",
	"--sheets are of one plan; name one plan, and a file with -o":                     "--sheets son de un solo plan; indique un solo plan, y un archivo con -o",
	"--side: %q is no side of %s; name one of its sides":                              "--side: %q no es un lado de %s; indique uno de sus lados",
	"interrupted; %s of %s reports are done, and the same command goes on from there": "interrumpido; hay %s de %s informes, y el mismo comando sigue desde ahí",
	"Written to %s":                        "Escrito en %s",
	"Sheets and calendars, %s files: %s":   "Hojas y calendarios, %s archivos: %s",
	"Reports: %s made, %s kept, %s failed": "Informes: %s hechos, %s conservados, %s fallidos",
	"%s km of border; gaps on %s km of border, coasts and lanes: %s km·h overdue in a period": "%s km de frontera; huecos en %s km de frontera, costas y rutas marítimas: %s km·h de atraso en un período",
	"Next: open %s": "Siguiente: abra %s",

	// inputs
	"holds no scenario and no plan": "no contiene ningún escenario ni plan",
	"name a folder with scenario.yaml or plan.json, or one that holds such folders": "indique una carpeta con scenario.yaml o plan.json, o una que contenga tales carpetas",
	"the line is longer than %d bytes":                                              "la línea tiene más de %d bytes",
	"write one path a line":                                                         "escriba una ruta por línea",
	"the list names nothing":                                                        "la lista no nombra nada",
	"write the path of a scenario or a plan on each line":                           "escriba en cada línea la ruta de un escenario o de un plan",
	"name a folder in a folder that may be written to":                              "indique una carpeta dentro de otra en la que se pueda escribir",
	"make room on the disk, and run the same again":                                 "libere espacio en el disco y ejecute lo mismo de nuevo",
	"is no plan of the scenario beside it, %s":                                      "no es un plan del escenario que está a su lado, %s",
	"plan that again with lindero plan %s -o FOLDER":                                "planifíquelo de nuevo con lindero plan %s -o CARPETA",
	"the folder is there and holds %q, which would be lost":                         "la carpeta existe y contiene %q, que se perdería",

	"another run is writing reports into it":            "otra ejecución está escribiendo informes en ella",
	"wait until that has ended, or name another folder": "espere a que termine, o indique otra carpeta",
	"holds reports for other readers (%s)":              "contiene informes para otros lectores (%s)",
	"both sides":                                        "ambos lados",
	"name a new folder for these":                       "indique una carpeta nueva para estos",
	"name a new folder":                                 "indique una carpeta nueva",

	// the index
	"Coverage and gaps: %s borders": "Cobertura y huecos: %s fronteras",
	"%s could not be made":          "%s no se pudieron hacer",
	"%s: %v":                        "%s: %v",
	"%s: a fault of this program (%v); please report it with this scenario":    "%s: un fallo de este programa (%v); por favor infórmelo junto con este escenario",
	"%s: the plan has no such side; leave it out, or name another with --side": "%s: el plan no tiene ese lado; déjelo fuera, o indique otro con --side",
}
