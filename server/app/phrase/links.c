#include "app/phrase/phrase_internal.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"

enum join { JOIN_END, JOIN_COMMA, JOIN_AND, JOIN_OR };

struct name {
    struct query_target target;
    bool is_negated;
    enum join join; /* with the next */
};

struct group {
    struct name *items;
    size_t n, cap;
    struct query_link link; /* what all links of the group have in common */
    bool is_similar, is_negated;
};

/* ---- names ---- */

/* 概念“X”, paper "X": the quote makes it sure. */
static const struct phrase_word *typed_at(const struct phrase_cursor *c, size_t *length)
{
    const struct phrase_word *word = phrase_word_at(c->phrase, c->at, WORD_TYPED, length);
    size_t n, at = c->at + *length;
    while (at < c->phrase.n && utf8_script(utf8_decode(c->phrase, at, &n)) == SCRIPT_SPACE)
        at += n;
    return word && phrase_starts_quote(c->phrase, at) ? word : NULL;
}

static bool take_target(struct phrase_cursor *c, struct query_target *out)
{
    size_t length;
    (void)phrase_at_end(c);
    const struct phrase_word *word = typed_at(c, &length);
    *out = (struct query_target){0};
    if (word) {
        out->type = str_eq(word->value, STR("papers")) ? TARGET_PAPER : TARGET_CONCEPT;
        c->at += length;
    }
    return phrase_take_name(c, &out->reference);
}

/* A name at the cursor rather than a word that begins another part. */
static bool is_name_next(struct phrase_cursor *c)
{
    size_t length, start = c->at;
    struct str date;
    if (phrase_at_end(c) || phrase_condition_at(c, c->at, true))
        return false;
    if (phrase_take_open(c) || phrase_take_close(c) || phrase_take_date(c, &date)) {
        c->at = start;
        return false;
    }
    const struct phrase_word *word = phrase_peek(c, WORD_NONE, &length);
    return !word || typed_at(c, &length) ||
           (word->kind == WORD_FILLER && !str_eq(word->text, STR("的"))) ||
           phrase_has_longer_name(c, length);
}

/* "and", "、", "or not" before a further name; nothing is taken when none follows. "，与" begins another
 * part. */
static bool take_join(struct phrase_cursor *c, enum join *join, bool *is_negated)
{
    size_t start = c->at;
    *join = phrase_take_comma(c) ? JOIN_COMMA : JOIN_END;
    if (phrase_take(c, WORD_AND) || (*join == JOIN_END && phrase_take(c, WORD_JOIN)))
        *join = JOIN_AND;
    else if (phrase_take(c, WORD_OR))
        *join = JOIN_OR;
    *is_negated = phrase_take(c, WORD_NOT) != NULL;
    if (*is_negated && *join != JOIN_OR)
        *join = JOIN_AND;
    if (*join != JOIN_END && is_name_next(c))
        return true;
    c->at = start;
    *join = JOIN_END;
    return false;
}

/* A comma means what the next word between names means. */
static void read_commas(struct group *g)
{
    enum join join = JOIN_AND;
    for (size_t i = g->n - 1; i-- > 0;) {
        if (g->items[i].join == JOIN_COMMA)
            g->items[i].join = join;
        join = g->items[i].join;
    }
}

/* "both A and B" */
static void take_each(struct phrase_cursor *c)
{
    size_t length;
    if (phrase_peek(c, WORD_EACH, &length) && !phrase_has_longer_name(c, length))
        c->at += length;
}

/* False without a problem when no name stands here. */
static bool take_names(struct phrase_cursor *c, struct group *g)
{
    bool is_negated = false;
    take_each(c);
    do {
        struct query_target target;
        if (!take_target(c, &target))
            return false;
        struct name *name = vec_push(c->reader.arena, g);
        *name = (struct name){.target = target, .is_negated = is_negated};
    } while (take_join(c, &g->items[g->n - 1].join, &is_negated));
    read_commas(g);
    return true;
}

/* ---- options ---- */

