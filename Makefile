# Lindero. `make` or `make help` lists what there is.

GO      ?= go
ADDR    ?= 127.0.0.1:8080
FUZZ    ?= 30s
PEERS   ?= postgis,geos
RUNS    ?= 5
MAP     ?= yes
LINTER  := v2.15.0
LINT    := .cache/bin/golangci-lint-$(LINTER)

export CGO_ENABLED := 0
export GOFLAGS += -buildvcs=false

.DEFAULT_GOAL := help
.PHONY: help web build run test test-peers check bench bench-world bench-growth bench-plan bench-time bench-ways bench-serve bench-web bench-report fuzz data lint fmt clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

web: ## build the map into web/dist, which goes into bin/lindero (needs Node.js 20.19 or later)
	@scripts/web.sh build

# Without Node the program is built without the map, and says so.
build: ## build bin/lindero, one static binary, with the map where there is Node.js (MAP=no: web/dist as it is)
	@[ "$(MAP)" = no ] || scripts/web.sh build optional
	@echo "Building bin/lindero (the first time Go fetches the modules it needs)"
	@$(GO) build -trimpath -ldflags '-s -w' -o bin/lindero ./cmd/lindero

run: build ## plan the Guatemala–Mexico border and serve it (ADDR=127.0.0.1:8080)
	@bin/lindero serve guatemala-mexico --summary --addr $(ADDR)

# The accuracy tests ask GeographicLib, those of the division CBC, those of the
# map Node.js. Where these are missing and cannot be installed, what needs them is
# left out, and it says so; under CI it must run.
test: ## run all tests that need nothing heavy (installs geographiclib-tools and coinor-cbc when they are missing)
	@[ "$(MAP)" = no ] || scripts/web.sh build optional
	@[ "$(MAP)" = no ] || scripts/web.sh test optional
	@if scripts/install.sh light; then export LINDERO_ORACLES=required; \
	elif [ -n "$$CI" ]; then exit 1; \
	else echo "Going on without: the tests that need it are skipped"; fi; \
	$(GO) test ./...

test-peers: ## compare with PostGIS, pgRouting, GDAL, QGIS, OWSLib, ogc-client, LibreOffice and openpyxl, and use the map in Chromium (installs them, about 950 MB)
	@scripts/install.sh peers
	@LINDERO_ORACLES=required $(GO) test -tags peers -count=1 -timeout 20m ./peers/... ./report/...
	@scripts/web.sh build
	@$(MAKE) --no-print-directory build
	@scripts/web.sh e2e

check: lint ## lint, then all tests with the race detector (needs a C compiler)
	@CGO_ENABLED=1 $(GO) test -race ./...

bench: ## run the benchmarks
	@$(GO) test -run '^$$' -bench . -benchmem ./...

# The tables of bench/README.md. With PEERS=none only ours is measured, in
# seconds, and the comparison of the last full run stays as it is.
bench-world: ## the gaps of all land borders beside PostGIS and GEOS (installs them; PEERS=none: ours only)
	@[ "$(PEERS)" = none ] || scripts/install.sh bench
	@$(GO) run ./bench/world -peers $(PEERS) -runs $(RUNS) -readme bench/README.md

bench-growth: ## how the cost grows with lines and places, for bench/README.md
	@$(GO) run ./bench/world growth -runs $(RUNS) -readme bench/README.md

bench-plan: ## planning beside CBC, stage by stage, and how it grows, for bench/README.md
	@scripts/install.sh light
	@$(GO) run ./bench/plan -runs $(RUNS) -readme bench/README.md

bench-time: ## timetables, what they watch and miss beside PostGIS and numpy, and how it grows, for bench/README.md
	@scripts/install.sh bench
	@$(GO) run ./bench/time -runs $(RUNS) -readme bench/README.md

bench-ways: ## quickest ways beside pgRouting and Routino, and how they grow, for bench/README.md
	@scripts/install.sh bench
	@$(GO) run ./bench/ways -runs $(RUNS) -readme bench/README.md

bench-serve: ## answers beside nginx, what-if, memory over a million requests, slow clients, for bench/README.md
	@scripts/install.sh bench
	@$(GO) run ./bench/serve -runs $(RUNS) -readme bench/README.md

bench-web: ## how fast the map is: first useful picture, steps of a what-if, memory, for bench/README.md
	@scripts/install.sh peers
	@scripts/web.sh build
	@$(MAKE) --no-print-directory build
	@scripts/web.sh bench

bench-report: ## reports in each form beside a browser that prints, and those of all borders of the world, for bench/README.md
	@scripts/install.sh peers
	@$(GO) run ./bench/report -runs $(RUNS) -readme bench/README.md

fuzz: ## fuzz every reader and parser for FUZZ=30s each
	@scripts/fuzz.sh $(FUZZ)

data: ## derive the embedded scenarios again from their pinned sources (needs npm)
	@$(GO) run ./data/build -cache .cache/data -out data/scenarios

lint: $(LINT) ## lint, the arrows between packages included
	@$(LINT) run ./...
	@[ "$(MAP)" = no ] || scripts/web.sh lint optional

$(LINT):
	@echo "Building golangci-lint $(LINTER) into .cache/bin (once, some minutes)"
	@GOBIN="$(CURDIR)/.cache/bin" $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINTER)
	@mv .cache/bin/golangci-lint $(LINT)

fmt: $(LINT) ## format the code
	@$(LINT) fmt ./...

clean: ## remove what was built; .cache stays, and web/node_modules
	@rm -rf bin
	@find web/dist -mindepth 1 ! -name .keep -delete
