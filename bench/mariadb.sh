#!/usr/bin/env bash
# A MariaDB server for benchmarks, in a new temporary folder, with every default of MariaDB's own: commits are on disk when they
# are acknowledged. Prints the store's URI, serves until Ctrl-C, then takes everything away.
# usage: bench/mariadb.sh [PORT]
# needs: MariaDB's programs; as root, also the user 'mysql'
set -euo pipefail
port=${1:-3307}
folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then
  chown mysql "$folder"
  as=(--user=mysql)
fi
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mariadb-install-db --no-defaults "${as[@]}" --datadir="$folder/data" --tmpdir="$folder" --skip-test-db \
  --auth-root-authentication-method=normal >"$folder/log"
printf "CREATE DATABASE leat;\nCREATE USER leat@'127.0.0.1';\nGRANT ALL ON leat.* TO leat@'127.0.0.1';\n" >"$folder/init.sql"
chmod a+r "$folder/init.sql"
echo "mysql://leat@127.0.0.1:$port/leat"
mariadbd --no-defaults "${as[@]}" --datadir="$folder/data" --tmpdir="$folder" --port="$port" --bind-address=127.0.0.1 \
  --socket="$folder/socket" --init-file="$folder/init.sql" >>"$folder/log" 2>&1 || true
