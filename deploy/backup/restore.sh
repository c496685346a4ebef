#!/usr/bin/env bash
# Put a copy back. Stop edges and console first: what they write meanwhile would be lost.
#   DATABASE_URL=postgresql://… deploy/backup/restore.sh /backups/assistant-….dump
#   VAR_DIR=var deploy/backup/restore.sh /backups/assistant-….sqlite
# A database that holds tables already is left alone unless REPLACE=1.
# Afterwards: python -m bot prepare (schema of this version), python -m bot retention.
set -euo pipefail
umask 077

copy="${1:?usage: restore.sh FILE}"
url="${DATABASE_URL:-sqlite:///${VAR_DIR:-var}/assistant.db}"
[ -s "$copy" ] || { echo "$copy: missing or empty" >&2; exit 1; }

refuse() { echo "$1 is not empty: set REPLACE=1 to replace what it holds" >&2; exit 1; }

case "$url" in
postgres*://* | postgresql*://*)
  url="postgresql://${url#*://}"
  pg_restore --list "$copy" >/dev/null # a damaged copy is found before anything is deleted
  tables="$(psql -qtAX -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'" "$url")"
  [ "$tables" = 0 ] || [ "${REPLACE:-0}" = 1 ] || refuse "the database"
  # all of it or nothing
  { echo 'DROP SCHEMA public CASCADE; CREATE SCHEMA public;'
    pg_restore --no-owner --no-privileges --file=- "$copy" | sed '/^CREATE SCHEMA public;$/d'
  } | psql -qX --single-transaction -v ON_ERROR_STOP=1 -o /dev/null "$url"
  ;;
sqlite:///*)
  file="${url#sqlite:///}"
  [ ! -s "$file" ] || [ "${REPLACE:-0}" = 1 ] || refuse "$file"
  python3 -c 'import sqlite3,sys; c=sqlite3.connect(f"file:{sys.argv[1]}?mode=ro",uri=True)
sys.exit(None if c.execute("PRAGMA integrity_check").fetchone()[0]=="ok" else "the copy is damaged")' "$copy"
  mkdir -p "$(dirname "$file")"
  cp "$copy" "$file.new"
  sync "$file.new"
  rm -f "$file-wal" "$file-shm" # of the old file: they would be read into the new one
  mv "$file.new" "$file"
  ;;
*)
  echo "DATABASE_URL: must begin with postgresql:// or sqlite:///" >&2
  exit 2
  ;;
esac
echo "restored from $copy"
