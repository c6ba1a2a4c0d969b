#include <fcntl.h>
#include <stdio.h>

#include "app/extraction_json.h"
#include "app/json.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "cli/commands_internal.h"
#include "extract/vocabulary.h"

static const enum option options[] = {
    OPTION_PATH,
    OPTION_EXPLAIN,
    OPTION_COMPACT,
};

static bool read_note(const struct command_line *line, const char *file, struct str *bytes,
                      struct err *e)
{
    if (strcmp(file, "-") == 0)
        return file_read_stdin(NOTE_MAX_BYTES, line->arena, bytes, e);
    struct err reason = {0};
    if (file_read(AT_FDCWD, file, NOTE_MAX_BYTES, line->arena, bytes, NULL, &reason))
        return true;
    return err_set_detail(e, reason.code, reason.detail, "%s: %s", file, reason.msg);
}

/* A path below the working directory is the note's path; of any other the last part. */
static struct str note_path(const struct command_line *line, const char *file)
{
    const char *given = options_text(line, OPTION_PATH);
    if (given)
        return str_from(given);
    if (strcmp(file, "-") == 0)
        return STR("note.md");
    struct str path = str_from(file);
    if (str_starts(path, STR("./")))
        path = str_from_pos(path, 2);
    const char *slash = strrchr(file, '/');
    bool is_outside = path.p[0] == '/' || str_starts(path, STR("../"));
    return slash && is_outside ? str_from(slash + 1) : path;
}

static void print_explanations(const struct extraction *x)
{
    for (size_t i = 0; i < x->n_explanations; i++) {
        const struct explanation *why = &x->explanations[i];
        fprintf(stderr, "line %u %s \"%.*s\": %.*s\n", why->line, why->subject, STR_FMT(why->text),
                STR_FMT(why->reasons));
    }
}

static void print_document(const struct command_line *line, const struct extraction *x,
                           struct str bytes)
{
    json_t *document = extraction_to_json(x, bytes);
    size_t layout = options_flag(line, OPTION_COMPACT) ? JSON_COMPACT : JSON_INDENT(1);
    struct str text = json_print(document, JSON_STYLE | layout, line->arena);
    json_decref(document);
    (void)fwrite(text.p, 1, text.n, stdout);
    putchar('\n');
}

static bool extract_with(const struct command_line *line, const struct vocabulary *vocabulary,
                         struct err *e)
{
    const char *file = line->arguments[0];
    struct extract_options how = {
        .explain = options_flag(line, OPTION_EXPLAIN),
        .latest_year = (uint32_t)clock_year(clock_unix_ms()) + 1,
    };
    struct str bytes;
    struct extraction *x;
    if (!read_note(line, file, &bytes, e))
        return false;
    if (!extract_note(note_path(line, file), bytes, vocabulary, &how, line->arena, &x, e))
        return false;
    print_explanations(x);
    print_document(line, x, bytes);
    return true;
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    (void)status;
    if (line->n_arguments != 1)
        return err_set(e, ERR_USAGE, "Name one note, or - for standard input.");
    struct vocabulary *vocabulary = vocabulary_new_shipped();
    bool ok = extract_with(line, vocabulary, e);
    vocabulary_free(vocabulary);
    return ok;
}

const struct command extract_command = {
    .name = "extract",
    .purpose = "print what one note says as JSON; touches no library",
    .arguments = "NOTE.md|-",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack extract reading/nas.md",
                 "paperstack extract --path reading/nas.md - < nas.md"},
    .run = run,
};
