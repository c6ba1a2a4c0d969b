#include "app/decide/decide_internal.h"
#include "app/ingest/facts_internal.h"
#include "app/json.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/nearest.h"
#include "base/strbuf.h"
#include "extract/extract.h"
#include "extract/link.h"
#include "store/search.h"

struct reading {
    const struct vocabulary *vocabulary;
    struct db *db;
    const json_t *request;
    struct arena *arena;
    struct decision *out;
};

/* Members of a request: which kinds know them, and which they need. */
#define BIT(kind) (1u << DECISION_##kind)
#define FIELDS    (BIT(CORRECT) | BIT(RENAME))
#define EDGES     (BIT(CONFIRM) | BIT(REJECT) | BIT(ADD_EDGE))

static const struct {
    const char *name;
    unsigned kinds;
} members[] = {
    {"id", ~0u},
    {"kind", ~0u},
    {"reason", ~0u},
    {"paper", FIELDS | BIT(MERGE) | BIT(DISTINCT) | BIT(HIDE)},
    {"concept", BIT(RENAME) | BIT(MERGE) | BIT(DISTINCT) | BIT(HIDE)},
    {"into", BIT(MERGE)},
    {"other", BIT(DISTINCT)},
    {"title", FIELDS},
    {"short", FIELDS},
    {"year", BIT(CORRECT)},
    {"venue", BIT(CORRECT)},
    {"authors", BIT(CORRECT)},
    {"identifiers", BIT(CORRECT)},
    {"label", BIT(RENAME)},
    {"edge", BIT(CONFIRM) | BIT(REJECT)},
    {"from", EDGES},
    {"relation", EDGES},
    {"to", EDGES},
    {"suggestion", BIT(DISMISS)},
    {"decision", BIT(REVERT)},
};

static struct str text_of(const json_t *value)
{
    return str_of(json_string_value(value), json_string_length(value));
}

static const json_t *member(const struct reading *r, const char *name)
{
    return json_object_get(r->request, name);
}

static bool read_text(const json_t *value, const char *name, size_t max, struct arena *a,
                      struct str *out, struct err *e)
{
    struct str text = str_trim(text_of(value));
    if (!json_is_string(value) || !text.n || text.n > max)
        return err_set(e, ERR_VALIDATION, "/%s must be a text of 1 to %zu bytes.", name, max);
    *out = str_copy(a, text);
    return true;
}

/* ---- kind and members ---- */

static bool read_kind(struct reading *r, struct err *e)
{
    struct str names[DECISION_KIND_COUNT], name = text_of(member(r, "kind"));
    STRBUF_SCOPE(list);
    if (decision_kind_from_name(name, &r->out->kind))
        return true;
    for (int i = 0; i < DECISION_KIND_COUNT; i++) {
        names[i] = str_from(decision_kind_name((enum decision_kind)i));
        strbuf_printf(&list, "%s%.*s", i ? ", " : "", STR_FMT(names[i]));
    }
    struct str near = nearest_of(name, names, DECISION_KIND_COUNT);
    return err_set(e, ERR_VALIDATION, "/kind must be one of %s, not \"%.*s\".%s%.*s%s", list.p,
                   STR_FMT(name), near.n ? " Did you mean \"" : "", STR_FMT(near),
                   near.n ? "\"?" : "");
}

static bool check_member(enum decision_kind kind, const char *name, struct err *e)
{
    struct str names[ARRAY_LEN(members)];
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(members); i++) {
        if (!(members[i].kinds & (1u << kind)))
            continue;
        if (str_eq(str_from(name), str_from(members[i].name)))
            return true;
        names[n++] = str_from(members[i].name);
    }
    struct str near = nearest_of(str_from(name), names, n);
    return err_set(e, ERR_VALIDATION, "/%.80s is no member of a decision of kind %s.%s%.*s%s", name,
                   decision_kind_name(kind), near.n ? " Did you mean \"" : "", STR_FMT(near),
                   near.n ? "\"?" : "");
}

static bool check_members(const struct reading *r, struct err *e)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)r->request, name,
                        value) if (!check_member(r->out->kind, name, e)) return false;
    return true;
}

static bool read_common(struct reading *r, struct err *e)
{
    const json_t *id = member(r, "id"), *reason = member(r, "reason");
    if (id && !read_text(id, "id", DECISION_ID_MAX, r->arena, &r->out->id, e))
        return false;
    for (size_t i = 0; i < r->out->id.n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-",
                    r->out->id.p[i]))
            return err_set(e, ERR_VALIDATION,
                           "/id may hold letters, digits, \".\", \"_\" and \"-\".");
    return !reason || json_is_null(reason) ||
           read_text(reason, "reason", DECISION_TEXT_MAX, r->arena, &r->out->reason, e);
}

