# Two commands are enough: `make serve` and `make test`. The work is done by deploy/local, in Python.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

LOCAL = @$(PYTHON) -m deploy.local

.DEFAULT_GOAL := help
.PHONY: help serve test bench-forms bench-casefiles bench-exchange bench-kills pictures lint format code reset manage shell postgres lock

help: ## cette aide
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

serve: ## le portail, prêt à essayer (HOST=127.0.0.1 PORT=8000)
	$(LOCAL) serve

test: ## contrôles, puis tests sur SQLite et PostgreSQL (ARGS="tests/forms -x")
	$(LOCAL) test

pictures: ## refait docs/pictures/ en vivant les parcours
	@JOURNEY_PICTURES=1 .venv/bin/python -m pytest tests/journeys -q

bench-forms: ## temps, poids et mémoire de chaque sortie d’un formulaire
	@DJANGO_SETTINGS_MODULE=portal.settings.test PYTHONPATH=.:site .venv/bin/python -m tests.bench.forms

bench-casefiles: ## pages du travail social sur 10 000 dossiers et PostgreSQL, seules puis à vingt (ARGS="--rebuild")
	@PYTHONPATH=.:site .venv/bin/python -m tests.bench.casefiles $(ARGS)

bench-exchange: ## imports sur les deux bases, à côté de la base nue et de la bibliothèque (ARGS="--rows 50000")
	@PYTHONPATH=.:site .venv/bin/python -m tests.bench.exchange $(ARGS)

bench-kills: ## imports tués à des instants au hasard puis repris, sur les deux bases (ARGS="--imports 50")
	@PYTHONPATH=.:site .venv/bin/python -m tests.bench.exchange.kills $(ARGS)

lint: ## style, gabarits, portes entre les pièces, migrations, réglages de production
	$(LOCAL) lint

format: ## met le code en forme
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

# USER is also a variable of every shell: only the one typed after `make code` counts.
code: ## le code à six chiffres d’un compte d’essai (USER=referente@example.org)
ifeq ($(origin USER),command line)
	$(LOCAL) manage second_factor_code "$(USER)"
else
	@echo 'Pour qui ? Par exemple : make code USER=referente@example.org' >&2; exit 2
endif

reset: ## efface les données locales (var/), et rien d’autre
	$(LOCAL) reset

manage: ## une commande du portail (ARGS="showmigrations")
	$(LOCAL) manage $(ARGS)

shell: ## Python, avec le portail chargé
	$(LOCAL) manage shell

postgres: ## un PostgreSQL jetable, jusqu’à Ctrl-C
	$(LOCAL) postgres

lock: ## refait les verrous des dépendances (UPGRADE=1 prend les plus récentes)
	$(LOCAL) lock
