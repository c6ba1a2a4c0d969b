#include "store/search.h"

#include <stdio.h>

#include "app/identifier.h"
#include "app/json.h"
#include "base/arena.h"
#include "base/strbuf.h"
#include "cli/commands_internal.h"
#include "cli/table_internal.h"

static const struct option_spec options[] = {OPTION_DATA_DIR, OPTION_LIMIT, OPTION_JSON,
                                             OPTION_FAIL_EMPTY};

static const char *kind_name(enum search_kind kind)
{
    switch (kind) {
    case SEARCH_PAPER:
        return "paper";
    case SEARCH_CONCEPT:
        return "concept";
    default:
        return "note";
    }
}

/* The snippet without the bytes that mark the matches. */
static struct str plain_snippet(const struct search_hit *hit, struct arena *a)
{
    STRBUF_SCOPE(text);
    for (size_t i = 0; i < hit->snippet.n; i++)
        if ((unsigned char)hit->snippet.p[i] >= ' ')
            strbuf_add_byte(&text, hit->snippet.p[i]);
    return str_copy(a, strbuf_view(&text));
}

static void print_json(const struct search_hit *hits, size_t n, uint64_t total, struct arena *a)
{
    json_t *o = json_object(), *items = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *item = json_object();
        (void)json_object_set_new(item, "type", json_string(kind_name(hits[i].kind)));
        (void)json_object_set_new(item, "id", json_make_text(hits[i].public_id));
        (void)json_object_set_new(item, "title", json_make_text(hits[i].title));
        (void)json_object_set_new(item, "snippet", json_make_text(plain_snippet(&hits[i], a)));
        (void)json_object_set_new(item, "line", json_make_number_or_null(hits[i].line));
        (void)json_object_set_new(item, "score", json_make_score(hits[i].score));
        (void)json_array_append_new(items, item);
    }
    (void)json_object_set_new(o, "total", json_integer((json_int_t)total));
    (void)json_object_set_new(o, "items", items);
    struct str text = json_print(o, JSON_STYLE | JSON_INDENT(1), a);
    json_decref(o);
    printf("%.*s\n", STR_FMT(text));
}

static void print_table(const struct search_hit *hits, size_t n, struct arena *a)
{
    struct table table = {.arena = a, .n_columns = 3, .titles = {"type", "id", "title"}};
    for (size_t i = 0; i < n; i++) {
        struct table_row *row = table_add_row(&table);
        row->cells[0] = str_from(kind_name(hits[i].kind));
        row->cells[1] = hits[i].public_id;
        row->cells[2] = hits[i].title;
        row->details = plain_snippet(&hits[i], a);
    }
    table_print(&table);
}

static bool find(const struct command_line *line, const struct library *l, struct db *db,
                 int *status, struct err *e)
{
    (void)l;
    struct search_page found;
    struct search_question question = {.text = options_join(line),
                                       .kinds = SEARCH_ALL,
                                       .limit = (size_t)options_number(line, "limit")};
    question.identifier = identifier_read(question.text, line->arena);
    if (!search_find(db, &question, line->arena, &found, e))
        return false;
    if (found.n == 0 && options_flag(line, "fail-empty"))
        *status = EXIT_NOTHING_FOUND;
    if (options_flag(line, "json"))
        print_json(found.hits, found.n, found.total, line->arena);
    else
        print_table(found.hits, found.n, line->arena);
    return true;
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    if (line->n_arguments == 0)
        return err_set(e, ERR_USAGE, "Say what to look for.");
    return command_read(line, find, status, e);
}

const struct command search_command = {
    .name = "search",
    .purpose = "find papers, concepts and notes by their words",
    .arguments = "WORD…",
    .details = "\"quoted words\" stay together, -word leaves out.",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack search --data-dir data momentum encoder",
                 "paperstack search --data-dir data 动量 -- -模型"},
    .run = run,
};
