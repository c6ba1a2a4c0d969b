#include "app/decision_file.h"

#include <fcntl.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "cli/commands_internal.h"

static const enum option options[] = {OPTION_DATA_DIR, OPTION_OUT};

static bool write_bytes(void *context, const char *p, size_t n)
{
    return fwrite(p, 1, n, context) == n;
}

static bool export_to(const struct command_line *line, const struct library *l, struct db *db,
                      int *status, struct err *e)
{
    const char *name = line->n_arguments > 1 ? line->arguments[1] : options_text(line, OPTION_OUT);
    FILE *out = strcmp(name, "-") == 0 ? stdout : fopen(name, "wbe");
    (void)l;
    (void)status;
    if (!out)
        return err_set(e, ERR_IO, "%s cannot be written.", name);
    bool ok = decision_file_export(db, write_bytes, out, e);
    if (out != stdout && fclose(out) != 0 && ok)
        ok = err_set(e, ERR_IO, "%s could not be written to its end.", name);
    return ok;
}

static bool read_file(const struct command_line *line, struct str *bytes, struct err *e)
{
    const char *file = line->arguments[1];
    struct file_stamp stamp;
    struct err why = {0};
    if (strcmp(file, "-") == 0)
        return file_read_stdin(DECISION_FILE_MAX, line->arena, bytes, e);
    return file_read(AT_FDCWD, file, DECISION_FILE_MAX, line->arena, bytes, &stamp, &why) ||
           err_set_detail(e, why.code, why.detail, "%s: %s", file, why.msg);
}

static bool import_from(const struct command_line *line, struct err *e)
{
    struct store_options store = {.create = true};
    struct library library;
    struct decision_file_report report;
    struct str bytes;
    bool needs_rebuild;
    if (!options_require(line, OPTION_DATA_DIR, &store.data_dir, e) ||
        !read_file(line, &bytes, e) || !library_open(&store, &library, &needs_rebuild, e))
        return false;
    bool ok = decision_file_import(&library, bytes, &report, e);
    library_close(&library);
    if (ok)
        printf("%zu new, %zu known already\n", report.n_new, report.n_known);
    return ok;
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    const char *verb = line->n_arguments ? line->arguments[0] : "";
    if (strcmp(verb, "export") == 0 && line->n_arguments <= 2)
        return command_read(line, export_to, status, e);
    if (strcmp(verb, "import") == 0 && line->n_arguments == 2)
        return import_from(line, e);
    return err_set(e, ERR_USAGE, "Say export [FILE] or import FILE.");
}

const struct command decisions_command = {
    .name = "decisions",
    .purpose = "write what people decided to a text file, and take such a file in",
    .arguments = "export [FILE] | import FILE",
    .details =
        "One decision a line, ordered by time: made to be kept under version control. Lines are\n"
        "only added, so that \"decisions.jsonl merge=union\" in .gitattributes brings the files "
        "of\n"
        "two people together. Taking in what is known already changes nothing.",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack decisions export decisions.jsonl --data-dir data",
                 "paperstack decisions import decisions.jsonl --data-dir data"},
    .run = run,
};
