#!/bin/sh
# Installs the outside programs that tests and measurements compare with, from
# Debian:
#
#   scripts/install.sh light    what `make test` asks
#   scripts/install.sh peers    what `make test-peers` asks, about 950 MB
#   scripts/install.sh bench    what `make bench-world`, `make bench-time`, `make bench-ways` and `make bench-serve` ask
#
# Only what is missing, and only as root or through sudo; it says what it does.
# Exit status: 0 all is there, 1 something is missing, 2 wrong usage.
set -eu

light="coinor-cbc geographiclib-tools"
peers="$light chromium fonts-dejavu-core gdal-bin libreoffice-calc poppler-utils postgresql-15 postgresql-15-pgrouting postgresql-15-postgis-3 python3-icalendar python3-numpy python3-openpyxl python3-owslib python3-qgis qgis-providers"
bench="nginx-light postgresql-15 postgresql-15-pgrouting postgresql-15-postgis-3 python3-numpy python3-shapely routino wrk"

case "${1-}" in
light) wanted=$light ;;
peers) wanted=$peers ;;
bench) wanted=$bench ;;
*)
	echo "usage: scripts/install.sh light|peers|bench" >&2
	exit 2
	;;
esac

# here says whether a package is installed. The light tools count wherever they
# come from, so that other systems than Debian can bring their own.
here() {
	if [ "$1" = coinor-cbc ] && command -v cbc >/dev/null; then
		return 0
	fi
	if [ "$1" = geographiclib-tools ] && command -v GeodSolve >/dev/null && command -v GeoConvert >/dev/null; then
		return 0
	fi
	[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# missing prints the wanted packages that are not installed.
missing() {
	for package in $wanted; do
		here "$package" || printf '%s ' "$package"
	done
}

need=$(missing)
[ -n "$need" ] || exit 0

give_up() {
	echo "Missing: $need($1)" >&2
	echo "To install: apt-get install --no-install-recommends $need" >&2
	exit 1
}

command -v apt-get >/dev/null || give_up "there is no apt-get here"
as_root=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || give_up "only root may install, and there is no sudo"
	# Without a terminal nobody can type a password.
	[ -t 0 ] || sudo -n true 2>/dev/null || give_up "only root may install, and sudo asks for a password"
	as_root=sudo
fi

# Where PostgreSQL is new, its package would make a database cluster and start
# it, now and at every boot; nginx would start a server of its own. Tests and
# measurements bring theirs: ask for none.
no_cluster=/etc/postgresql-common/createcluster.d/lindero.conf
no_start=/usr/sbin/policy-rc.d
tidy() {
	if [ -n "${drop-}" ]; then
		$as_root rm -f "$no_cluster"
	fi
	if [ -n "${hold-}" ]; then
		$as_root rm -f "$no_start"
		$as_root update-rc.d nginx disable >/dev/null 2>&1 || true # where nothing is started at boot
	fi
}
trap tidy EXIT
trap 'exit 1' HUP INT TERM
case "$need" in
*postgresql-15\ *)
	drop=yes
	$as_root mkdir -p "${no_cluster%/*}"
	echo "create_main_cluster = false" | $as_root tee "$no_cluster" >/dev/null
	;;
esac
case "$need" in
*nginx-light\ *)
	if [ ! -e "$no_start" ]; then
		hold=yes
		printf '#!/bin/sh\nexit 101\n' | $as_root tee "$no_start" >/dev/null
		$as_root chmod +x "$no_start"
	fi
	;;
esac

install() {
	# shellcheck disable=SC2086 # words of $as_root and $need
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
		-o Dpkg::Use-Pty=0 $need
}

echo "Installing from Debian: $need"
# Lists that are absent or out of date fail the first try.
if ! install; then
	echo "Updating the package lists first"
	if $as_root apt-get update -q; then
		install || true # what is missing is told below
	fi
fi

need=$(missing)
[ -z "$need" ] || give_up "apt-get could not install them"
