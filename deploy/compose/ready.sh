#!/bin/bash
# ready PORT PATH: whether GET PATH on this machine answers 200. The image has no HTTP client, and needs none.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
read -r _ status _ <&3
[ "$status" = 200 ]
