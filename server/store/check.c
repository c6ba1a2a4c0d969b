#include "base/arena.h"
#include "base/hash.h"
#include "base/vec.h"
#include "store/check_internal.h"
#include "store/store.h"
#include "store/store_internal.h"

struct check {
    enum statement_id statement;
    const char *problem; /* what a row of the statement means */
};

static const struct check checks[] = {
    {STMT_CHECK_FOREIGN_KEYS, "A row refers to a note that has gone, in table"},
    {STMT_CHECK_NOTE_TEXT, "The text of a note and its search index differ"},
    {STMT_CHECK_NAME_TEXT, "A paper or concept is missing from the search index"},
    {STMT_CHECK_NAME_TEXT_LEFT, "The search index names a paper or concept that has gone"},
    {STMT_CHECK_EDGE_ENDS, "An edge of the graph has no end"},
    {STMT_CHECK_EDGE_SUPPORT, "An extracted edge has no evidence"},
    {STMT_CHECK_SUPPORT, "The support of an edge has gone: note"},
    {STMT_CHECK_MENTIONS, "A mention names nothing: note"},
    {STMT_CHECK_NAMES, "A name leads to nothing"},
    {STMT_CHECK_PAPER_COUNTS, "The notes of a paper are counted wrongly"},
    {STMT_CHECK_CONCEPT_COUNTS, "The notes of a concept are counted wrongly"},
};

void check_add(struct check_report *r, const char *problem, struct str detail)
{
    *vec_push(r->arena, &r->problems) =
        str_from(arena_printf(r->arena, "%s: %.*s", problem, STR_FMT(detail)));
}

/* A damaged page makes a check fail instead of finding something: that is a problem too. */
void check_finish(struct check_report *r, struct stmt *s)
{
    struct err e = {0};
    if (!stmt_finish(s, &e))
        check_add(r, "The data cannot be read", str_from(e.detail));
}

static void run_check(struct check_report *r, const struct check *c)
{
    STMT_SCOPE_OF(s, r->db, c->statement);
    while (stmt_next(&s))
        check_add(r, c->problem, column_view(&s, 0));
    check_finish(r, &s);
}

static void check_file(struct check_report *r)
{
    STMT_SCOPE(s, r->db, CHECK_INTEGRITY);
    while (stmt_next(&s))
        if (!str_eq(column_view(&s, 0), STR("ok")))
            check_add(r, "The data file is damaged", column_view(&s, 0));
    check_finish(r, &s);
}

/* Text that no index covers can rot unnoticed by SQLite. */
static void check_bodies(struct check_report *r)
{
    STMT_SCOPE(s, r->db, CHECK_BODIES);
    while (stmt_next(&s)) {
        char sha256[SHA256_HEX + 1];
        hash_sha256_hex(column_view(&s, 2), sha256);
        if (!str_eq(column_view(&s, 1), str_from(sha256)))
            check_add(r, "The text of a note is not what was stored", column_view(&s, 0));
    }
    check_finish(r, &s);
}

/* FTS5 checks itself as an insertion, which only the writer may do. */
static bool check_indexes(struct store *store, struct check_report *r, struct err *e)
{
    if (store->options.read_only)
        return true;
    if (!store_write_begin(store, &r->db, e))
        return false;
    static const struct check of_index[] = {
        {STMT_CHECK_NOTE_INDEX, "The search index of notes is damaged"},
        {STMT_CHECK_NAME_INDEX, "The search index of names is damaged"},
    };
    for (size_t i = 0; i < ARRAY_LEN(of_index); i++)
        run_check(r, &of_index[i]);
    store_write_rollback(r->db);
    return true;
}

bool store_check(struct store *s, struct arena *a, struct str **problems, size_t *n, struct err *e)
{
    struct check_report r = {.arena = a};
    if (!store_read_begin(s, 0, &r.db, e))
        return false;
    check_file(&r);
    check_bodies(&r);
    for (size_t i = 0; i < ARRAY_LEN(checks); i++)
        run_check(&r, &checks[i]);
    check_facts(&r);
    store_read_end(r.db);
    if (!check_indexes(s, &r, e))
        return false;
    *problems = r.problems.items;
    *n = r.problems.n;
    return true;
}
