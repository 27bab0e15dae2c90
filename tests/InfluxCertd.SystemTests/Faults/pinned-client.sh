#!/usr/bin/env bash
# A client that connects without pause and trusts nothing but what it was given: pinned-client.sh NAME LOG CURL-OPTION...
name=$1 log=$2
shift 2
until [ -e /root/enough ]; do
    message=$(curl -sS -o /dev/null -m 10 "$@" "https://$name:8086/ping" 2>&1)
    echo "$? $message" >>"$log"
done
