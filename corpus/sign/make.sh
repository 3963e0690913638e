#!/bin/sh
# Makes the test keys in keys/ where they are missing, and signs ../native/valid/device-null.img with them by every tool.
# THE KEYS ARE PUBLISHED. They are for tests, and nothing that they sign is to be trusted.
#
# Needs openssl 3.0 and fsverity 1.6; FSVERITY names another way to call the latter, such as "podman run ... fsverity".
# Only what is random in a signature changes when this is run again.
set -eu
cd "$(dirname "$0")"
image=../native/valid/device-null.img
fsverity=${FSVERITY:-fsverity}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p keys valid unfit malformed

# certificate NAME ISSUER FIRST-DAY LAST-DAY EXTENSION... : signs keys/NAME.key into keys/NAME.pem; "-" is by itself.
certificate() {
  name=$1 issuer=$2 first=$3 last=$4
  shift 4
  printf '%s\n' "$@" > "$scratch/extensions"
  : > "$scratch/index"
  cat > "$scratch/ca.conf" <<EOF
[ca]
default_ca = own
[own]
new_certs_dir = $scratch
database = $scratch/index
rand_serial = yes
default_md = sha256
policy = any
[any]
commonName = supplied
EOF
  openssl req -new -key "keys/$name.key" -subj "/CN=Takecover TEST KEY $name" -out "$scratch/request"
  by="-selfsign -keyfile keys/$name.key"
  [ "$issuer" = - ] || by="-keyfile keys/$issuer.key -cert keys/$issuer.pem"
  # shellcheck disable=SC2086 # the options are words
  openssl ca -batch -config "$scratch/ca.conf" $by -in "$scratch/request" -out "$scratch/new" -notext \
    -startdate "${first}000000Z" -enddate "${last}000000Z" -extfile "$scratch/extensions" 2> "$scratch/log" ||
    { cat "$scratch/log"; exit 1; }
  { echo "TEST KEY, published: never trust this certificate."; cat "$scratch/new"; } > "keys/$name.pem"
}

# key NAME OPTION... : makes keys/NAME.key with openssl genpkey.
key() {
  name=$1
  shift
  openssl genpkey "$@" -out "$scratch/key" 2> "$scratch/log"
  { echo "TEST KEY, published: never trust what it signs."; cat "$scratch/key"; } > "keys/$name.key"
}

rsa="-algorithm RSA -pkeyopt rsa_keygen_bits:2048"
p256="-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:named_curve"
key_id=subjectKeyIdentifier=hash

if [ ! -f keys/rsa.key ]; then
  # shellcheck disable=SC2086 # the options are words
  {
    key rsa $rsa
    key ecdsa $p256
    key p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -pkeyopt ec_param_enc:named_curve
    key explicit -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit
    key short -algorithm RSA -pkeyopt rsa_keygen_bits:1024
    key ed25519 -algorithm ED25519
    key stranger-ed25519 -algorithm ED25519
    for name in authority issued by-signer stranger expired encipherment web critical old-authority by-old; do key $name $p256; done
  }
  always="20200101 21200101"
  # shellcheck disable=SC2086 # the days are words
  {
    certificate rsa - $always $key_id
    certificate ecdsa - $always $key_id
    certificate p384 - $always $key_id
    certificate explicit - $always $key_id
    certificate short - $always $key_id
    certificate stranger - $always $key_id
    certificate expired - 20200101 20210101 $key_id
    certificate encipherment - $always $key_id keyUsage=critical,keyEncipherment
    certificate web - $always $key_id keyUsage=digitalSignature extendedKeyUsage=serverAuth
    certificate critical - $always $key_id 1.3.6.1.4.1.99999.1=critical,ASN1:NULL
    certificate authority - $always $key_id basicConstraints=critical,CA:TRUE keyUsage=critical,keyCertSign
    certificate old-authority - 20200101 20210101 $key_id basicConstraints=critical,CA:TRUE
    certificate issued authority $always $key_id keyUsage=critical,digitalSignature extendedKeyUsage=codeSigning
    certificate by-old old-authority $always $key_id
    certificate by-signer ecdsa $always $key_id
  }
  openssl pkey -in keys/ed25519.key -pubout -out "$scratch/public"
  { echo "TEST KEY, published: never trust it."; cat "$scratch/public"; } > keys/ed25519.pub
  openssl pkey -in keys/ed25519.key -pubout -outform DER | tail -c 32 | base64 > keys/ed25519.ostree
  openssl pkey -in keys/stranger-ed25519.key -pubout -out keys/stranger-ed25519.pub
fi

# What is signed: "FSVerity", 1 for SHA-256, 32 bytes, the digest.
digest=$($fsverity digest --compact "$image")
printf 'FSVerity\1\0\40\0' > "$scratch/formatted"
printf '%s' "$digest" | xxd -r -p >> "$scratch/formatted"

for name in rsa expired; do
  $fsverity sign "$image" valid/fsverity-$name.sig --key=keys/$name.key --cert=keys/$name.pem > "$scratch/log"
done

# cms FILE SIGNER OPTION... : signs with openssl cms.
cms() {
  file=$1 name=$2
  shift 2
  openssl cms -sign -binary -in "$scratch/formatted" -signer "keys/$name.pem" -inkey "keys/$name.key" -md sha256 \
    -outform DER -out "$file" "$@"
}
cms valid/openssl-cms-rsa.sig rsa
cms valid/openssl-cms-rsa-bare.sig rsa -noattr -nocerts
cms valid/openssl-cms-rsa-key-identifier.sig rsa -keyid
cms valid/openssl-cms-ecdsa-bare.sig ecdsa -noattr -nocerts
cms valid/openssl-cms-p384-sha512.sig p384 -md sha512
cms valid/openssl-cms-issued.sig issued
cms valid/openssl-cms-two-signers.sig rsa -signer keys/ecdsa.pem -inkey keys/ecdsa.key
# Right in every byte, by signers whose certificates are not in order.
for name in encipherment web critical explicit short authority; do
  cms unfit/openssl-cms-$name.sig $name -noattr -nocerts
done
for name in by-old by-signer; do cms unfit/openssl-cms-$name.sig $name -noattr; done
cms malformed/openssl-cms-attached.sig rsa -nodetach
openssl smime -sign -binary -in "$scratch/formatted" -signer keys/rsa.pem -inkey keys/rsa.key -outform DER -out valid/openssl-smime-rsa.sig
openssl pkeyutl -sign -rawin -in "$scratch/formatted" -inkey keys/ed25519.key -out valid/openssl-ed25519.sig