bool phrase_read_hops(struct phrase_cursor *c, unsigned max, unsigned *hops)
{
    size_t start = c->at;
    uint64_t n = 0;
    bool has_within = phrase_take(c, WORD_WITHIN) != NULL;
    (void)phrase_at_end(c);
    size_t number = c->at;
    if (!phrase_take_number(c, &n) || !phrase_take(c, WORD_HOPS)) {
        bool ok = !has_within || PHRASE_FAIL(c, HOPS_EXPECTED, 0, STR_EMPTY);
        c->at = start;
        return ok;
    }
    if (n < 1 || n > max)
        return phrase_fail_at(
            c, number, c->at - number, MESSAGE_HOPS_RANGE, STR_EMPTY,
            (struct query_message_args){{STR_EMPTY, query_message_number(&c->reader, max)}});
    *hops = (unsigned)n;
    return true;
}

static bool read_min_score(struct phrase_cursor *c, struct query_link *link)
{
    (void)phrase_at_end(c);
    size_t at = c->at;
    if (query_score_read(phrase_take_figures(c), &link->min_score))
        return true;
    return phrase_fail_at(c, at, c->at - at, MESSAGE_SCORE_EXPECTED, STR_EMPTY,
                          (struct query_message_args){0});
}

static bool expected_choice(struct phrase_cursor *c, const char *values)
{
    (void)phrase_at_end(c);
    struct str shown = phrase_show_rest(c);
    return PHRASE_FAIL(c, CHOICE_EXPECTED, shown.n, str_from(values));
}

static bool read_statuses(struct phrase_cursor *c, struct query_link *link)
{
    VEC(struct str) list = VEC_INIT;
    size_t behind = c->at;
    const struct phrase_word *word = phrase_take(c, WORD_STATUS);
    for (; word; word = phrase_take(c, WORD_OR) ? phrase_take(c, WORD_STATUS) : NULL) {
        *vec_push(c->reader.arena, &list) = word->value;
        behind = c->at;
    }
    c->at = behind;
    link->statuses = list.items;
    link->n_statuses = list.n;
    return list.n > 0 || expected_choice(c, QUERY_STATUSES);
}

static bool read_expand(struct phrase_cursor *c, struct query_link *link)
{
    const struct phrase_word *word = phrase_take(c, WORD_EXPAND);
    return word ? query_expand_find(word->value, &link->expand) : expected_choice(c, QUERY_EXPANDS);
}

static bool read_option(struct phrase_cursor *c, struct str name, struct query_link *link)
{
    if (str_eq(name, STR("min_score")))
        return read_min_score(c, link);
    if (str_eq(name, STR("status")))
        return read_statuses(c, link);
    return str_eq(name, STR("expand")) ? read_expand(c, link)
                                       : query_direction_find(name, &link->direction);
}

static bool read_options(struct phrase_cursor *c, struct query_link *link)
{
    size_t before;
    do {
        before = c->at;
        if (!phrase_read_hops(c, QUERY_HOPS_MAX, &link->hops))
            return false;
        size_t behind = c->at;
        const struct phrase_word *word = phrase_take(c, WORD_OPTION);
        if (!word)
            c->at = behind;
        else if (!read_option(c, word->value, link))
            return false;
    } while (c->at != before);
    return true;
}

/* ---- names to predicates ---- */

static struct query_predicate *make_part(struct arena *a, const struct group *g, size_t from,
                                         size_t to)
{
    struct query_predicate *p =
        query_predicate_new(a, g->is_similar ? PREDICATE_SIMILAR : PREDICATE_LINKED);
    if (g->is_similar) {
        p->similar.to = g->items[from].target;
        return p;
    }
    p->link = g->link;
    p->link.to = ARENA_ARRAY(a, struct query_target, to - from);
    p->link.relations = ARENA_ARRAY(a, struct str, g->link.n_relations);
    for (size_t i = from; i < to; i++)
        p->link.to[p->link.n_to++] = g->items[i].target;
    for (size_t i = 0; i < g->link.n_relations; i++)
        p->link.relations[i] = g->link.relations[i];
    return p;
}

static struct query_predicate *negate(struct arena *a, struct query_predicate *p, bool is_negated)
{
    return is_negated ? query_predicate_not(a, p) : p;
}

/* Whether all names are joined so and none is negated (unless `or_negated`). */
static bool are_all(const struct group *g, enum join join, bool or_negated)
{
    for (size_t i = 0; i < g->n; i++)
        if ((i + 1 < g->n && g->items[i].join != join) || (g->items[i].is_negated && !or_negated))
            return false;
    return true;
}

