#include "app/query.h"

#include <stdio.h>

#include "app/json.h"
#include "app/query_write.h"
#include "base/arena.h"
#include "cli/commands_internal.h"
#include "cli/table_internal.h"
#include "store/note.h"

static const struct option_spec options[] = {OPTION_DATA_DIR, OPTION_LIMIT, OPTION_JSON,
                                             OPTION_FAIL_EMPTY};

/* What a hit is called. */
struct hit_name {
    struct str key, title;
};

/* "MAML → meta-learning → DARTS" */
static struct str path_title(const struct query_hit *hit, struct arena *a)
{
    struct str title = hit->nodes[0];
    for (size_t i = 1; i <= hit->n_why; i++)
        title = str_from(arena_printf(a, "%.*s → %.*s", STR_FMT(title), STR_FMT(hit->nodes[i])));
    return title;
}

static struct hit_name name_of(const struct query_hit *hit, struct arena *a)
{
    switch (hit->find) {
    case FIND_PAPERS:
        return (struct hit_name){hit->paper.key, hit->paper.title};
    case FIND_CONCEPTS:
        return (struct hit_name){hit->concept.key, query_concept_label(&hit->concept, a)};
    case FIND_EDGES:
        return (struct hit_name){hit->edge.public_id, hit->edge.relation};
    case FIND_PATHS:
        return (struct hit_name){STR_EMPTY, path_title(hit, a)};
    default:
        return (struct hit_name){hit->note.path, hit->note.title};
    }
}

/* ---- JSON ---- */

static json_t *evidence_to_json(const struct evidence_row *row)
{
    json_t *o = json_object();
    (void)json_object_set_new(o, "note", json_make_text(row->path));
    (void)json_object_set_new(o, "line", json_integer(row->line));
    (void)json_object_set_new(o, "quote", json_make_text(row->quote));
    return o;
}

static json_t *reason_to_json(const struct query_reason *why)
{
    json_t *o = json_object(), *evidence = json_array();
    for (size_t i = 0; i < why->n_evidence; i++)
        (void)json_array_append_new(evidence, evidence_to_json(&why->evidence[i]));
    (void)json_object_set_new(o, "from", json_make_text(why->from_label));
    (void)json_object_set_new(o, "relation", json_make_text(why->edge.relation));
    (void)json_object_set_new(o, "to", json_make_text(why->to_label));
    (void)json_object_set_new(o, "score", json_make_score(why->edge.score));
    (void)json_object_set_new(o, "evidence", evidence);
    return o;
}

static json_t *hit_to_json(const struct query_hit *hit, const struct hit_name *name)
{
    json_t *o = json_object(), *why = json_array();
    for (size_t i = 0; i < hit->n_why; i++)
        (void)json_array_append_new(why, reason_to_json(&hit->why[i]));
    (void)json_object_set_new(o, "key", json_make_text(name->key));
    if (hit->find == FIND_CONCEPTS)
        (void)json_object_set_new(o, "label", json_make_stored(hit->concept.labels));
    else
        (void)json_object_set_new(o, "title", json_make_text(name->title));
    if (hit->find == FIND_PAPERS)
        (void)json_object_set_new(o, "year", json_make_number_or_null(hit->paper.year));
    (void)json_object_set_new(o, "score", json_make_score(hit->score));
    (void)json_object_set_new(o, "why", why);
    return o;
}

static void print_json(const struct query *q, const struct query_result *r, json_t *items,
                       struct arena *a)
{
    json_t *o = json_object();
    struct str phrase = STR_EMPTY;
    (void)query_write_phrase(q, LANGUAGE_EN, a, &phrase);
    (void)json_object_set_new(o, "interpreted_as", json_make_text(phrase));
    (void)json_object_set_new(o, "total", json_integer((json_int_t)r->total));
    (void)json_object_set_new(o, "items", items);
    struct str text = json_print(o, JSON_STYLE | JSON_INDENT(1), a);
    json_decref(o);
    printf("%.*s\n", STR_FMT(text));
}

static void show_json(const struct query *q, const struct query_result *r, struct arena *a)
{
    json_t *items = json_array();
    for (size_t i = 0; i < r->n_hits; i++) {
        struct hit_name name = name_of(&r->hits[i], a);
        (void)json_array_append_new(items, hit_to_json(&r->hits[i], &name));
    }
    print_json(q, r, items, a);
}

/* ---- table ---- */

/* "nas.md:12: the quote" of the best reason. */
static struct str best_place(const struct query_hit *hit, struct arena *a)
{
    if (!hit->n_why || !hit->why[0].n_evidence)
        return STR_EMPTY;
    const struct evidence_row *row = &hit->why[0].evidence[0];
    char *text = arena_printf(a, "%.*s:%lld: %.*s", STR_FMT(row->path), (long long)row->line,
                              STR_FMT(row->quote));
    for (char *c = text; *c; c++)
        if (*c == '\n' || *c == '\t')
            *c = ' ';
    return str_from(text);
}

static void show_table(const struct query_result *r, struct arena *a)
{
    struct table table = {.arena = a, .n_columns = 3, .titles = {"score", "key", "title"}};
    for (size_t i = 0; i < r->n_hits; i++) {
        struct hit_name name = name_of(&r->hits[i], a);
        struct table_row *row = table_add_row(&table);
        row->cells[0] = str_from(arena_printf(a, "%.3f", (double)r->hits[i].score / 1000.0));
        row->cells[1] = name.key;
        row->cells[2] = name.title;
        row->details = best_place(&r->hits[i], a);
    }
    table_print(&table);
    if (r->total > r->n_hits)
        fprintf(stderr, "%zu of %llu; --limit shows more\n", r->n_hits,
                (unsigned long long)r->total);
}

/* ---- the command ---- */

static void warn(const struct query_result *r)
{
    for (size_t i = 0; i < r->n_warnings; i++)
        fprintf(stderr, "%.*s\n", STR_FMT(r->warnings[i].detail));
}

static bool ask(const struct command_line *line, const struct library *l, struct db *db,
                int *status, struct err *e)
{
    struct query query;
    struct query_problems problems = {0};
    struct query_result result;
    struct arena *a = line->arena;
    if (!query_read_phrase(options_join(line), db, LANGUAGE_EN, a, &query, &problems, e))
        return false;
    if (!query.limit)
        query.limit = (size_t)options_number(line, "limit");
    if (!query_run(l, db, &query, LANGUAGE_EN, a, &result, e))
        return false;
    warn(&result);
    if (result.n_hits == 0 && options_flag(line, "fail-empty"))
        *status = EXIT_NOTHING_FOUND;
    if (options_flag(line, "json"))
        show_json(&query, &result, a);
    else
        show_table(&result, a);
    return true;
}

static bool run(const struct command_line *line, int *status, struct err *e)
{
    if (line->n_arguments == 0)
        return err_set(e, ERR_USAGE,
                       "Say what to look for: papers linked to contrastive learning.");
    return command_read(line, ask, status, e);
}

const struct command query_command = {
    .name = "query",
    .purpose = "ask the graph in plain words, English or Chinese",
    .arguments = "WORD…",
    .details =
        "papers|concepts|notes, then any of: linked to A or B, using A, not about A, since 2019,\n"
        "in 2021, mentioning \"text\", newest first, top 5; 与A相关的论文, 2019年以后, 前5个.",
    .options = options,
    .n_options = ARRAY_LEN(options),
    .examples = {"paperstack query --data-dir data papers linked to contrastive learning",
                 "paperstack query --data-dir data --json 与对比学习相关的论文"},
    .run = run,
};
