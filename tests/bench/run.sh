#!/usr/bin/env bash
# Measures InfluxCertd beside what it replaces, on one throwaway machine in one run, and prints a table.
# Not a test: nothing fails when a figure is bad. Takes about ten minutes, as root.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
machine="$top/tests/machine/machine.sh"
name=bench$$
rounds=${ROUNDS:-7}

deb=$("$top/packaging/build-deb.sh" | tail -n 1)
"$machine" boot "${SUITE:-bookworm}" "$name"
trap '"$machine" stop "$name"' EXIT
"$machine" copy "$name" "$deb" /root/influxcertd.deb
for script in "$here"/*.sh; do
    "$machine" copy "$name" "$script" "/root/$(basename "$script")"
done
echo "Installing the peers (certmonger, lego) from Debian in the machine's image folder"
root=$("$machine" root "$name")
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
chroot "$root" sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends certmonger lego >/dev/null'
"$machine" exec "$name" --timeout 1800 -- env ROUNDS="$rounds" bash /root/measure.sh
