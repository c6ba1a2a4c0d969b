#include "app/ingest/ingest_internal.h"
#include "app/json.h"
#include "app/vocabulary.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "store/vocabulary.h"

static bool check_name(struct str name, struct err *e)
{
    bool is_good = name.n && name.n <= VOCABULARY_NAME_MAX && utf8_is_valid(name);
    for (size_t i = 0; i < name.n; i++)
        is_good = is_good && (unsigned char)name.p[i] > ' ' && name.p[i] != '/';
    is_good = is_good && !str_eq(name, STR("shipped"));
    return is_good || err_set(e, ERR_INVALID_PARAMETER,
                              "A vocabulary is called by a name of at most %d bytes without blanks "
                              "and slashes, other than \"shipped\".",
                              VOCABULARY_NAME_MAX);
}

/* ---- a change of what is stored ---- */

struct change {
    const struct vocabulary_row *put; /* NULL: remove */
    struct str name;
    size_t n_merged;
    struct vocabulary *vocabulary; /* with the change */
};

static bool apply(struct change *c, struct db *db, struct err *e)
{
    bool ok =
        c->put ? store_put_vocabulary(db, c->put, e) : store_delete_vocabulary(db, c->name, e);
    return ok && store_touch_graph(db, e) &&
           library_load_vocabulary(db, c->name, &c->n_merged, &c->vocabulary, e);
}

/* The notes that were read with the vocabulary of before are read again before anything else is. */
static bool exchange(struct library *l, struct change *c, const struct ingest_options *o,
                     struct err *e)
{
    struct db *db;
    if (!store_write_begin(l->store, &db, e))
        return false;
    if (!apply(c, db, e) || !store_write_commit(db, e)) {
        store_write_rollback(db);
        vocabulary_free(c->vocabulary);
        return false;
    }
    library_set_vocabulary(l, c->vocabulary);
    return ingest_rebuild_alone(l, NULL, o, e);
}

static bool exchange_alone(struct library *l, struct change *c, const struct ingest_options *o,
                           struct err *e)
{
    library_lock_for_exchange(l);
    bool ok = exchange(l, c, o, e);
    library_unlock(l);
    return ok;
}

/* ---- the report ---- */

static void add_warning(struct vocabulary_report *r, struct str text, struct arena *a)
{
    if (r->n_warnings < VOCABULARY_WARNINGS_MAX)
        r->warnings[r->n_warnings++] = str_copy(a, text);
}

/* Problems of joining begin with the name of the vocabulary that has them. */
static void add_problems_of(struct vocabulary_report *r, struct str name,
                            const struct vocabulary *v, struct arena *a)
{
    size_t n;
    const struct str *problems = vocabulary_problems(v, &n);
    struct str begin = str_from(arena_printf(a, "%.*s: ", STR_FMT(name)));
    for (size_t i = 0; i < n; i++) {
        if (!str_starts(problems[i], begin))
            continue;
        add_warning(r, problems[i], a);
        r->n_problems++;
    }
}

static void report_list(const struct concept_list *list, struct arena *a,
                        struct vocabulary_report *out)
{
    *out = (struct vocabulary_report){
        .n_concepts = list->n, .n_labels = list->n_labels, .n_problems = list->n_problems};
    out->warnings = ARENA_ARRAY(a, struct str, VOCABULARY_WARNINGS_MAX);
    for (size_t i = 0; i < list->n_warnings; i++)
        add_warning(out, list->warnings[i], a);
}

static void report_change(struct library *l, const struct change *c, struct arena *a,
                          struct vocabulary_report *out)
{
    struct vocabulary *v = library_hold_vocabulary(l);
    out->n_merged = c->n_merged;
    add_problems_of(out, c->name, v, a);
    vocabulary_free(v);
}

json_t *vocabulary_report_to_json(const struct vocabulary_report *r)
{
    return json_pack("{s:I, s:I, s:I, s:I, s:o}", "concepts", (json_int_t)r->n_concepts, "labels",
                     (json_int_t)r->n_labels, "merged", (json_int_t)r->n_merged, "problems",
                     (json_int_t)r->n_problems, "warnings",
                     json_make_texts(r->warnings, r->n_warnings));
}

/* ---- public ---- */

/* The list is large and goes before the vocabulary is built. */
static bool read_packed(struct str bytes, enum vocabulary_format format, struct strbuf *packed,
                        struct vocabulary_row *row, struct arena *a, struct vocabulary_report *out,
                        struct err *e)
{
    struct concept_list list;
    struct arena *reading = arena_new();
    bool ok = vocabulary_file_read(bytes, format, reading, &list, e);
    if (ok) {
        concept_list_pack(&list, packed);
        report_list(&list, a, out);
        row->format = str_from(vocabulary_format_name(list.format));
        row->n_concepts = (int64_t)list.n;
        row->n_labels = (int64_t)list.n_labels;
        row->body = strbuf_view(packed);
    }
    arena_free(reading);
    return ok;
}

bool vocabulary_import(struct library *l, struct str name, struct str bytes,
                       enum vocabulary_format format, const struct ingest_options *o,
                       struct arena *a, struct vocabulary_report *out, struct err *e)
{
    STRBUF_SCOPE(packed);
    struct vocabulary_row row = {.name = name, .imported_ms = clock_unix_ms()};
    struct change c = {.put = &row, .name = name};
    if (!check_name(name, e) || !read_packed(bytes, format, &packed, &row, a, out, e) ||
        !exchange_alone(l, &c, o, e))
        return false;
    report_change(l, &c, a, out);
    return true;
}

bool vocabulary_remove(struct library *l, struct str name, const struct ingest_options *o,
                       struct err *e)
{
    struct change c = {.name = name};
    return exchange_alone(l, &c, o, e);
}
