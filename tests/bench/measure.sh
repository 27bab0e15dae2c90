#!/usr/bin/env bash
# Runs inside the machine; see run.sh.
set -euo pipefail
rounds=${ROUNDS:-7}
now() { date +%s%N; }
median() { sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }
milliseconds() { awk -v n="$1" 'BEGIN {printf "%.0f ms", n / 1e6}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / b}'; }
row() { printf '| %-46s | %-12s | %-34s | %-12s | %-8s |\n' "$@"; }

cp -p /etc/influxdb/influxdb.conf /root/stock.conf
# Installed, but no daemon that would get there first.
ln -sf /dev/null /etc/systemd/system/influxcertd.service
apt-get install -y -qq /root/influxcertd.deb >/dev/null 2>&1
fresh() {
    rm -rf /etc/ssl/influxcertd /etc/ssl/influxdb-selfsigned.* /var/lib/influxcertd
    cp -p /root/stock.conf /etc/influxdb/influxdb.conf
    systemctl reset-failed influxdb
    systemctl restart influxdb
    until curl -sf http://localhost:8086/ping; do sleep 0.05; done
}
timed() { local t0; t0=$(now); "$@" >/dev/null 2>&1; echo $(($(now) - t0)); }

# An RSA key takes openssl and us 70 to 600 ms, by luck; of an elliptic one nothing is seen, so that the rest is.
sed 's/rsa:2048/ec -pkeyopt ec_paramgen_curve:prime256v1/' /root/guide.sh > /root/guide-ecdsa.sh
against_guide() {
    local apply=() guide=()
    for _ in $(seq $((3 * rounds))); do
        fresh; apply+=("$(timed influxcertd apply)")
        fresh; guide+=("$(timed sh "$1")")
    done
    printf '%s\n' "${apply[@]}" | median
    printf '%s\n' "${guide[@]}" | median
}
{ read -r a; read -r g; } < <(against_guide /root/guide.sh)
printf '[certificate]\nkey = "ecdsa-p256"\n' > /etc/influxcertd/influxcertd.toml.d/bench.toml
{ read -r ae; read -r ge; } < <(against_guide /root/guide-ecdsa.sh)
rm /etc/influxcertd/influxcertd.toml.d/bench.toml

# Longest gap between two answers of /ping while something restarts InfluxDB.
fresh; influxcertd apply >/dev/null 2>&1
gap() {
    rm -f /root/enough /root/pings
    ( last=$(now); longest=0
      while [ ! -e /root/enough ]; do
          if curl -sfk -m 1 https://127.0.0.1:8086/ping; then t=$(now); d=$((t - last)); [ "$d" -gt "$longest" ] && longest=$d; last=$t; fi
      done; echo "$longest" > /root/pings ) &
    sleep 0.3; "$@" >/dev/null 2>&1; sleep 1; touch /root/enough; wait; cat /root/pings
}
ours=(); bare=()
for _ in $(seq "$rounds"); do
    ours+=("$(gap influxcertd renew)")
    bare+=("$(gap systemctl restart influxdb)")
done
o=$(printf '%s\n' "${ours[@]}" | median)
b=$(printf '%s\n' "${bare[@]}" | median)

start=(); lego=()
for _ in $(seq 20); do
    start+=("$(timed influxcertd --version)")
    lego+=("$(timed lego --version)")
done
s=$(printf '%s\n' "${start[@]}" | median)
l=$(printf '%s\n' "${lego[@]}" | median)

# Idle daemons: resident memory, and voluntary context switches of all threads in a minute; once the threads of the last look have ended,
# as their switches would be missing at the end.
resident() { awk '/^VmRSS/ {print $2}' "/proc/$1/status"; }
switches() { cat /proc/"$1"/task/*/status | awk '/^voluntary_ctxt/ {n += $2} END {print n}'; }
rm /etc/systemd/system/influxcertd.service; systemctl daemon-reload; systemctl start influxcertd
systemctl start certmonger 2>/dev/null || true
getcert request -c self-sign -k /root/cm.key -f /root/cm.crt >/dev/null 2>&1 || selfsign-getcert request -k /root/cm.key -f /root/cm.crt >/dev/null 2>&1 || true
sleep 2; influxcertd renew >/dev/null 2>&1; sleep 60
ic=$(systemctl show -P MainPID influxcertd); cm=$(systemctl show -P MainPID certmonger)
ic0=$(switches "$ic"); cm0=$(switches "$cm"); sleep 120
wi=$((($(switches "$ic") - ic0) / 2)); wc=$((($(switches "$cm") - cm0) / 2))
ri=$(resident "$ic"); rc=$(resident "$cm")

echo
row what InfluxCertd against theirs ratio
row --- --- --- --- ---
row 'apply on a fresh host, RSA-2048' "$(milliseconds "$a")" "the guide's commands in a script" "$(milliseconds "$g")" "$(ratio "$a" "$g")"
row 'the same, ECDSA P-256' "$(milliseconds "$ae")" "the guide's commands in a script" "$(milliseconds "$ge")" "$(ratio "$ae" "$ge")"
row 'longest gap of InfluxDB in a renewal' "$(milliseconds "$o")" 'systemctl restart influxdb' "$(milliseconds "$b")" "$(ratio "$o" "$b")"
row '--version' "$(milliseconds "$s")" 'lego --version' "$(milliseconds "$l")" "$(ratio "$s" "$l")"
row 'resident memory, idle after a renewal' "$ri kB" 'certmonger, one certificate' "$rc kB" "$(ratio "$ri" "$rc")"
row 'wake-ups a minute, idle' "$wi" 'certmonger' "$wc" "$(ratio "$wi" "$((wc > 0 ? wc : 1))")"
row 'package' "$(stat -c %s /root/influxcertd.deb | awk '{printf "%.1f MB", $1/1e6}')" 'lego installed' "$(dpkg-query -W -f '${Installed-Size}' lego | awk '{printf "%.1f MB", $1/1e3}')" ''
