#!/usr/bin/env bash
# A PostgreSQL server for benchmarks, in a new temporary folder, with every default of PostgreSQL's own: commits are on disk when
# they are acknowledged. Prints the store's URI, serves until Ctrl-C, then takes everything away.
# usage: bench/postgresql.sh [PORT]
# needs: PostgreSQL's programs; as root, also the user 'postgres', as they refuse to run as root
set -euo pipefail
port=${1:-5433}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
bin=${bin:-$(dirname "$(command -v initdb)")}
folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as=(runuser -u postgres --)
fi
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${as[@]}" "$bin/initdb" -D "$folder/data" -U leat -A trust -E UTF8 --locale=C >"$folder/log"
echo "CREATE DATABASE leat" | "${as[@]}" "$bin/postgres" --single -D "$folder/data" postgres >>"$folder/log" 2>&1
echo "postgresql://leat@127.0.0.1:$port/leat"
"${as[@]}" "$bin/postgres" -D "$folder/data" -p "$port" -k "$folder" -h 127.0.0.1 >>"$folder/log" 2>&1 || true
