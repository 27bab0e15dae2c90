#!/usr/bin/env bash
# A corporate CA in files: corporate-ca.sh issue OUT NAME [DAYS] | sign CSR OUT [DAYS]
set -e
mkdir -p /root/corp && cd /root/corp
curve=(ec -pkeyopt ec_paramgen_curve:P-256)
if [ ! -e root.crt ]; then
    openssl req -x509 -newkey "${curve[@]}" -nodes -keyout root.key -out root.crt -days 3650 -subj /CN=Corp-Root -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
    openssl req -newkey "${curve[@]}" -nodes -keyout issuing.key -out issuing.csr -subj /CN=Corp-Issuing 2>/dev/null
    printf 'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign\n' >issuing.ext
    openssl x509 -req -in issuing.csr -CA root.crt -CAkey root.key -CAcreateserial -days 1000 -extfile issuing.ext -out issuing.crt 2>/dev/null
fi
sign() { # CSR OUT DAYS
    openssl x509 -req -in "$1" -CA issuing.crt -CAkey issuing.key -CAcreateserial -days "$3" -copy_extensions copy -out leaf.crt 2>/dev/null
    cat leaf.crt issuing.crt root.crt >"$2"
}
case $1 in
    issue)
        openssl req -newkey "${curve[@]}" -nodes -keyout "$2.key" -out leaf.csr -subj /O=Corp -addext subjectAltName="$3" -addext extendedKeyUsage=serverAuth 2>/dev/null
        sign leaf.csr "$2.crt" "${4:-90}"
        ;;
    sign) sign "$2" "$3" "${4:-90}" ;;
esac
