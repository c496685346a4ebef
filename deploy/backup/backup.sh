#!/usr/bin/env bash
# A copy of the database into a folder, whole or not at all; older copies go.
#   DATABASE_URL=postgresql://… deploy/backup/backup.sh /backups
#   VAR_DIR=var deploy/backup/backup.sh /backups            (SQLite in VAR_DIR)
# Copies hold sealed numbers and masked words: keep them encrypted, and SECRET_KEY elsewhere.
# BACKUP_DAYS (7): a person who had their record deleted is in older copies for so long.
set -euo pipefail
umask 077

target="${1:?usage: backup.sh FOLDER}"
days="${BACKUP_DAYS:-7}"
url="${DATABASE_URL:-sqlite:///${VAR_DIR:-var}/assistant.db}"
stamp="$(date -u +%Y%m%dT%H%M%SZ)"
mkdir -p "$target"
fresh="$(mktemp "$target/.making.XXXXXX")"
trap 'rm -f "$fresh"' EXIT

case "$url" in
postgres*://* | postgresql*://*)
  url="postgresql://${url#*://}" # without SQLAlchemy's name of the driver
  pg_dump --format=custom --file="$fresh" "$url"
  pg_restore --list "$fresh" >/dev/null
  made="$target/assistant-$stamp.dump"
  ;;
sqlite:///*)
  python3 - "${url#sqlite:///}" "$fresh" <<'PY'
import sqlite3
import sys
from pathlib import Path

source, copy = sys.argv[1:]
if not Path(source).exists():
    sys.exit(f"{source} is missing: set DATABASE_URL or VAR_DIR")
with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as there, sqlite3.connect(copy) as here:
    there.backup(here)  # consistent while the assistant goes on writing
    here.execute("PRAGMA journal_mode=DELETE")
    found = here.execute("PRAGMA integrity_check").fetchone()[0]
sys.exit(None if found == "ok" else f"the copy is damaged: {found}")
PY
  made="$target/assistant-$stamp.sqlite"
  ;;
*)
  echo "DATABASE_URL: must begin with postgresql:// or sqlite:///" >&2
  exit 2
  ;;
esac

mv "$fresh" "$made"
sync "$made"
find "$target" -maxdepth 1 -name 'assistant-*' -mtime "+$days" -delete
echo "$made"