/* "A or B" is one link; else "and" binds stronger than "or". "not about A and B" says it of each. */
static struct query_predicate *make_group(struct arena *a, const struct group *g)
{
    struct predicate_list any = {0}, all = {0};
    if (!g->is_similar && are_all(g, JOIN_OR, false))
        return negate(a, make_part(a, g, 0, g->n), g->is_negated);
    bool is_each = are_all(g, JOIN_AND, true);
    for (size_t i = 0; i < g->n; i++) {
        bool is_negated = g->items[i].is_negated || (is_each && g->is_negated);
        query_predicate_push(a, &all, negate(a, make_part(a, g, i, i + 1), is_negated));
        if (g->items[i].join == JOIN_AND)
            continue;
        query_predicate_push(a, &any, query_predicate_group(a, PREDICATE_ALL, &all));
        all = (struct predicate_list){0};
    }
    return negate(a, query_predicate_group(a, PREDICATE_ANY, &any), g->is_negated && !is_each);
}

static bool no_name(struct phrase_cursor *c, struct str opener)
{
    return PHRASE_FAIL(c, NAME_EXPECTED, 0, opener);
}

/* ---- links ---- */

static void add_relation(struct phrase_cursor *c, struct query_link *link, struct str relation)
{
    struct str *list = ARENA_ARRAY(c->reader.arena, struct str, link->n_relations + 1);
    for (size_t i = 0; i < link->n_relations; i++)
        list[i] = link->relations[i];
    list[link->n_relations++] = relation;
    link->relations = list;
}

static bool is_sure_name_next(struct phrase_cursor *c)
{
    size_t length;
    return !phrase_at_end(c) && (phrase_starts_quote(c->phrase, c->at) || typed_at(c, &length));
}

/* "using or cited by": the relations behind the first. A verb with a name behind it opens another part:
 * 被A引用或使用B. */
static void take_relations(struct phrase_cursor *c, enum phrase_kind kind,
                           const struct phrase_word *word, struct query_link *link)
{
    size_t behind = c->at;
    while (word && word->value.n && link->n_relations < QUERY_PREDICATES_MAX) {
        bool opens = kind == WORD_VERB && link->n_relations && is_sure_name_next(c);
        if (opens)
            break;
        add_relation(c, link, word->value);
        behind = c->at;
        word = phrase_take(c, WORD_OR) ? phrase_take(c, kind) : NULL;
    }
    c->at = behind;
}

bool phrase_read_link(struct phrase_reading *r, const struct phrase_word *word, bool is_negated,
                      struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    struct group g = {.link = {.hops = 1}, .is_negated = is_negated};
    size_t length;
    g.is_similar = word->kind == WORD_LIKE;
    if (word->kind == WORD_LINK)
        take_relations(c, WORD_LINK, word, &g.link);
    g.link.direction = g.link.n_relations ? DIRECTION_OUT : DIRECTION_ANY;
    if (!take_names(c, &g))
        return no_name(c, word->text);
    if (!g.is_similar && !read_options(c, &g.link))
        return false;
    const struct phrase_word *closer = phrase_peek(c, WORD_CLOSER, &length);
    if (closer && !str_eq(closer->value, STR("similar"))) {
        c->at += length;
        g.is_negated ^= str_eq(closer->value, STR("not"));
    }
    *out = make_group(c->reader.arena, &g);
    return true;
}

/* MoCo引用的论文: nothing but 的 or the end behind the verb. */
static const struct phrase_word *take_closing_verb(struct phrase_cursor *c)
{
    size_t start = c->at, length;
    const struct phrase_word *verb = phrase_take(c, WORD_VERB);
    if (!verb)
        return NULL;
    (void)phrase_take_either(c, STR("过"), STR("了"));
    bool is_end = phrase_at_end(c) || str_starts(str_from_pos(c->phrase, c->at), STR("的"));
    const struct phrase_word *next = phrase_word_at(c->phrase, c->at, WORD_NONE, &length);
    if (is_end || (next && (next->kind == WORD_SUBJECT || next->kind == WORD_OR)))
        return verb;
    c->at = start;
    return NULL;
}

