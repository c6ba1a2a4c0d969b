#include "app/phrase/phrase_internal.h"
#include "base/strbuf.h"

void phrase_write_quoted(struct strbuf *out, struct str text, enum language language)
{
    struct str open = language == LANGUAGE_ZH ? STR("“") : STR("\"");
    struct str close = language == LANGUAGE_ZH ? STR("”") : STR("\"");
    size_t at = 0, end;
    strbuf_add_str(out, open);
    while ((end = str_find(text, close, at)) != SIZE_MAX) {
        strbuf_add_str(out, str_sub(text, at, end + close.n));
        strbuf_add_str(out, close);
        at = end + close.n;
    }
    strbuf_add_str(out, str_from_pos(text, at));
    strbuf_add_str(out, close);
}

void phrase_write_word(struct strbuf *out, enum phrase_kind kind, const char *value,
                       enum language language)
{
    struct str text = phrase_word_text(kind, str_from(value), language);
    strbuf_add_str(out, text.n ? text : str_from(value));
}

static void add_space(struct strbuf *out, enum language language)
{
    if (language == LANGUAGE_EN)
        strbuf_add_byte(out, ' ');
}

static void add_or(struct strbuf *out, enum language language)
{
    add_space(out, language);
    phrase_write_word(out, WORD_OR, "", language);
    add_space(out, language);
}

/* ---- targets ---- */

bool phrase_write_target(struct strbuf *out, const struct query_target *t, enum language language)
{
    if (t->type == TARGET_PAPER || t->type == TARGET_CONCEPT) {
        phrase_write_word(out, WORD_TYPED, t->type == TARGET_PAPER ? "papers" : "concepts",
                          language);
        add_space(out, language);
    }
    phrase_write_quoted(out, t->reference, language);
    return t->type != TARGET_WHERE;
}

static bool write_targets(struct strbuf *out, const struct query_link *link, enum language language)
{
    bool ok = true;
    for (size_t i = 0; i < link->n_to; i++) {
        if (i)
            add_or(out, language);
        ok = phrase_write_target(out, &link->to[i], language) && ok;
    }
    return ok;
}

/* ---- relations ---- */

static struct str relation_word(enum phrase_kind kind, struct str name, bool is_turned,
                                enum language language)
{
    bool is_inverse;
    const struct query_relation *relation = query_relation_find(name, &is_inverse);
    if (is_turned && relation && !relation->is_symmetric)
        name = str_from(is_inverse ? relation->name : relation->inverse);
    return phrase_word_text(kind, name, language);
}

static void write_relations(struct strbuf *out, enum phrase_kind kind,
                            const struct query_link *link, bool is_turned, enum language language)
{
    for (size_t i = 0; i < link->n_relations; i++) {
        if (i)
            add_or(out, language);
        strbuf_add_str(out, relation_word(kind, link->relations[i], is_turned, language));
    }
}

/* 被X引用 needs a verb for each relation. */
static bool is_passive(const struct query_link *link, enum language language)
{
    if (language != LANGUAGE_ZH || link->direction != DIRECTION_IN || !link->n_relations)
        return false;
    for (size_t i = 0; i < link->n_relations; i++)
        if (!relation_word(WORD_VERB, link->relations[i], false, language).n)
            return false;
    return true;
}

static bool are_symmetric(const struct query_link *link)
{
    bool is_inverse;
    for (size_t i = 0; i < link->n_relations; i++)
        if (!query_relation_find(link->relations[i], &is_inverse)->is_symmetric)
            return false;
    return true;
}

/* Without a word for it a relation leads out, and no relation any way. */
static bool needs_direction(const struct query_link *link)
{
    if (link->n_relations)
        return link->direction == DIRECTION_ANY && !are_symmetric(link);
    return link->direction != DIRECTION_ANY;
}

/* ---- the link ---- */

static bool write_linked(struct strbuf *out, const struct query_link *link, enum language language)
{
    bool ok, is_chinese = language == LANGUAGE_ZH;
    if (is_passive(link, language)) {
        phrase_write_word(out, WORD_PASSIVE, "", language);
        ok = write_targets(out, link, language);
        write_relations(out, WORD_VERB, link, false, language);
        return ok;
    }
    if (link->n_relations)
        write_relations(out, WORD_LINK, link, link->direction == DIRECTION_IN, language);
    else
        phrase_write_word(out, is_chinese ? WORD_JOIN : WORD_LINK, "", language);
    add_space(out, language);
    ok = write_targets(out, link, language);
    if (is_chinese && !link->n_relations)
        phrase_write_word(out, WORD_CLOSER, "", language);
    return ok;
}

static void write_option(struct strbuf *out, const char *name, enum language language)
{
    add_space(out, language);
    phrase_write_word(out, WORD_OPTION, name, language);
}

static void write_statuses(struct strbuf *out, const struct query_link *link, struct arena *a,
                           enum language language)
{
    write_option(out, "status", language);
    add_space(out, language);
    for (size_t i = 0; i < link->n_statuses; i++) {
        if (i)
            add_or(out, language);
        phrase_write_word(out, WORD_STATUS, str_cstr(a, link->statuses[i]), language);
    }
}

static void write_hops(struct strbuf *out, unsigned hops, enum language language)
{
    if (language == LANGUAGE_EN)
        strbuf_printf(out, " within %u hops", hops);
    else
        strbuf_printf(out, "%u跳以内", hops);
}

bool phrase_write_link(struct strbuf *out, const struct query_link *link, enum language language,
                       struct arena *a)
{
    bool ok = write_linked(out, link, language);
    if (link->hops > 1)
        write_hops(out, link->hops, language);
    if (needs_direction(link))
        write_option(out, query_direction_name(link->direction), language);
    if (link->min_score) {
        write_option(out, "min_score", language);
        add_space(out, language);
        strbuf_add_str(out, query_score_text(link->min_score, a));
    }
    if (link->n_statuses)
        write_statuses(out, link, a, language);
    if (link->expand != EXPAND_NARROWER) {
        write_option(out, "expand", language);
        add_space(out, language);
        phrase_write_word(out, WORD_EXPAND, query_expand_name(link->expand), language);
    }
    return ok;
}
