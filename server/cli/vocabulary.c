#include "app/vocabulary.h"

#include <fcntl.h>
#include <stdio.h>

#include "app/json.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "cli/commands_internal.h"
#include "cli/interrupt_internal.h"
#include "cli/plain_internal.h"
#include "cli/progress_internal.h"

static const enum option options[] = {
    OPTION_DATA_DIR, OPTION_NAME, OPTION_FORMAT,   OPTION_SCOPE, OPTION_OUT,
    OPTION_THREADS,  OPTION_JSON, OPTION_PROGRESS, OPTION_QUIET,
};

static bool read_format(const struct command_line *line, enum vocabulary_format fallback,
                        enum vocabulary_format *out, struct err *e)
{
    const char *name = options_text(line, OPTION_FORMAT);
    *out = name ? vocabulary_format_named(str_from(name)) : fallback;
    return !name || *out != FORMAT_UNKNOWN ||
           err_set(e, ERR_USAGE,
                   "The format \"%s\" is not known. There are turtle, ntriples, csv, tsv, json.",
                   name);
}

static struct str name_of(const struct command_line *line, const char *fallback)
{
    const char *name = options_text(line, OPTION_NAME);
    return str_from(name ? name : fallback);
}

/* ---- changes ---- */

/* What is done to an opened library. */
typedef bool (*library_change)(const struct command_line *line, struct library *l,
                               const struct ingest_options *o, struct err *e);

static bool change_library(const struct command_line *line, library_change apply, struct err *e)
{
    struct store_options store = {.create = true};
    struct library library;
    struct progress progress;
    bool needs_rebuild;
    if (!options_require(line, OPTION_DATA_DIR, &store.data_dir, e))
        return false;
    interrupt_block();
    if (!library_open(&store, &library, &needs_rebuild, e))
        return false;
    progress_init(&progress, line);
    struct ingest_options o = {.threads = (unsigned)options_number(line, OPTION_THREADS),
                               .stop = &progress.stop,
                               .progress = progress_show,
                               .progress_context = &progress};
    bool ok = apply(line, &library, &o, e);
    progress_end(&progress);
    library_close(&library);
    return ok;
}

static void print_report(const struct command_line *line, const struct vocabulary_report *r)
{
    if (options_flag(line, OPTION_JSON)) {
        json_t *report = vocabulary_report_to_json(r);
        struct str text = json_print(report, JSON_COMPACT, line->arena);
        json_decref(report);
        printf("%.*s\n", STR_FMT(text));
        return;
    }
    for (size_t i = 0; i < r->n_warnings; i++)
        plain_say("", r->warnings[i], "\n");
    if (r->n_problems > r->n_warnings)
        fprintf(stderr, "and %zu more\n", r->n_problems - r->n_warnings);
    printf("%zu concepts, %zu labels, %zu merged with known concepts, %zu warnings\n",
           r->n_concepts, r->n_labels, r->n_merged, r->n_problems);
}

static bool read_file(const struct command_line *line, struct str *bytes, struct err *e)
{
    const char *file = line->arguments[1];
    struct file_stamp stamp;
    struct err why = {0};
    if (strcmp(file, "-") == 0)
        return file_read_stdin(VOCABULARY_FILE_MAX, line->arena, bytes, e);
    return file_read(AT_FDCWD, file, VOCABULARY_FILE_MAX, line->arena, bytes, &stamp, &why) ||
           err_set_detail(e, why.code, why.detail, "%s: %s", file, why.msg);
}

/* The option, else the ending of the file's name, else its content. */
static bool import_file(const struct command_line *line, struct library *l,
                        const struct ingest_options *o, struct err *e)
{
    struct vocabulary_report report;
    struct str bytes;
    enum vocabulary_format format;
    enum vocabulary_format by_name = vocabulary_format_named(str_from(line->arguments[1]));
    if (!read_format(line, by_name, &format, e) || !read_file(line, &bytes, e) ||
        !vocabulary_import(l, name_of(line, VOCABULARY_NAME_DEFAULT), bytes, format, o, line->arena,
                           &report, e))
        return false;
    print_report(line, &report);
    return true;
}

