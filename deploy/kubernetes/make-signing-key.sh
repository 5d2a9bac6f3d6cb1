#!/bin/sh
# Makes a key for signing snapshots, in the folder it is started in: signing-key.json (private, for the registry's
# secret) and trusted-keys.json (public, for the cells). Needs openssl 1.1.1 or newer.
#
# usage: make-signing-key.sh KEY-ID        such as 2026-11
set -eu
id=${1:?usage: make-signing-key.sh KEY-ID}
case $id in *[!A-Za-z0-9._-]*) echo "key id \"$id\": letters, digits and . _ - are needed" >&2; exit 2 ;; esac
for file in signing-key.json trusted-keys.json; do
  [ ! -e "$file" ] || { echo "$file is there already; a key is not overwritten" >&2; exit 1; }
done
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

openssl genpkey -algorithm ed25519 -outform DER -out "$work/private"
openssl pkey -inform DER -in "$work/private" -pubout -outform DER -out "$work/public"
# In both encodings of RFC 8410 the key itself is the last 32 bytes.
d=$(tail -c 32 "$work/private" | base64url)
x=$(tail -c 32 "$work/public" | base64url)
public=$(printf '"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","kid":"%s","x":"%s"' "$id" "$x")
printf '{%s,"d":"%s"}\n' "$public" "$d" > signing-key.json
printf '{"keys":[{%s}]}\n' "$public" > trusted-keys.json
echo "signing-key.json (private) and trusted-keys.json (public) with key id $id"
