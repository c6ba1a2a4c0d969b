#include "app/export.h"

#include <stdio.h>

#include "cli/commands_internal.h"

static const enum option options[] = {
    OPTION_DATA_DIR,
    OPTION_EXPORT_FORMAT,
    OPTION_OUT,
};

static bool write_bytes(void *context, const char *p, size_t n)
{
    return fwrite(p, 1, n, context) == n;
}

static bool open_output(const char *name, FILE **out, struct err *e)
{
    *out = strcmp(name, "-") == 0 ? stdout : fopen(name, "wbe");
    return *out || err_set(e, ERR_IO, "%s cannot be written.", name);
}

static bool export_from(struct store *store, FILE *out, struct err *e)
{
    struct db *db;
    if (!store_read_begin(store, 0, &db, e))
        return false;
    bool ok = export_jsonl(db, write_bytes, out, e);
    store_read_end(db);
    return ok;
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    struct store_options how = {.read_only = true};
    struct store *store = NULL;
    FILE *out = NULL;
    (void)status;
    if (!options_require(line, OPTION_DATA_DIR, &how.data_dir, e) || !store_open(&how, &store, e))
        return false;
    bool ok = open_output(options_text(line, OPTION_OUT), &out, e) && export_from(store, out, e);
    if (out && out != stdout && fclose(out) != 0 && ok)
        ok = err_set(e, ERR_IO, "%s could not be written to its end.",
                     options_text(line, OPTION_OUT));
    store_close(store);
    return ok;
}

const struct command export_command = {
    .name = "export",
    .purpose = "print the whole graph, sorted and without times",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack export --data-dir data --format jsonl > graph.jsonl",
                 "paperstack export --data-dir data | jq 'select(.type == \"paper\") | .title'"},
    .run = run,
};
