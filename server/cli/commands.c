#include "app/graph_index.h"
#include "cli/commands_internal.h"
#include "store/store.h"

#define DEADLINE_MS 10000

/* No vocabulary: what only asks does not read notes. */
static bool ask_store(const struct command_line *line, struct library *l, command_asker ask,
                      int *status, struct err *e)
{
    struct db *db;
    if (!store_read_begin(l->store, DEADLINE_MS, &db, e))
        return false;
    bool ok = ask(line, l, db, status, e);
    store_read_end(db);
    return ok;
}

bool command_read(const struct command_line *line, command_asker ask, int *status, struct err *e)
{
    struct store_options how = {.read_only = true};
    struct library l = {0};
    if (!options_require(line, OPTION_DATA_DIR, &how.data_dir, e) || !store_open(&how, &l.store, e))
        return false;
    l.graph = graph_cache_new();
    bool ok = ask_store(line, &l, ask, status, e);
    graph_cache_free(l.graph);
    store_close(l.store);
    return ok;
}
