#!/usr/bin/env bash
# Installs what is missing, with Debian's packages, saying what and why. Nothing if all is there.
#   scripts/packages.sh build        to build and run
#   scripts/packages.sh build test   and to run every test
#   scripts/packages.sh tidy         for static analysis
set -euo pipefail

packages() {
    for what in "$@"; do
        case $what in
        build) cat <<'LIST'
gcc	compilateur C / C compiler
g++	vérifie que le contrat des greffons est utilisable en C++ / checks the plugin contract from C++
make	lance la construction / drives the build
cmake	construction / build system
pkg-config	trouve les bibliothèques / finds libraries
libxml2-dev	lecture du XML / reading XML
libzip-dev	archives zip / zip archives
libinih-dev	fichiers de chaîne / pipeline files
libutf8proc-dev	rapprochement des noms / folding of names
libseccomp-dev	confinement des greffons / confinement of plugins
libjansson-dev	comptes rendus JSON / JSON reports
python3	école de démonstration et tests / demonstration school and tests
LIST
            ;;
        test) cat <<'LIST'
libcriterion-dev	tests unitaires / unit tests
libxml2-utils	xmllint : validation par les schémas / validation against schemas
clang	second compilateur / second compiler
clang-format	mise en forme / formatting
libclang-rt-14-dev	tests par données aléatoires / fuzzing
LIST
            ;;
        tidy) cat <<'LIST'
clang-tidy	analyse statique / static analysis
LIST
            ;;
        *)
            echo "scripts/packages.sh : « $what » inconnu / unknown" >&2
            exit 3
            ;;
        esac
    done
}

missing=()
while IFS=$'\t' read -r name why; do
    if [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" != installed ]; then
        [ ${#missing[@]} -gt 0 ] || echo "Paquets Debian à installer / Debian packages to install:"
        printf '  %-22s %s\n' "$name" "$why"
        missing+=("$name")
    fi
done < <(packages "$@")
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "Il faut être root (ou avoir sudo) : apt-get install ${missing[*]}" >&2
        exit 5
    }
    as_root=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get -qq update
"${as_root[@]}" apt-get -qq -y --no-install-recommends install "${missing[@]}" >/dev/null 2>&1 || {
    echo "apt-get install ${missing[*]} : échec / failed" >&2
    exit 5
}
