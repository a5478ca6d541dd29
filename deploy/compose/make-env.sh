#!/usr/bin/env bash
# Prints an .env for docker-compose.yml: .env.example with a random secret wherever it has none.
set -euo pipefail
example="$(dirname "${BASH_SOURCE[0]}")/../../.env.example"
while IFS= read -r line; do
  case "$line" in
    '#'*) ;;
    PACKET_ID_KEY=) echo "$line$(head -c 32 /dev/urandom | base64 | tr -d '\n')" ;;
    # MySQL takes no more than 32 characters for replication.
    DATABASE_REPLICATION_PASSWORD=) echo "$line$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')" ;;
    *=) echo "$line$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" ;;
    *) echo "$line" ;;
  esac
done <"$example"
