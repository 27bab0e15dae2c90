#!/usr/bin/env bash
# Shows the main job on a throwaway Debian with real systemd and InfluxDB: builds and installs the package, HTTPS comes up,
# and a short-lived certificate renews by itself. Needs root and the .NET SDK; leaves nothing running.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
machine=$top/tests/machine/machine.sh
name=try$$
suite=bookworm once=no

usage() {
    cat <<'H'
Usage: packaging/try.sh [OPTION]
  --once           exit at the end instead of leaving a prompt in the machine
  --suite SUITE    the Debian release: bullseye, bookworm (default) or trixie
H
}

while [ $# -gt 0 ]; do
    case $1 in
        --once) once=yes ;;
        --suite) suite=${2:?a release}; shift ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 64 ;;
    esac
    shift
done
[ "$(id -u)" = 0 ] || { echo "try.sh: must be run as root, to boot a machine" >&2; exit 1; }
[ -t 0 ] || once=yes

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }

# Runs a command in the machine.
typed() { printf '%s# %s\n' "$name" "$1"; "$machine" exec "$name" --timeout 180 -- bash -c "$1"; }

until_true() {
    local what=$1 seconds=$2 deadline=$((SECONDS + $2))
    until "$machine" exec "$name" -- bash -c "$3" >/dev/null 2>&1; do
        if [ $SECONDS -ge $deadline ]; then
            echo "try.sh: not within $seconds seconds: $what" >&2
            "$machine" exec "$name" -- journalctl --no-pager -n 40 -u influxcertd -u influxdb >&2
            exit 1
        fi
        sleep 0.5
    done
}

served='openssl s_client -connect localhost:8086 </dev/null 2>/dev/null | openssl x509 -noout -serial -enddate'

say "Building the package"
deb=$("$top/packaging/build-deb.sh" | tail -n 1)

say "Booting a throwaway $suite with InfluxDB"
trap '"$machine" stop "$name" >/dev/null 2>&1 || true' EXIT
trap 'exit 130' INT TERM
"$machine" boot "$suite" "$name" >/dev/null
"$machine" copy "$name" "$deb" /root/influxcertd.deb
typed 'curl -si http://localhost:8086/ping | head -n 1'

say "Installing the package, and nothing else"
typed 'apt-get install -y -qq /root/influxcertd.deb >/dev/null 2>&1'
until_true "InfluxDB serves HTTPS" 60 'influxcertd verify'

say "HTTPS is on"
typed 'systemctl status --no-pager --lines 8 influxcertd'
typed 'influxcertd status'
typed 'grep -n "^ *https-" /etc/influxdb/influxdb.conf'
typed 'curl -si --cacert /etc/ssl/influxdb-selfsigned.crt https://localhost:8086/ping | head -n 1'
typed 'SSL_CERT_FILE=/etc/ssl/influxdb-selfsigned.crt influx -ssl -host localhost -execute "SHOW DATABASES"'
typed 'influxcertd plan'

say "A certificate for two minutes, renewed half a minute after it was issued"
typed 'printf "[certificate]\nlifetime = \"2m\"\nrenew_before = \"90s\"\n" > /etc/influxcertd/influxcertd.toml.d/try.toml'
typed 'influxcertd renew --wait'
typed "$served"
before=$("$machine" exec "$name" -- bash -c "$served")
echo "Waiting for the daemon to renew it by itself"
until_true "the daemon renews the certificate" 120 "new=\$($served) && [ -n \"\$new\" ] && [ \"\$new\" != '$before' ] && influxcertd verify"
typed "$served"
typed 'journalctl --no-pager -o cat -t influxcertd -n 8'

say "And back to a year"
typed 'rm /etc/influxcertd/influxcertd.toml.d/try.toml'
typed 'influxcertd renew --wait'

if [ $once = no ]; then
    say "A prompt in the machine; leaving it deletes the machine"
    "$machine" shell "$name" || true
fi
say "Done; deleting the machine"
