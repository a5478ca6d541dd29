#!/bin/bash
# Starts a member of a group; the first time it makes the data directory with the users, and without a binary log, so that
# every member begins from the same nothing. The image's own entrypoint cannot: it writes, and a member is read-only.
set -euo pipefail
mysqld="${MYSQLD:-mysqld}"
config="${MEMBER_CONFIG:-/etc/redpacket/member.cnf}"
data="${MEMBER_DATA:-/var/lib/mysql}"

if [ ! -e "$data/data" ]; then
  rm -rf "$data/fresh"
  sql="$(mktemp)"
  trap 'rm -f "$sql"' EXIT
  # One statement a line.
  cat >"$sql" <<SQL
CREATE USER 'root'@'%' IDENTIFIED BY '${DATABASE_ADMIN_PASSWORD:?}';
GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;
ALTER USER 'root'@'localhost' IDENTIFIED BY '${DATABASE_ADMIN_PASSWORD}';
CREATE USER 'redpacket_owner'@'%' IDENTIFIED BY '${DATABASE_OWNER_PASSWORD:?}';
CREATE USER 'redpacket_app'@'%' IDENTIFIED BY '${DATABASE_APP_PASSWORD:?}';
GRANT REPLICATION CLIENT ON *.* TO 'redpacket_app'@'%';
CREATE USER 'redpacket_replication'@'%' IDENTIFIED BY '${DATABASE_REPLICATION_PASSWORD:?}';
GRANT REPLICATION SLAVE ON *.* TO 'redpacket_replication'@'%';
SQL
  $mysqld --no-defaults --datadir="$data/fresh" --secure-file-priv=NULL --mysqlx=OFF --initialize-insecure --init-file="$sql"
  # The server's own name, made anew by each.
  rm -f "$data/fresh/auto.cnf" "$sql"
  # Whole, or not at all.
  mv "$data/fresh" "$data/data"
fi
exec $mysqld --defaults-file="$config" --server-id="${SERVER_ID:?}" "$@"
