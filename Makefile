# Each target is one line; `make help` lists them. Everything sets itself up.
PY = .venv/bin/python

.PHONY: attack audit help env media voice run test chat train assess measure bench-nlu transcripts check lock lock-media lock-voice lint bench manifests chaos phone lock-phone
help: ## list what there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

env:
	@scripts/environment.sh

media: env ## what reads pictures and hears speech, into .venv-media
	@scripts/apart.sh media

voice: env ## what reads aloud on the kiosk, into .venv-voice
	@scripts/voice.sh

phone: env ## what holds telephone lines, into .venv-phone
	@scripts/apart.sh phone

run: env ## set up, train if needed, start everything; Ctrl-C ends it
	@scripts/run.sh

test: env ## set up and run all tests and checks
	@scripts/test.sh

chat: env ## talk in the terminal (needs `make run` in another)
	@$(PY) -m bot chat

train: env ## database, content and model up to date
	@$(PY) -m bot prepare

assess: train ## assess JSON Lines from standard input
	@$(PY) -m bot assess

measure: train ## figures on texts that were never trained on
	@$(PY) -m bot measure

bench: train ## speed and memory beside a plain Rasa project, and ten times the content, into docs/ (over an hour)
	@$(PY) -m bench.growth
	@$(PY) -m bench

bench-nlu: env ## our classifier beside others on the same folds, into docs/ (about half an hour)
	@$(PY) -m bot bench

chaos: train ## break the running system under load, into docs/chaos.md (about 20 minutes), then `make attack`
	@$(PY) -m bot chaos
	@scripts/attack.sh

transcripts: train ## every test conversation as one page to read, var/transcripts.html
	@$(PY) -m bot transcripts

check: env ## check all content
	@$(PY) -m bot check

attack: env ## every described door and a million fuzzed inputs, into docs/fuzz.md (an hour)
	@scripts/attack.sh

audit: env ## known weaknesses of what the lock files pin
	@$(PY) -m bot audit

lint: env ## ruff and mypy
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy

manifests: ## check deploy/kubernetes against the schemas of Kubernetes
	@scripts/manifests.sh

lock: env ## pin every package anew after a change of pyproject.toml
	@scripts/lock.sh

lock-media: env ## the same for .venv-media, after a change of requirements-media.in
	@scripts/lock-apart.sh media

lock-voice: env ## the same for .venv-voice, after a change of requirements-voice.in
	@scripts/lock-apart.sh voice

lock-phone: env ## the same for .venv-phone, after a change of requirements-phone.in
	@scripts/lock-apart.sh phone
