#!/usr/bin/env bash
# served.sh NAME ANCHORS: the served leaf and chain as clients see them
set -e
echo | timeout 10 openssl s_client -connect localhost:8086 -servername "$1" -verify_return_error -verify_hostname "$1" -CAfile "$2" >/tmp/s_client 2>&1 || { cat /tmp/s_client; exit 1; }
grep -q 'Verify return code: 0 (ok)' /tmp/s_client
SSL_CERT_FILE=$2 timeout 10 influx -ssl -host "$1" -execute 'SHOW DATABASES' | grep -q 'name: databases'
