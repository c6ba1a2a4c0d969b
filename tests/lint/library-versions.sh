#!/bin/sh
# docs/promises.md lists defects of exact library versions. On the system that it speaks of, Debian 12, another
# version fails here, so that the guards are looked at again and not forgotten.
set -u
promises=${1:-docs/promises.md}
. /etc/os-release
if [ "${ID:-} ${VERSION_ID:-}" != "debian 12" ]; then
    echo "library versions: skipped: ${PRETTY_NAME:-this system} is not Debian 12"
    exit 0
fi
status=0
listed=$(sed -nE 's/^\| (lib[a-z0-9]+) \| ([0-9][^ ]*) \|.*/\1 \2/p' "$promises" | sort -u)
[ -n "$listed" ] || { echo "$promises lists no library"; exit 1; }
echo "$listed" | while read -r name version; do
    found=$(dpkg-query -W -f='${Package} ${Version}\n' "$name*" 2>/dev/null | grep -vE -- '-(dev|doc|tools|dbgsym) ' | awk 'NF == 2 {print $2; exit}')
    [ "$found" = "$version" ] || { echo "$name is $found; $promises speaks of $version: look at its rows again"; exit 1; }
done || status=1
[ $status = 0 ] && echo "library versions: ok"
exit $status
