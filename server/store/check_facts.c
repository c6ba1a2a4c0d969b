#include "base/arena.h"
#include "store/check_internal.h"
#include "store/class_internal.h"
#include "store/fact/fact_pack_internal.h"
#include "store/graph/note_nodes_internal.h"
#include "store/store_internal.h"

/* One note with all that is packed about it. */
struct checked_note {
    int64_t id;
    struct str path;
    int64_t body_size;
    struct fact_set facts;
    struct note_nodes nodes;
};

/* Rows that the notes account for; more of them in the tables belong to nothing. */
struct accounts {
    int64_t keys, mentions, support;
};

static bool unpack(struct check_report *r, struct stmt *s, struct arena *a,
                   struct checked_note *out)
{
    *out = (struct checked_note){
        .id = column_i64(s, 0), .path = column_str(s, 1, a), .body_size = column_i64(s, 2)};
    struct str mentions = column_str(s, 3, a), edges = column_str(s, 4, a);
    struct str nodes = column_str(s, 5, a);
    struct fact_view view = {0};
    bool is_sound = (!mentions.n || fact_view_open(out->id, mentions, a, &view)) &&
                    (!edges.n || fact_unpack_edges(out->id, edges, a, &out->facts)) &&
                    (!nodes.n || note_nodes_unpack(nodes, a, &out->nodes));
    if (is_sound && mentions.n)
        fact_view_unpack(&view, a, &out->facts);
    if (!is_sound)
        check_add(r, "What a note says is damaged", out->path);
    return is_sound;
}

static bool has_row(struct check_report *r, enum statement_id id, int64_t first, int64_t second,
                    const int64_t *third)
{
    STMT_SCOPE_OF(s, r->db, id);
    bind_i64(&s, 1, first);
    bind_i64(&s, 2, second);
    if (third)
        bind_i64(&s, 3, *third);
    bool found = stmt_next(&s);
    check_finish(r, &s);
    return found;
}

static void check_evidence(struct check_report *r, const struct checked_note *n)
{
    for (size_t i = 0; i < n->facts.n_evidence; i++) {
        const struct fact_evidence *v = &n->facts.evidence[i];
        if (v->begin < 0 || v->begin >= v->end || v->end > n->body_size)
            check_add(r, "Evidence lies outside its note", n->path);
    }
}

static bool is_mention(const struct fact_set *f, struct str type, int64_t index)
{
    size_t n = class_of_name(type) ? f->n_concepts : f->n_papers;
    return index >= 0 && (size_t)index < n;
}

static void check_ends(struct check_report *r, const struct checked_note *n)
{
    for (size_t i = 0; i < n->facts.n_edges; i++) {
        const struct fact_edge *edge = &n->facts.edges[i];
        if (!is_mention(&n->facts, edge->from_type, edge->from_index) ||
            !is_mention(&n->facts, edge->to_type, edge->to_index))
            check_add(r, "An edge of a note has no end", n->path);
    }
}

static void check_keys(struct check_report *r, const struct checked_note *n, struct accounts *sum)
{
    size_t n_keys = 0;
    for (size_t i = 0; i < n->facts.n_keys; i++) {
        const struct join_key *key = &n->facts.keys[i];
        int64_t mention = key->index * 2 + class_of_letter(key->type);
        if (!has_row(r, STMT_CHECK_KEY, (int64_t)key->key, n->id, &mention))
            check_add(r, "A join key of a note is missing", n->path);
        bool is_repeated = false;
        for (size_t k = i; k-- > 0 && n->facts.keys[k].index == key->index &&
                           n->facts.keys[k].type == key->type && !is_repeated;)
            is_repeated = n->facts.keys[k].key == key->key;
        n_keys += !is_repeated;
    }
    sum->keys += (int64_t)n_keys;
}

static void check_mentions(struct check_report *r, const struct checked_note *n, struct arena *a,
                           struct accounts *sum)
{
    size_t n_ids;
    const int64_t *ids = note_nodes_distinct(&n->nodes, a, &n_ids);
    if (n->nodes.n_papers != n->facts.n_papers || n->nodes.n_concepts != n->facts.n_concepts ||
        n->nodes.n_edges != n->facts.n_edges)
        check_add(r, "A mention names nothing: note", n->path);
    for (size_t i = 0; i < n_ids; i++)
        if (!has_row(r, STMT_CHECK_MENTION, ids[i], n->id, NULL))
            check_add(r, "The mention of a node is missing: note", n->path);
    sum->mentions += (int64_t)n_ids;
}

static void check_support_row(struct check_report *r, const struct checked_note *n, int64_t edge)
{
    STMT_SCOPE(s, r->db, CHECK_SUPPORT_ROW);
    bind_i64(&s, 1, edge);
    bind_i64(&s, 2, n->id);
    if (!stmt_next(&s))
        check_add(r, "The support of an edge is missing: note", n->path);
    else if (!support_evidence_is_sound(column_view(&s, 0), n->body_size))
        check_add(r, "Evidence lies outside its note", n->path);
    check_finish(r, &s);
}

static void check_support(struct check_report *r, const struct checked_note *n, struct arena *a,
                          struct accounts *sum)
{
    /* Distinct edges, as note_nodes_distinct gives distinct nodes. */
    const struct note_nodes edges = {.papers = n->nodes.edges, .n_papers = n->nodes.n_edges};
    size_t n_ids;
    const int64_t *ids = note_nodes_distinct(&edges, a, &n_ids);
    for (size_t i = 0; i < n_ids; i++)
        check_support_row(r, n, ids[i]);
    sum->support += (int64_t)n_ids;
}

static void check_counts(struct check_report *r, const struct accounts *sum)
{
    STMT_SCOPE(s, r->db, CHECK_COUNTS);
    if (stmt_next(&s)) {
        if (column_i64(&s, 0) != sum->keys)
            check_add(r, "Rows belong to no note", STR("join keys"));
        if (column_i64(&s, 1) != sum->mentions)
            check_add(r, "Rows belong to no note", STR("mentions"));
        if (column_i64(&s, 2) != sum->support)
            check_add(r, "Rows belong to no note", STR("support of edges"));
    }
    check_finish(r, &s);
}

void check_facts(struct check_report *r)
{
    struct accounts sum = {0};
    struct arena *a = arena_new();
    STMT_SCOPE(s, r->db, CHECK_FACTS);
    while (stmt_next(&s)) {
        struct checked_note n;
        arena_clear(a);
        if (!unpack(r, &s, a, &n))
            continue;
        check_evidence(r, &n);
        check_ends(r, &n);
        check_keys(r, &n, &sum);
        check_mentions(r, &n, a, &sum);
        check_support(r, &n, a, &sum);
    }
    check_finish(r, &s);
    check_counts(r, &sum);
    arena_free(a);
}
