#!/bin/sh
# Builds, tests and measures the page of the map (web/), with Node.js 20.19 or
# later and npm:
#
#   scripts/web.sh build   fetches its packages and builds it, where they are out of date
#   scripts/web.sh test    types and unit tests
#   scripts/web.sh lint    oxlint
#   scripts/web.sh e2e     as a person uses it, in Debian's chromium: bin/lindero serves,
#                          and a skipped test is a failure
#   scripts/web.sh bench   measurements
#
# With the word "optional" behind it a machine without Node is no failure, unless
# CI is set: it says what is missing, and that it goes on without.
# Exit status: 0 done, or gone on without; 1 failed; 2 wrong usage.
set -eu
cd "$(dirname "$0")/../web"

usage() {
	echo "usage: scripts/web.sh build|test|lint|e2e|bench [optional]" >&2
	exit 2
}
[ $# -ge 1 ] && [ $# -le 2 ] && [ "${2-optional}" = optional ] || usage
what=$1
optional=${2-}
case "$what" in build | test | lint | e2e | bench) ;; *) usage ;; esac
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 # the browser is Debian's

# lacks says what is missing of Node; nothing where all is there.
lacks() {
	if ! command -v node >/dev/null; then
		echo "there is no node here"
	elif ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'; then
		echo "node here is $(node --version)"
	elif ! command -v npm >/dev/null; then
		echo "there is no npm here"
	fi
}

# quiet runs a command, and shows what it says only where it fails.
quiet() {
	if "$@" >"$said" 2>&1; then
		return 0
	fi
	cat "$said" >&2
	return 1
}

# newer says whether the first file is missing, or older than one of the others
# or than what is in them.
newer() {
	made=$1
	shift
	[ ! -e "$made" ] || [ -n "$(find "$@" -newer "$made" | head -n 1)" ]
}

packages() {
	newer node_modules/.fetched package-lock.json package.json .npmrc || return 0
	if [ -L node_modules ]; then # npm ci would empty what it leads to
		echo "web/node_modules is a link, and what it leads to is out of date; take the link away (rm web/node_modules) and run this again" >&2
		exit 1
	fi
	echo "Fetching the packages of the map into web/node_modules (npm ci)"
	if ! quiet npm ci --ignore-scripts; then
		echo "The packages of the map could not be fetched. To go on without: make build MAP=no" >&2
		exit 1
	fi
	touch node_modules/.fetched
}

page() {
	packages
	newer dist/index.html index.html src public package-lock.json package.json vite.config.ts tsconfig.json || return 0
	echo "Building the map into web/dist"
	quiet npm run build || exit 1
	touch dist/.keep dist/index.html
}

missing=$(lacks)
if [ -n "$missing" ]; then
	echo "The map needs Node.js 20.19 or later and npm, and $missing (Debian 12 has 18, which is too old; see https://nodejs.org)" >&2
	if [ "$optional" != optional ] || [ -n "${CI-}" ]; then
		exit 1
	fi
	case "$what" in
	build)
		if [ -e dist/index.html ]; then
			echo "Going on with the map that is in web/dist, as it is" >&2
		else
			echo "Going on without: the program will have no map, and say so" >&2
		fi
		;;
	*) echo "Going on without: $what of the map is left out" >&2 ;;
	esac
	exit 0
fi

said=$(mktemp)
trap 'rm -f "$said"' EXIT
trap 'exit 1' HUP INT TERM
case "$what" in
build) page ;;
test)
	packages
	npm run --silent check
	npm run --silent test
	;;
lint)
	packages
	npm run --silent lint
	;;
e2e)
	packages
	npm run --silent e2e
	;;
bench)
	packages
	npm run --silent bench
	;;
esac
