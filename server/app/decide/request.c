#include "app/decide/request_internal.h"
#include "app/ingest/facts_internal.h"
#include "app/json.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/nearest.h"
#include "base/strbuf.h"

/* Members of a request: which kinds know them, and which they need. */
#define BIT(kind) (1u << DECISION_##kind)
#define FIELDS    (BIT(CORRECT) | BIT(RENAME))
#define LABELS    (BIT(ADD_LABEL) | BIT(RETIRE_LABEL))
#define EDGES     (BIT(CONFIRM) | BIT(REJECT) | BIT(ADD_EDGE))

static const struct {
    const char *name;
    unsigned kinds;
} members[] = {
    {"id", ~0u},
    {"kind", ~0u},
    {"reason", ~0u},
    {"paper", FIELDS | BIT(MERGE) | BIT(DISTINCT) | BIT(HIDE) | BIT(ADD_PAPER)},
    {"concept", BIT(RENAME) | BIT(MERGE) | BIT(DISTINCT) | BIT(HIDE) | BIT(ADD_CONCEPT) | LABELS |
                    BIT(SET_BROADER)},
    {"into", BIT(MERGE)},
    {"other", BIT(DISTINCT)},
    {"title", FIELDS},
    {"short", FIELDS},
    {"year", BIT(CORRECT)},
    {"venue", BIT(CORRECT)},
    {"authors", BIT(CORRECT)},
    {"identifiers", BIT(CORRECT)},
    {"label", BIT(RENAME)},
    {"alt", LABELS},
    {"broader", BIT(SET_BROADER)},
    {"edge", BIT(CONFIRM) | BIT(REJECT)},
    {"from", EDGES},
    {"relation", EDGES},
    {"to", EDGES},
    {"suggestion", BIT(DISMISS)},
    {"decision", BIT(REVERT)},
};

struct str reading_text_of(const json_t *value)
{
    return str_of(json_string_value(value), json_string_length(value));
}

const json_t *reading_member(const struct reading *r, const char *name)
{
    return json_object_get(r->request, name);
}

bool reading_text(const json_t *value, const char *name, size_t max, struct arena *a,
                  struct str *out, struct err *e)
{
    struct str text = str_trim(reading_text_of(value));
    if (!json_is_string(value) || !text.n || text.n > max)
        return err_set(e, ERR_VALIDATION, "/%s must be a text of 1 to %zu bytes.", name, max);
    *out = str_copy(a, text);
    return true;
}

/* ---- kind and members ---- */

static bool read_kind(struct reading *r, struct err *e)
{
    struct str names[DECISION_KIND_COUNT], name = reading_text_of(reading_member(r, "kind"));
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

bool decision_id_is_valid(struct str id)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

    for (size_t i = 0; i < id.n; i++)
        if (!id.p[i] || !strchr(allowed, id.p[i]))
            return false;
    return id.n > 0 && id.n <= DECISION_ID_MAX;
}

static bool read_common(struct reading *r, struct err *e)
{
    const json_t *id = reading_member(r, "id"), *reason = reading_member(r, "reason");
    if (id && !reading_text(id, "id", DECISION_ID_MAX, r->arena, &r->out->id, e))
        return false;
    if (id && !decision_id_is_valid(r->out->id))
        return err_set(e, ERR_VALIDATION, "/id may hold letters, digits, \".\", \"_\" and \"-\".");
    return !reason || json_is_null(reason) ||
           reading_text(reason, "reason", DECISION_TEXT_MAX, r->arena, &r->out->reason, e);
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

/* The concept that goes leaves all its names to the one that stays. */
static bool add_alternatives(struct reading *r, struct graph_anchor *anchor, struct err *e)
{
    struct concept_row row;
    struct str *more;
    size_t n;
    int64_t id;
    if (!graph_find_anchor(r->db, anchor, &id, e) ||
        !graph_get_concept(r->db, id, r->arena, &row, e))
        return false;
    json_read_texts(row.alternatives, r->arena, &more, &n);
    struct str *names = ARENA_ARRAY(r->arena, struct str, anchor->n_names + n);
    for (size_t i = 0; i < anchor->n_names; i++)
        names[i] = anchor->names[i];
    for (size_t i = 0; i < n; i++)
        names[anchor->n_names + i] = more[i];
    anchor->names = names;
    anchor->n_names += n;
    return true;
}

static bool read_merge(struct reading *r, struct err *e)
{
    struct decision *d = r->out;
    bool ok = reading_target(r, e) && reading_second(r, "into", e);
    if (ok && str_eq(d->first.key, d->second.key))
        return err_set(e, ERR_CONFLICT, "/into: that is the same thing already, \"%.*s\".",
                       STR_FMT(d->first.key));
    return ok && check_survivor(r, e) &&
           (d->first.class_ == NODE_PAPER || add_alternatives(r, &d->first, e));
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
    *only = str_trim(reading_text_of(reading_member(r, name)));
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
    if (!reading_target(r, e) || !reading_second(r, "other", e))
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

/* ---- revert ---- */

static bool read_revert(struct reading *r, struct err *e)
{
    struct decision target;
    if (!reading_text(reading_member(r, "decision"), "decision", DECISION_ID_MAX, r->arena,
                      &r->out->reverts, e) ||
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
        return reading_change(r, e);
    case DECISION_ADD_LABEL:
    case DECISION_RETIRE_LABEL:
        return reading_label(r, e);
    case DECISION_SET_BROADER:
        return reading_broader(r, e);
    case DECISION_ADD_PAPER:
    case DECISION_ADD_CONCEPT:
        return reading_made(r, e);
    case DECISION_DISTINCT:
        return read_distinct(r, e);
    case DECISION_HIDE:
        return reading_target(r, e);
    case DECISION_CONFIRM:
    case DECISION_REJECT:
    case DECISION_ADD_EDGE:
        return reading_edge(r, e);
    case DECISION_DISMISS:
        return reading_text(reading_member(r, "suggestion"), "suggestion", DECISION_TEXT_MAX,
                            r->arena, &r->out->suggestion, e);
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
