#include <stdio.h>

#include "app/ingest.h"
#include "app/json.h"
#include "base/arena.h"
#include "cli/commands_internal.h"
#include "cli/difference_internal.h"
#include "cli/interrupt_internal.h"
#include "cli/progress_internal.h"

static const enum option options[] = {
    OPTION_DATA_DIR, OPTION_DRY_RUN, OPTION_REBUILD,  OPTION_BATCH,
    OPTION_THREADS,  OPTION_JSON,    OPTION_PROGRESS, OPTION_QUIET,
};

static json_t *row_to_json(const struct ingest_report_row *row)
{
    json_t *o = json_object();
    (void)json_object_set_new(o, "path", json_make_text(row->path));
    (void)json_object_set_new(o, "outcome", json_string(ingest_outcome_name(row->outcome)));
    (void)json_object_set_new(o, "papers", json_integer(row->papers));
    (void)json_object_set_new(o, "concepts", json_integer(row->concepts));
    (void)json_object_set_new(o, "edges", json_integer(row->edges));
    (void)json_object_set_new(o, "warnings", json_integer(row->warnings));
    (void)json_object_set_new(o, "problem", json_make_text_or_null(row->problem));
    return o;
}

static void print_json(const struct ingest_report *r, bool is_dry_run, struct arena *a)
{
    json_t *notes = json_array(), *counts = json_object();
    for (size_t i = 0; i < r->n_rows; i++)
        (void)json_array_append_new(notes, row_to_json(&r->rows[i]));
    for (size_t i = 0; i < ARRAY_LEN(r->counts); i++)
        (void)json_object_set_new(counts, ingest_outcome_name((enum ingest_outcome)i),
                                  json_integer((json_int_t)r->counts[i]));
    json_t *all = json_object();
    (void)json_object_set_new(all, "counts", counts);
    (void)json_object_set_new(all, "notes", notes);
    if (is_dry_run)
        (void)json_object_set_new(all, "difference", difference_to_json(&r->difference));
    struct str text = json_print(all, JSON_COMPACT, a);
    json_decref(all);
    printf("%.*s\n", STR_FMT(text));
}

static void print_problems(const struct ingest_report *r, const struct progress *progress)
{
    for (size_t i = 0; i < r->n_rows; i++)
        if (r->rows[i].problem.n)
            progress_problem(progress, r->rows[i].path, r->rows[i].problem);
}

static void print_text(const struct ingest_report *r, bool is_dry_run)
{
    printf("%s%zu added, %zu changed, %zu unchanged, %zu failed\n", is_dry_run ? "would be: " : "",
           r->counts[INGEST_ADDED], r->counts[INGEST_CHANGED], r->counts[INGEST_UNCHANGED],
           r->counts[INGEST_FAILED]);
    if (is_dry_run)
        difference_print(&r->difference);
}

static bool take_in(const struct command_line *line, struct library *l, bool needs_rebuild,
                    struct progress *progress, struct ingest_report *report, struct err *e)
{
    const struct ingest_options o = {
        .threads = (unsigned)options_number(line, OPTION_THREADS),
        .batch_notes = (size_t)options_number(line, OPTION_BATCH),
        .dry_run = options_flag(line, OPTION_DRY_RUN),
        .rebuild = needs_rebuild || options_flag(line, OPTION_REBUILD),
        .stop = &progress->stop,
        .progress = progress_show,
        .progress_context = progress,
    };
    return ingest_paths(l, line->arguments, line->n_arguments, &o, line->arena, report, e);
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    struct store_options store = {.create = true};
    struct library library;
    struct progress progress;
    struct ingest_report report = {0};
    bool needs_rebuild;
    if (!options_require(line, OPTION_DATA_DIR, &store.data_dir, e))
        return false;
    if (line->n_arguments == 0 && !options_flag(line, OPTION_REBUILD))
        return err_set(e, ERR_USAGE, "Name the folders or files to take in.");
    interrupt_block();
    if (!library_open(&store, &library, &needs_rebuild, e))
        return false;
    progress_init(&progress, line);
    bool ok = take_in(line, &library, needs_rebuild, &progress, &report, e);
    progress_end(&progress);
    library_close(&library);
    bool is_json = options_flag(line, OPTION_JSON), is_dry_run = options_flag(line, OPTION_DRY_RUN);
    if (!is_json || progress.is_json)
        print_problems(&report, &progress);
    if (is_json)
        print_json(&report, is_dry_run, line->arena);
    else
        print_text(&report, is_dry_run);
    if (report.counts[INGEST_FAILED])
        *status = EXIT_REJECTED;
    return ok;
}

const struct command import_command = {
    .name = "import",
    .purpose = "take in notes: folders of Markdown files, or single files",
    .arguments = "PATH…",
    .details =
        "Notes that are stored already and did not change are passed over; nothing is deleted.\n"
        "--dry-run stores nothing and shows the papers, concepts and edges that would come (+),\n"
        "change (~) and go (-): 50 lines of a kind at most, all of them with --json. It works in\n"
        "one transaction that is taken back, so the disk needs room for what would be written.\n"
        "Ctrl-C finishes the batch under way; what was reported as stored is durable.",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack import --data-dir data notes",
                 "paperstack import --data-dir data --dry-run notes/reading/nas.md"},
    .run = run,
};
