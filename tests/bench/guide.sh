#!/bin/sh
# The HTTPS Setup guide's own commands, as a careful operator would put them into a script.
set -e
openssl req -x509 -nodes -newkey rsa:2048 -keyout /etc/ssl/influxdb-selfsigned.key -out /etc/ssl/influxdb-selfsigned.crt \
    -days 365 -subj "/CN=$(hostname)" -addext "subjectAltName=DNS:$(hostname),DNS:localhost,IP:127.0.0.1" 2>/dev/null
chown root:root /etc/ssl/influxdb-selfsigned.crt /etc/ssl/influxdb-selfsigned.key
chmod 644 /etc/ssl/influxdb-selfsigned.crt
chmod 644 /etc/ssl/influxdb-selfsigned.key
sed -i -e 's|^ *# https-enabled = .*|  https-enabled = true|' \
    -e 's|^ *# https-certificate = .*|  https-certificate = "/etc/ssl/influxdb-selfsigned.crt"|' \
    -e 's|^ *# https-private-key = .*|  https-private-key = "/etc/ssl/influxdb-selfsigned.key"|' /etc/influxdb/influxdb.conf
systemctl restart influxdb
until influx -ssl -unsafeSsl -host localhost -execute 'SHOW DATABASES' >/dev/null 2>&1; do sleep 0.05; done