/* ---- anchors ---- */

static bool unknown(const struct reading *r, const char *name, const char *what, unsigned kinds,
                    struct str reference, struct err *e)
{
    struct search_hit *hits = NULL;
    size_t n = 0;
    if (!search_nearest(r->db, reference, kinds, 1, r->arena, &hits, &n, e))
        return false;
    return err_set(e, ERR_UNKNOWN_CONCEPT, "/%s: no %s is called \"%.*s\".%s%.*s%s", name, what,
                   STR_FMT(reference), n ? " Did you mean \"" : "", n ? (int)hits[0].title.n : 0,
                   n ? hits[0].title.p : "", n ? "\"?" : "");
}

static void anchor_of_paper(const struct paper_row *row, struct arena *a, struct graph_anchor *out)
{
    struct str *identifiers, *names = ARENA_ARRAY(a, struct str, 1);
    *out = (struct graph_anchor){.class_ = NODE_PAPER, .key = row->key};
    json_read_texts(row->identifiers, a, &identifiers, &out->n_identifiers);
    out->identifiers = identifiers;
    names[0] = row->title;
    out->names = names;
    out->n_names = row->title.n > 0;
}

static void anchor_of_concept(const struct concept_row *row, struct arena *a,
                              struct graph_anchor *out)
{
    json_t *labels = json_make_stored(row->labels);
    struct str *names = ARENA_ARRAY(a, struct str, json_object_size(labels));
    const char *lang;
    json_t *label;
    *out = (struct graph_anchor){.class_ = NODE_CONCEPT, .key = row->key, .names = names};
    json_object_foreach(labels, lang, label) names[out->n_names++] = str_copy(a, text_of(label));
    json_decref(labels);
}

static bool anchor_of_node(struct reading *r, int64_t id, enum node_class class_,
                           struct graph_anchor *out, struct err *e)
{
    struct paper_row paper;
    struct concept_row concept;
    if (class_ == NODE_PAPER) {
        if (!graph_get_paper(r->db, id, r->arena, &paper, e))
            return false;
        anchor_of_paper(&paper, r->arena, out);
        return true;
    }
    if (!graph_get_concept(r->db, id, r->arena, &concept, e))
        return false;
    anchor_of_concept(&concept, r->arena, out);
    return true;
}

static bool read_paper(struct reading *r, const json_t *value, const char *name,
                       struct graph_anchor *out, struct err *e)
{
    struct str reference;
    struct paper_row row;
    bool moved;
    struct err why = {0};
    if (!read_text(value, name, DECISION_TEXT_MAX, r->arena, &reference, e))
        return false;
    if (!graph_find_paper(r->db, reference, r->arena, &row, &moved, &why))
        return why.code == ERR_NOT_FOUND
                   ? unknown(r, name, "paper", SEARCH_PAPER, reference, e)
                   : err_set_detail(e, why.code, why.detail, "/%s: %s", name, why.msg);
    anchor_of_paper(&row, r->arena, out);
    return true;
}

static bool read_concept(struct reading *r, const json_t *value, const char *name,
                         struct graph_anchor *out, struct err *e)
{
    struct str reference;
    struct concept_row row;
    bool moved;
    struct err why = {0};
    if (!read_text(value, name, DECISION_TEXT_MAX, r->arena, &reference, e))
        return false;
    if (!graph_find_concept(r->db, reference, r->arena, &row, &moved, &why))
        return why.code == ERR_NOT_FOUND
                   ? unknown(r, name, "concept", SEARCH_CONCEPT, reference, e)
                   : err_set_detail(e, why.code, why.detail, "/%s: %s", name, why.msg);
    anchor_of_concept(&row, r->arena, out);
    return true;
}

/* ---- fields ---- */

static bool read_texts(const json_t *value, const char *name, struct arena *a, struct str **out,
                       size_t *n, struct err *e)
{
    size_t i;
    json_t *item;
    *n = 0;
    if (!json_is_array(value))
        return err_set(e, ERR_VALIDATION, "/%s must be a list of texts.", name);
    *out = ARENA_ARRAY(a, struct str, json_array_size(value));
    json_array_foreach(
        (json_t *)(uintptr_t)value, i,
        item) if (!read_text(item, name, DECISION_TEXT_MAX, a, &(*out)[(*n)++], e)) return false;
    return true;
}

