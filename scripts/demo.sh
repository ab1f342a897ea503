#!/usr/bin/env bash
# The demonstration: an invented school, EDT's groups sent to SIECLE, once with faults and once without.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build/release}
work=build/demo
program=("$build/passerelle" run pipelines/liens-eleves-groupes.ini --plugin-path "$build/plugins"
    --sandbox prefer --now 2026-10-06T18:15:00)
rm -rf "$work"

echo "== 1. Un collège inventé de 600 élèves, avec six fautes glissées dans EDT et SIECLE"
python3 tests/school/make_school.py --out "$work/avec-fautes" --pupils 600 --state octobre --year 2026 \
    --fault elevesgroupes-eleve-inconnu:2 --fault elevesgroupes-groupe-inconnu \
    --fault elevesgroupes-eleve-sans-mef --fault elevesgroupes-groupe-hors-mef \
    --fault elevesgroupes-dates-invalides-a02 >/dev/null
code=0
"${program[@]}" --in "$work/avec-fautes" --out "$work/sortie" --report "$work/compte-rendu.json" || code=$?
[ "$code" -eq 2 ] || {
    echo "demo : code de sortie 2 attendu, $code obtenu" >&2
    exit 1
}

echo
echo "== 2. Le même collège, une fois corrigé"
python3 tests/school/make_school.py --out "$work/corrige" --pupils 600 --state octobre --year 2026 >/dev/null
"${program[@]}" --in "$work/corrige" --out "$work/sortie"

cat <<EOT

== À regarder
Le premier passage a été refusé : SIECLE aurait effacé tous les liens avant de reprendre un fichier incomplet.
Le second a écrit le fichier à déposer dans SIECLE :
$(ls "$work"/sortie/*.zip | sed 's/^/  /')
Les fichiers de l'école (SIECLE, STS-Web, EDT, AAF) : $work/corrige
Le compte rendu du premier passage, pour un programme : $work/compte-rendu.json
« $build/passerelle explain REJELEGROUPE_01 --plugin-path $build/plugins » explique une réponse de SIECLE ;
« $build/passerelle doctor --plugin-path $build/plugins » examine cette machine.
EOT