static const struct phrase_word *take_closer(struct phrase_cursor *c)
{
    size_t start = c->at;
    const struct phrase_word *closer = phrase_take(c, WORD_CLOSER);
    if (closer)
        return closer;
    if (!phrase_at_end(c) && phrase_take_either(c, STR("的"), STR("之间")))
        closer = phrase_take(c, WORD_CLOSER);
    if (!closer)
        c->at = start;
    return closer;
}

/* What stands behind the names says how they are linked. */
static bool read_closing(struct phrase_cursor *c, const struct phrase_word *opener, struct group *g)
{
    bool is_passive = opener && opener->kind == WORD_PASSIVE;
    const struct phrase_word *verb = NULL;
    const struct phrase_word *closer = is_passive ? NULL : take_closer(c);
    if (is_passive)
        verb = phrase_take(c, WORD_VERB);
    else if (!closer && !opener)
        verb = take_closing_verb(c);
    if (is_passive && !verb)
        return PHRASE_FAIL(c, PART_EXPECTED, 0, opener->text);
    g->is_similar = closer && str_eq(closer->value, STR("similar"));
    g->is_negated ^= closer && str_eq(closer->value, STR("not"));
    if (verb) {
        take_relations(c, WORD_VERB, verb, &g->link);
        g->link.direction = DIRECTION_IN;
    }
    return true;
}

bool phrase_read_names(struct phrase_reading *r, const struct phrase_word *opener, bool is_negated,
                       struct query_predicate **out)
{
    struct phrase_cursor *c = &r->cursor;
    struct group g = {.link = {.hops = 1}, .is_negated = is_negated};
    if (!take_names(c, &g))
        return no_name(c, opener ? opener->text : STR("papers linked to"));
    if (!read_closing(c, opener, &g) || (!g.is_similar && !read_options(c, &g.link)))
        return false;
    *out = make_group(c->reader.arena, &g);
    return true;
}

bool phrase_are_names_closed(struct phrase_reading *r)
{
    struct phrase_cursor *c = &r->cursor;
    struct group g = {0};
    size_t start = c->at;
    bool are_closed = take_names(c, &g) && (take_closer(c) || take_closing_verb(c));
    c->at = start;
    return are_closed;
}

bool phrase_connects(struct phrase_reading *r, size_t length)
{
    struct phrase_cursor *c = &r->cursor;
    struct group g = {0};
    size_t start = c->at, behind;
    c->at += length;
    bool connects = take_names(c, &g) && (g.n > 1 || phrase_peek(c, WORD_WITH, &behind));
    c->at = start;
    return connects;
}

/* ---- paths ---- */

static bool take_end(struct phrase_cursor *c, enum phrase_kind stop, struct query_target *out)
{
    c->stop = stop;
    bool ok = take_target(c, out);
    c->stop = WORD_NONE;
    return ok;
}

static bool takes_connected_to(struct phrase_cursor *c)
{
    size_t length;
    const struct phrase_word *word = phrase_peek(c, WORD_LINK, &length);
    bool is_one = word && !word->value.n && str_ends(word->text, STR(" to"));
    c->at += is_one ? length : 0;
    return is_one;
}

/* "from A to B" and no more is a path; papers may be from somewhere. */
static bool take_path_end(struct phrase_reading *r, bool is_to)
{
    return phrase_take(&r->cursor, WORD_PATH_END) ||
           (is_to && !r->has_subject && !r->query->where && phrase_at_end(&r->cursor));
}

bool phrase_read_path(struct phrase_reading *r, bool needs_end)
{
    struct phrase_cursor *c = &r->cursor;
    struct query_path path = r->query->path;
    size_t start = c->at;
    bool is_to = false;
    bool is_path = take_end(c, WORD_TO, &path.from) &&
                   ((is_to = phrase_take(c, WORD_TO) != NULL) || phrase_take(c, WORD_AND) ||
                    phrase_take(c, WORD_JOIN) || (!needs_end && takes_connected_to(c))) &&
                   take_end(c, WORD_PATH_END, &path.to);
    if (is_path)
        is_path = take_path_end(r, is_to) || !needs_end;
    if (is_path) {
        r->has_path = true;
        r->query->path = path;
        return true;
    }
    c->at = needs_end ? start : c->at;
    return !needs_end && PHRASE_FAIL(c, PATH_ENDS, 0, STR_EMPTY);
}