static bool read_identifier(struct str text, struct arena *a, struct str *out, struct err *e)
{
    struct text_identifier *found;
    size_t n;
    struct link_target target = {0};
    link_scan_text(text, NULL, 0, a, &found, &n);
    if (n == 1 && found[0].begin == 0 && found[0].end == text.n)
        target = found[0].target;
    else if (str_has(text, STR("://")))
        link_read(text, 0, a, &target);
    if (!target.n_identifiers)
        return err_set(e, ERR_VALIDATION,
                       "/identifiers: \"%.*s\" is none; write arxiv:1911.05722, doi:10.1000/182 or "
                       "the address of its page.",
                       STR_FMT(text));
    *out = target.identifiers[0];
    return true;
}

static bool read_list(struct reading *r, const char *name, json_t *fields, struct err *e)
{
    struct str *items;
    size_t n;
    bool is_identifiers = str_eq(str_from(name), STR("identifiers"));
    if (!member(r, name))
        return true;
    if (!read_texts(member(r, name), name, r->arena, &items, &n, e))
        return false;
    for (size_t i = 0; is_identifiers && i < n; i++)
        if (!read_identifier(items[i], r->arena, &items[i], e))
            return false;
    (void)json_object_set_new(fields, name, json_make_texts(items, n));
    return true;
}

static bool read_string(struct reading *r, const char *name, json_t *fields, struct err *e)
{
    struct str text;
    if (!member(r, name))
        return true;
    if (!read_text(member(r, name), name, DECISION_TEXT_MAX, r->arena, &text, e))
        return false;
    (void)json_object_set_new(fields, name, json_make_text(text));
    return true;
}

static bool read_year(struct reading *r, json_t *fields, struct err *e)
{
    const json_t *value = member(r, "year");
    json_int_t year = json_integer_value(value);
    if (!value)
        return true;
    if (!json_is_integer(value) || year < 1000 || year > 9999)
        return err_set(e, ERR_VALIDATION, "/year must be a number such as 2019.");
    (void)json_object_set_new(fields, "year", json_integer(year));
    return true;
}

static bool read_label(struct reading *r, json_t *fields, struct err *e)
{
    const char *lang;
    json_t *value;
    const json_t *labels = member(r, "label");
    struct str text;
    if (!json_is_object(labels) || !json_object_size(labels))
        return err_set(e, ERR_VALIDATION,
                       "/label must give a name for each language, such as {\"en\": \"…\"}.");
    json_t *read = json_object();
    (void)json_object_set_new(fields, "label", read);
    json_object_foreach((json_t *)(uintptr_t)labels, lang, value)
    {
        if (strspn(lang, "abcdefghijklmnopqrstuvwxyz-") != strlen(lang) || strlen(lang) < 2 ||
            strlen(lang) > 12)
            return err_set(e, ERR_VALIDATION, "/label/%.20s: a language is written as en or zh.",
                           lang);
        if (!read_text(value, "label", DECISION_TEXT_MAX, r->arena, &text, e))
            return false;
        (void)json_object_set_new(read, lang, json_make_text(text));
    }
    return true;
}

static bool read_fields_of_paper(struct reading *r, json_t *fields, struct err *e)
{
    if (!read_paper(r, member(r, "paper"), "paper", &r->out->first, e) ||
        !read_string(r, "title", fields, e) || !read_string(r, "short", fields, e) ||
        !read_string(r, "venue", fields, e) || !read_year(r, fields, e) ||
        !read_list(r, "authors", fields, e) || !read_list(r, "identifiers", fields, e))
        return false;
    return json_object_size(fields) ||
           err_set(e, ERR_VALIDATION, "Say what is to change: a title, for example.");
}

static bool read_change(struct reading *r, struct err *e)
{
    json_t *fields = json_object();
    bool ok = member(r, "concept")
                  ? read_concept(r, member(r, "concept"), "concept", &r->out->first, e) &&
                        read_label(r, fields, e)
                  : read_fields_of_paper(r, fields, e);
    if (ok)
        r->out->fields = json_print(fields, JSON_COMPACT | JSON_SORT_KEYS, r->arena);
    json_decref(fields);
    return ok;
}

/* ---- merge ---- */

/* A concept of the vocabulary is known by its key to every note, so it is the one that stays. */
static bool check_survivor(const struct reading *r, struct err *e)
{
    const struct decision *d = r->out;
    if (d->first.class_ == NODE_PAPER || !facts_known_concept(r->vocabulary, d->first.key) ||
        facts_known_concept(r->vocabulary, d->second.key))
        return true;
    return err_set(e, ERR_VALIDATION,
                   "/into: \"%.*s\" is of the vocabulary and stays. Exchange /concept and /into; a "
                   "rename gives it another label.",
                   STR_FMT(d->first.key));
}

