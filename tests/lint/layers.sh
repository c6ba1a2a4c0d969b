#!/bin/sh
# The direction of the layers (see README, "The code"): an include that breaks it is named and fails.
# Each library is known to one layer only.
set -u
status=0

allowed() { # layer -> layers it may include
    case $1 in
    base) echo "base" ;;
    extract) echo "base extract" ;;
    store) echo "base store" ;;
    http) echo "base http" ;;
    app) echo "base extract store app" ;;
    api) echo "base store app http api" ;;
    cli) echo "base extract store http app api cli" ;;
    esac
}

library_owner() { # header -> layer, or nothing for headers that any layer may use
    case $1 in
    sqlite3.h) echo store ;;
    microhttpd.h) echo http ;;
    curl/*) echo cli ;;
    cmark.h | yaml.h | serd/*) echo extract ;;
    utf8proc.h | nettle/*) echo base ;;
    esac
}

for layer in base extract store http app api cli; do
    may=$(allowed "$layer")
    for file in $(find "server/$layer" "include/$layer" -name '*.[ch]' 2>/dev/null); do
        for other in $(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$file" | sort -u); do
            case " $may " in
            *" $other "*) ;;
            *)
                echo "$file: $layer must not include $other"
                status=1
                ;;
            esac
        done
        for header in $(sed -n 's/^#include <\(.*\)>.*/\1/p' "$file"); do
            owner=$(library_owner "$header")
            if [ -n "$owner" ] && [ "$owner" != "$layer" ]; then
                echo "$file: only $owner may include <$header>"
                status=1
            fi
        done
    done
done

# SQL stands in the store, and there in one list and its parts.
sql='"[[:space:]]*(SELECT|INSERT|UPDATE|DELETE FROM|CREATE TABLE) '
if grep -rnE "$sql" server --include='*.c' --include='*.h' | grep -vE '^server/store/statements(\.h|/)'; then
    echo "SQL outside server/store/statements.h"
    status=1
fi
[ $status = 0 ] && echo "layers: ok"
exit $status
