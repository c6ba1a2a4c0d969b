#!/bin/sh
# How long it takes to take in a folder of notes, durable and searchable, beside the time that cmark
# alone needs to render the same files. Both are run in turn; the ratio is what counts, since the
# machine may be busy with other work.
# Then one note is edited in a library of made-up notes: how long until the server answers with it.
#   tests/bench/ingest.sh build/paperstack [copies [notes of the library]]
set -eu
binary=$1
copies=${2:-40}
library=${3:-10000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Copies of the demo notes; each has its own title line and identifiers, so that notes differ.
n=0
while [ $n -lt "$copies" ]; do
    n=$((n + 1))
    find tests/demo-notes -name '*.md' | LC_ALL=C sort | while IFS= read -r note; do
        to="$work/notes/$n/${note#tests/demo-notes/}"
        mkdir -p "$(dirname "$to")"
        sed -E "s/([0-9]{4})\.([0-9])[0-9]{4}/\1.\2$(printf '%04d' $n)/g" "$note" >"$to"
    done
done
bytes=$(find "$work/notes" -name '*.md' -print0 | xargs -0 cat | wc -c)
files=$(find "$work/notes" -name '*.md' | wc -l)

seconds() { # command… -> wall seconds
    start=$(date +%s.%N)
    "$@" >/dev/null 2>&1
    date +%s.%N | awk -v s="$start" '{ printf "%.4f", $1 - s }'
}
render_all() { find "$work/notes" -name '*.md' -print0 | xargs -0 cmark; }
take_in() { rm -rf "$work/data"; "$binary" import --data-dir "$work/data" "$work/notes"; }
again() { "$binary" import --data-dir "$work/data" "$work/notes"; }

echo "notes: $files files, $bytes bytes"
walk_s=$(seconds find "$work/notes" -name '*.md' -newermt 2100-01-01)
for round in 1 2 3; do
    cmark_s=$(seconds render_all)
    ingest_s=$(seconds take_in)
    again_s=$(seconds again)
    awk -v c="$cmark_s" -v i="$ingest_s" -v a="$again_s" -v b="$bytes" -v f="$files" -v w="$walk_s" 'BEGIN {
        printf "cmark alone %.3f s   take in %.3f s (%.1f x cmark, %.1f MB/s)   again, unchanged %.3f s (%.2f ms per 100 files over the walk)\n",
            c, i, i / c, b / i / 1e6, a, (a - w) * 1e5 / f }'
done

node tests/bench/library.mjs "$work/library" "$library"
import_s=$(seconds "$binary" import --data-dir "$work/library-data" "$work/library")
bytes=$(find "$work/library" -name '*.md' -print0 | xargs -0 cat | wc -c)
awk -v s="$import_s" -v n="$library" -v b="$bytes" 'BEGIN {
    printf "library of %d notes taken in: %.1f s (%.1f MB/s)\n", n, s, b / s / 1e6 }'
node tests/bench/edit.mjs "$binary" "$work/library-data" "$work/library"
