#!/bin/sh
# Runs the suites that are named as "name=command", each to its end, and closes with the sums.
#   tests/run.sh "unit=make unit" "http=make http"
# Counts are read from the closing lines of cmocka and of node's test runner.
set -u
out=build/test-output
mkdir -p "$out"
failed_suites=0
for suite in "$@"; do
    name=${suite%%=*}
    command=${suite#*=}
    echo "== $name: $command"
    sh -c "$command" >"$out/$name.log" 2>&1
    status=$?
    grep -hE '^\[  (PASSED|FAILED) |FAILED TEST|^# (pass|fail|skipped) [1-9]|^ok |: ok$|skipped:' "$out/$name.log" | sort | uniq -c | sed 's/^/   /' | head -n 40
    if [ $status -ne 0 ]; then
        echo "-- $name failed (status $status); its last lines:"
        tail -n 60 "$out/$name.log"
        failed_suites=$((failed_suites + 1))
    fi
done

sum() { cat "$out"/*.log | sed -nE "$1" | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(($(sum 's/^\[  PASSED  \] ([0-9]+) test.*/\1/p') + $(sum 's/^# pass ([0-9]+)/\1/p')))
failed=$(($(sum 's/^\[  FAILED  \] ([0-9]+) test\(s\).*/\1/p') + $(sum 's/^# fail ([0-9]+)/\1/p')))
skipped=$(sum 's/^# skipped ([0-9]+)/\1/p')
# A suite that broke before it could count is a failure all the same.
[ "$failed" -ge "$failed_suites" ] || failed=$failed_suites
# What failed stands last, where it is seen in a log that is cut off above.
grep -hE '^not ok |^ +not ok |^\[  FAILED  \] [a-z]|(ERROR|WARNING): (Address|Thread|Leak)' "$out"/*.log | sort -u | sed 's/^ */failed: /' | head -n 20
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
