#!/usr/bin/env bash
# pebble, the ACME server for tests, as a CA on this host that proves names by port 80 or by DNS: acme-ca.sh
set -e
mkdir -p /root/pebble && cd /root/pebble
curve=(ec -pkeyopt ec_paramgen_curve:P-256)
openssl req -x509 -newkey "${curve[@]}" -nodes -keyout ca.key -out ca.crt -days 3650 -subj /CN=Pebble-HTTPS -addext keyUsage=critical,keyCertSign 2>/dev/null
openssl req -newkey "${curve[@]}" -nodes -keyout server.key -out server.csr -subj /CN=localhost 2>/dev/null
echo subjectAltName=DNS:localhost,IP:127.0.0.1 >server.ext
openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 1000 -extfile server.ext -out server.crt 2>/dev/null
cat >config.json <<'J'
{"pebble": {"listenAddress": "0.0.0.0:14000", "managementListenAddress": "127.0.0.1:15000",
 "certificate": "server.crt", "privateKey": "server.key", "httpPort": 80, "tlsPort": 5001, "certificateValidityPeriod": 3600}}
J
# For lego's provider "exec".
cat >/usr/local/bin/dns-hook <<'H'
#!/bin/sh
action=set-txt
[ "$1" = present ] || action=clear-txt
exec curl -fsS -d "{\"host\": \"$2\", \"value\": \"$3\"}" "http://127.0.0.1:8055/$action"
H
chmod 755 /usr/local/bin/dns-hook
cp ca.crt /etc/ssl/pebble.crt
systemd-run -q --unit pebble-dns pebble-challtestsrv -defaultIPv6 '' -http01 '' -https01 '' -tlsalpn01 '' -dns01 127.0.0.1:8053 -management 127.0.0.1:8055
systemd-run -q --unit pebble --working-directory=/root/pebble --setenv=PEBBLE_VA_NOSLEEP=1 --setenv=PEBBLE_WFE_NONCEREJECT=0 --setenv=PEBBLE_AUTHZREUSE=0 pebble -config config.json -dnsserver 127.0.0.1:8053
for _ in $(seq 100); do
    curl -sf --cacert ca.crt https://localhost:15000/roots/0 >root.crt && curl -s -o /dev/null http://127.0.0.1:8055/ && exit
    sleep 0.1
done
exit 1