/* The paper or the concept that a decision is about. */
static bool read_target(struct reading *r, struct err *e)
{
    return member(r, "concept")
               ? read_concept(r, member(r, "concept"), "concept", &r->out->first, e)
               : read_paper(r, member(r, "paper"), "paper", &r->out->first, e);
}

/* Another one of the same class. */
static bool read_second(struct reading *r, const char *name, struct err *e)
{
    struct graph_anchor *out = &r->out->second;
    return r->out->first.class_ == NODE_CONCEPT ? read_concept(r, member(r, name), name, out, e)
                                                : read_paper(r, member(r, name), name, out, e);
}

static bool read_merge(struct reading *r, struct err *e)
{
    struct decision *d = r->out;
    bool ok = read_target(r, e) && read_second(r, "into", e);
    if (ok && str_eq(d->first.key, d->second.key))
        return err_set(e, ERR_CONFLICT, "/into: that is the same thing already, \"%.*s\".",
                       STR_FMT(d->first.key));
    return ok && check_survivor(r, e);
}

/* ---- distinct ---- */

static bool has_name(const struct paper_row *row, struct str name, struct arena *a)
{
    struct str *aliases, folded = fold_key(a, name);
    size_t n;
    json_read_texts(row->aliases, a, &aliases, &n);
    bool found =
        str_eq(fold_key(a, row->title), folded) || str_eq(fold_key(a, row->short_name), folded);
    for (size_t i = 0; i < n && !found; i++)
        found = str_eq(fold_key(a, aliases[i]), folded);
    return found;
}

/* Only what the request names the paper by: an identifier or a title of some of its mentions. */
static bool narrow_anchor(struct reading *r, const char *name, struct graph_anchor *out,
                          struct err *e)
{
    struct str *only = ARENA_ARRAY(r->arena, struct str, 1);
    struct paper_row row;
    bool moved;
    *only = str_trim(text_of(member(r, name)));
    if (!graph_find_paper(r->db, *only, r->arena, &row, &moved, e))
        return false;
    struct graph_anchor whole = *out;
    *out = (struct graph_anchor){.class_ = NODE_PAPER, .key = *only};
    for (size_t i = 0; i < whole.n_identifiers; i++)
        if (str_eq(whole.identifiers[i], *only)) {
            out->identifiers = whole.identifiers + i;
            out->n_identifiers = 1;
            return true;
        }
    if (!has_name(&row, *only, r->arena))
        return err_set(e, ERR_VALIDATION,
                       "/%s: the two are one paper in the graph. Name each by an identifier or a "
                       "title that only it has.",
                       name);
    out->key = str_from(arena_printf(r->arena, "t:%.*s", STR_FMT(fold_slug(r->arena, *only))));
    out->names = only;
    out->n_names = 1;
    return true;
}

static bool read_distinct(struct reading *r, struct err *e)
{
    struct decision *d = r->out;
    if (!read_target(r, e) || !read_second(r, "other", e))
        return false;
    if (!str_eq(d->first.key, d->second.key))
        return true;
    if (d->first.class_ == NODE_CONCEPT)
        return err_set(e, ERR_CONFLICT, "/other: that is the same concept, \"%.*s\".",
                       STR_FMT(d->first.key));
    if (!narrow_anchor(r, "paper", &d->first, e) || !narrow_anchor(r, "other", &d->second, e))
        return false;
    return !str_eq(d->first.key, d->second.key) ||
           err_set(e, ERR_CONFLICT, "/other: that is the same as /paper, \"%.*s\".",
                   STR_FMT(d->first.key));
}

/* ---- edges ---- */

/* {"paper": …} or {"concept": …}. */
static bool read_end(struct reading *r, const char *name, struct graph_anchor *out, struct err *e)
{
    const json_t *end = member(r, name);
    const json_t *paper = json_object_get(end, "paper");
    const json_t *concept = json_object_get(end, "concept");
    if (json_object_size(end) != 1 || (!paper && !concept))
        return err_set(e, ERR_VALIDATION, "/%s must be {\"paper\": \"…\"} or {\"concept\": \"…\"}.",
                       name);
    return paper ? read_paper(r, paper, name, out, e) : read_concept(r, concept, name, out, e);
}