static bool remove_named(const struct command_line *line, struct library *l,
                         const struct ingest_options *o, struct err *e)
{
    struct str name = name_of(line, NULL);
    if (!name.n)
        return err_set(e, ERR_USAGE, "Say which vocabulary: --name NAME.");
    if (!vocabulary_remove(l, name, o, e))
        return false;
    printf("removed %.*s\n", STR_FMT(name));
    return true;
}

/* ---- looking ---- */

static void print_list(const struct command_line *line, const json_t *list)
{
    const json_t *items = json_object_get(list, "items"), *item;
    size_t i;
    if (options_flag(line, OPTION_JSON)) {
        struct str text = json_print(list, JSON_COMPACT, line->arena);
        printf("%.*s\n", STR_FMT(text));
        return;
    }
    json_array_foreach(items, i, item) printf(
        "%-20s %8lld concepts %9lld labels\n", json_string_value(json_object_get(item, "name")),
        (long long)json_integer_value(json_object_get(item, "concepts")),
        (long long)json_integer_value(json_object_get(item, "labels")));
}

static bool print_list_of(const struct command_line *line, struct library *l, struct err *e)
{
    struct db *db;
    json_t *list;
    if (!store_read_begin(l->store, 0, &db, e))
        return false;
    bool ok = vocabulary_list(l, db, &list, e);
    store_read_end(db);
    if (ok) {
        print_list(line, list);
        json_decref(list);
    }
    return ok;
}

static bool list(const struct command_line *line, struct err *e)
{
    struct store_options store = {.read_only = true};
    struct library library;
    bool needs_rebuild;
    if (!options_require(line, OPTION_DATA_DIR, &store.data_dir, e) ||
        !library_open(&store, &library, &needs_rebuild, e))
        return false;
    bool ok = print_list_of(line, &library, e);
    library_close(&library);
    return ok;
}

static bool write_out(const struct command_line *line, struct str text, struct err *e)
{
    const char *name = options_text(line, OPTION_OUT);
    bool is_standard = strcmp(name, "-") == 0;
    FILE *out = is_standard ? stdout : fopen(name, "wbe");
    if (!out)
        return err_set(e, ERR_IO, "%s cannot be written.", name);
    bool ok = fwrite(text.p, 1, text.n, out) == text.n;
    if (!is_standard)
        ok = fclose(out) == 0 && ok;
    return ok || err_set(e, ERR_IO, "%s could not be written to its end.", name);
}

static bool export_from(const struct command_line *line, const struct library *l, struct db *db,
                        int *status, struct err *e)
{
    (void)l;
    STRBUF_SCOPE(text);
    enum vocabulary_scope scope;
    enum vocabulary_format format;
    (void)status;
    if (!vocabulary_scope_named(str_from(options_text(line, OPTION_SCOPE)), &scope))
        return err_set(e, ERR_USAGE, "--scope is all, user, shipped or discovered.");
    return read_format(line, FORMAT_TURTLE, &format, e) &&
           vocabulary_export(db, scope, name_of(line, NULL), format, &text, e) &&
           write_out(line, strbuf_view(&text), e);
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    const char *what = line->n_arguments ? line->arguments[0] : "";
    size_t wanted = strcmp(what, "import") == 0 ? 2 : 1;
    if (wanted == 2 && line->n_arguments != 2)
        return err_set(e, ERR_USAGE, "Name one file to import; - is standard input.");
    if (line->n_arguments == wanted) {
        if (wanted == 2)
            return change_library(line, import_file, e);
        if (strcmp(what, "remove") == 0)
            return change_library(line, remove_named, e);
        if (strcmp(what, "list") == 0)
            return list(line, e);
        if (strcmp(what, "export") == 0)
            return command_read(line, export_from, status, e);
    }
    return err_set(e, ERR_USAGE, "Say import FILE, list, export or remove --name NAME.");
}

const struct command vocabulary_command = {
    .name = "vocabulary",
    .purpose = "import, list, export and remove your own vocabularies",
    .arguments = "import FILE | list | export | remove",
    .details =
        "Files are SKOS (Turtle, N-Triples), CSV or TSV with a header, or the triples of the\n"
        "Computer Science Ontology. A concept with a label of a known one becomes one with it.\n"
        "After a change all notes are read again. The same name again replaces a vocabulary.",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack vocabulary import lab.csv --data-dir data --name lab",
                 "paperstack vocabulary export --data-dir data --scope user > mine.ttl"},
    .run = run,
};
