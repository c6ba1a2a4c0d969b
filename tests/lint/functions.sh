#!/bin/sh
# Functions above 80 lines and files above 700 lines fail; prints the median and the longest.
set -u
files=$(find server include -name '*.[ch]' ! -path 'server/tools/*')
awk '
    FNR == 1 { start = 0 }
    /^\{/ { start = FNR }
    /^\}/ && start { print FNR - start + 1, FILENAME ":" start; start = 0 }
' $(find server -name '*.c') | sort -n >build/functions.txt
awk '{ n[NR] = $1 } END { printf "functions: %d, median %d lines, 90 %% up to %d\n", NR, n[int((NR + 1) / 2)], n[int(NR * 0.9)] }' build/functions.txt
tail -n 3 build/functions.txt
long=$(awk '$1 > 80' build/functions.txt)
big=$(wc -l $files | awk '$2 != "total" && $1 > 700')
if [ -n "$long$big" ]; then
    echo "too long:" "$long" "$big"
    exit 1
fi
