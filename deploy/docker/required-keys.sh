#!/bin/bash
# What Kiln needs before it may speak to the real Kie, all of it named at once. Values are never printed. A project that
# has the simulator, and is not told of another Kie, needs none of it.
set -u
if [ -z "${KILN_KIE_BASE_URL:-}" ] && getent hosts kie-simulator > /dev/null; then
  echo "On the simulated Kie: no key is needed, no credit is spent."
  exit 0
fi
faults=()

required() { # NAME SHORTEST WHAT
  local value=${!1:-}
  if [ -z "$value" ]; then
    faults+=("$1 is missing: $3")
  elif [[ $value == *development-only* ]]; then
    faults+=("$1 is a development-only value: $3")
  elif [ ${#value} -lt "$2" ]; then
    faults+=("$1 is shorter than $2 characters: $3")
  fi
}

refuse_hash() { # NAME HASH KEY
  if [[ ${!1:-} == *"$2"* ]]; then
    faults+=("$1 has the hash of $3, which everyone knows: put in that of a key of your own")
  fi
}

required KIE_API_KEY 8 "your API key of Kie.ai"
required KILN_IDS_TAG_KEY 32 "a random secret, the same for as long as ids are to be known"
required KILN_CALLBACK_TOKEN_KEYS 32 "a random secret, or several with commas: the first signs"
required KILN_TENANTS__LOCAL__KEY_HASHES 64 "SHA-256 in lower-case hexadecimal of the API key that your callers send"
required KILN_OPERATORS__LOCAL__KEY_HASHES 64 "SHA-256 in lower-case hexadecimal of your operators' key"
for name in KILN_TENANTS__LOCAL__KEY_HASHES KILN_OPERATORS__LOCAL__KEY_HASHES; do
  refuse_hash "$name" 85faa70ec35c95a1253ed6269566f8d25a4b6920c7193d996f7668a37e3f215e development-only-key
  refuse_hash "$name" 8ab463495890bff5ad36bf8831f1484471712b8f8abef13b4c43d67745c0d3a1 development-only-operator-key
done
required POSTGRES_PASSWORD 16 "of the database's superuser"
required OWNER_PASSWORD 16 "of the roles that own the tables"
required SERVICE_PASSWORD 16 "of the services' roles"
if [[ ${KILN_KIE_BASE_URL:-} != https://* ]]; then
  faults+=("KILN_KIE_BASE_URL does not begin with https://: https://api.kie.ai")
fi
if [[ ${KILN_CALLBACK_PUBLIC_URL:-} == *callback-service* ]]; then
  faults+=("KILN_CALLBACK_PUBLIC_URL is missing: where Kie reaches callback-service; or empty, to poll only")
fi
if [[ ${KILN_CALLBACK_HMAC_KEYS:-} == *development-only* ]]; then
  faults+=("KILN_CALLBACK_HMAC_KEYS is missing: Kie's webhookHmacKey; or empty, where you have none")
fi
if [ "${COMPOSE_PROJECT:-}" = kiln ]; then
  faults+=("COMPOSE_PROJECT_NAME is missing: a name of its own, as kiln-real, lest simulated requests be sent to the real Kie")
fi

if [ ${#faults[@]} -gt 0 ]; then
  echo "Without a simulated Kie (profile simulated-kie) this would be the real one, and Kiln does not start on it:"
  printf '  %s\n' "${faults[@]}"
  echo "Copy deploy/docker/real-kie.env.example to real-kie.env, fill it in, and start with"
  echo "  docker compose --env-file real-kie.env --profile real-kie up --build"
  exit 1
fi >&2
echo "Every key for the real Kie is there."
