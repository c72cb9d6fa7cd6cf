#!/bin/sh
# Make the secret files that docker-compose.yml mounts, each of its own random value. Files that exist stay as they are.
#
#   deploy/make-secrets.sh [FOLDER]        (default: deploy/secrets)
set -eu

folder="${1:-$(dirname "$0")/secrets}"
umask 077
mkdir -p "$folder"

random() {
    # 32 hexadecimal digits: 128 bits, safe inside an address, a JSON text and a configuration line.
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}

keep() {
    # The containers' users differ from ours, so the files are readable; the folder (0700) is what closes them.
    path="$folder/$1"
    if [ -e "$path" ]; then
        cat >/dev/null
        return
    fi
    cat >"$path"
    chmod 444 "$path"
    echo "made $path"
}

value_of() {
    cat "$folder/$1"
}

printf '%s%s' "$(random)" "$(random)" | keep secret_key
random | keep postgres_password
random | keep database_owner_password
random | keep database_app_password
random | keep redis_password
random | keep s3_secret_access_key
random | keep mail_password

printf 'postgres://hiretrack_owner:%s@postgres:5432/hiretrack' "$(value_of database_owner_password)" |
    keep database_owner_url
printf 'postgres://hiretrack_app:%s@postgres:5432/hiretrack' "$(value_of database_app_password)" | keep database_url
printf 'redis://:%s@valkey:6379/0' "$(value_of redis_password)" | keep redis_url
printf 'requirepass %s\n' "$(value_of redis_password)" | keep valkey.conf
printf '{"identities":[{"name":"hiretrack","actions":["Admin","Read","List","Write","Tagging"],"credentials":[%s]}]}' \
    "{\"accessKey\":\"hiretrack\",\"secretKey\":\"$(value_of s3_secret_access_key)\"}" | keep store_identities.json
printf 'hiretrack:%s\n' "$(value_of mail_password)" | keep mail_users
