#!/bin/sh
# A hash of all that decides what the same bytes of a note give: sources and tables of extraction,
# the text functions of base that it rests on, resolution, and what the search index holds of names. Notes
# of a library that was made with another hash are extracted again, so a change cannot be forgotten.
#   extractor_version.sh [root]
set -eu
cd "${1:-.}"
find include/base include/extract server/base server/extract server/app/resolve \
    server/store/graph/name.c server/store/search/index.c -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16