static struct str nearest_relation(struct str name)
{
    struct str names[REL_COUNT];
    for (int i = 0; i < REL_COUNT; i++)
        names[i] = str_from(relation_name((enum relation)i));
    return nearest_of(name, names, REL_COUNT);
}

static enum node_type type_of(const struct graph_anchor *anchor)
{
    return anchor->class_ == NODE_PAPER ? TYPE_PAPER : TYPE_CONCEPT;
}

static bool no_relation(const struct decision *d, struct err *e)
{
    STRBUF_SCOPE(list);
    for (int i = 0; i < REL_COUNT; i++)
        if (relation_joins((enum relation)i, type_of(&d->first), type_of(&d->second)))
            strbuf_printf(&list, "%s%s", list.n ? ", " : "", relation_name((enum relation)i));
    if (!list.n)
        return err_set(e, ERR_VALIDATION,
                       "An edge runs from the paper to the concept: exchange /from and /to.");
    return err_set(e, ERR_VALIDATION, "/relation: \"%.*s\" does not join these two; %s do.",
                   STR_FMT(d->relation), list.p);
}

static bool read_relation(struct reading *r, struct err *e)
{
    struct decision *d = r->out;
    enum relation relation;
    if (!read_text(member(r, "relation"), "relation", 40, r->arena, &d->relation, e))
        return false;
    if (!relation_from_name(d->relation, &relation)) {
        struct str near = nearest_relation(d->relation);
        return near.n ? err_set(e, ERR_VALIDATION,
                                "/relation: \"%.*s\" is none. Did you mean \"%.*s\"?",
                                STR_FMT(d->relation), STR_FMT(near))
                      : no_relation(d, e);
    }
    return relation_joins(relation, type_of(&d->first), type_of(&d->second)) || no_relation(d, e);
}

static bool read_edge_by_id(struct reading *r, struct err *e)
{
    struct str id;
    struct edge_row edge;
    if (!read_text(member(r, "edge"), "edge", DECISION_TEXT_MAX, r->arena, &id, e) ||
        !graph_get_edge(r->db, id, r->arena, &edge, e))
        return false;
    r->out->relation = edge.relation;
    return anchor_of_node(r, edge.from_id, edge.from_class, &r->out->first, e) &&
           anchor_of_node(r, edge.to_id, edge.to_class, &r->out->second, e);
}

static bool read_edge(struct reading *r, struct err *e)
{
    struct decision *d = r->out;
    if (member(r, "edge"))
        return read_edge_by_id(r, e);
    if (!read_end(r, "from", &d->first, e) || !read_end(r, "to", &d->second, e) ||
        !read_relation(r, e))
        return false;
    return d->first.class_ != d->second.class_ || !str_eq(d->first.key, d->second.key) ||
           err_set(e, ERR_VALIDATION, "/to: an edge joins two different things.");
}

/* ---- revert ---- */

static bool read_revert(struct reading *r, struct err *e)
{
    struct decision target;
    if (!read_text(member(r, "decision"), "decision", DECISION_ID_MAX, r->arena, &r->out->reverts,
                   e) ||
        !decide_get(r->db, r->out->reverts, r->arena, &target, e))
        return false;
    return !target.is_reverted ||
           err_set(e, ERR_CONFLICT, "Decision \"%.*s\" is reverted already.", STR_FMT(target.id));
}

static bool read_by_kind(struct reading *r, struct err *e)
{
    switch (r->out->kind) {
    case DECISION_MERGE:
        return read_merge(r, e);
    case DECISION_RENAME:
    case DECISION_CORRECT:
        return read_change(r, e);
    case DECISION_DISTINCT:
        return read_distinct(r, e);
    case DECISION_HIDE:
        return read_target(r, e);
    case DECISION_CONFIRM:
    case DECISION_REJECT:
    case DECISION_ADD_EDGE:
        return read_edge(r, e);
    case DECISION_DISMISS:
        return read_text(member(r, "suggestion"), "suggestion", DECISION_TEXT_MAX, r->arena,
                         &r->out->suggestion, e);
    case DECISION_REVERT:
        return read_revert(r, e);
    case DECISION_KIND_COUNT:
        break;
    }
    BUG("a kind of decision is not read");
}

bool decision_read_request(const struct vocabulary *v, struct db *db, const json_t *request,
                           struct arena *a, struct decision *out, struct err *e)
{
    struct reading r = {v, db, request, a, out};
    *out = (struct decision){0};
    return read_kind(&r, e) && check_members(&r, e) && read_common(&r, e) && read_by_kind(&r, e);
}
