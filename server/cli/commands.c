#include "base/clock.h"
#include "cli/commands_internal.h"
#include "store/store.h"

#define DEADLINE_MS 10000

bool command_read(const struct command_line *line,
                  bool (*ask)(const struct command_line *line, struct db *db, int *status,
                              struct err *e),
                  int *status, struct err *e)
{
    struct store_options how = {.read_only = true};
    struct store *store;
    struct db *db;
    if (!options_require(line, "data-dir", &how.data_dir, e) || !store_open(&how, &store, e))
        return false;
    bool ok = store_read_begin(store, clock_monotonic_ms() + DEADLINE_MS, &db, e);
    if (ok) {
        ok = ask(line, db, status, e);
        store_read_end(db);
    }
    store_close(store);
    return ok;
}
