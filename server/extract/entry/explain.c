#include "extract/entry/entry_internal.h"

#include "base/strbuf.h"

static const struct {
    int points;
    const char *label;
} table[] = {

#define FEATURE(name, points, label) {points, label},
#define FOUND                        FEATURE
#include "extract/tables/entry_scores.def"
#undef FEATURE
#undef FOUND
};

static void push_warning(struct entry_search *s, uint32_t line, const char *code, struct str detail)
{
    *vec_push(s->a, &s->warnings) = (struct warning){.line = line, .code = code, .detail = detail};
}

void warn_conflict(struct entry_search *s, const struct identity_conflict *conflict)
{
    const struct work *a = &s->works.items[conflict->a], *b = &s->works.items[conflict->b];
    push_warning(s, a->line, conflict->code,
                 str_from(arena_printf(s->a, "\"%.*s\" and \"%.*s\" (line %u)", STR_FMT(a->title),
                                       STR_FMT(b->title), b->line)));
}

static struct str reasons_of(struct entry_search *s, const struct candidate *c)
{
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        if (c->features >> i & 1)
            strbuf_printf(&out, "%s%s %d", out.n ? ", " : "", table[i].label, table[i].points);
    strbuf_printf(&out, " = %d: %s", c->score,
                  c->is_entry                  ? "entry"
                  : c->spoken_for != NONE      ? "part of the paper above"
                  : c->score >= POSSIBLE_SCORE ? "possible"
                                               : "no paper");
    return str_copy(s->a, strbuf_view(&out));
}

static void warn_candidate(struct entry_search *s, const struct candidate *c)
{
    bool is_possible = !c->is_entry && c->spoken_for == NONE && c->identifier == NONE &&
                       c->score >= POSSIBLE_SCORE && c->source != TITLE_NOWHERE &&
                       c->source != TITLE_FILE_NAME && !candidate_has(c, FEATURE_NESTED);
    if (is_possible)
        push_warning(s, c->line, "possible-paper", c->title.text);
    if (c->is_entry && candidate_has(c, FEATURE_EMPTY_LINK))
        push_warning(s, c->line, "empty-link", c->title.text);
}

void entries_explain(struct entry_search *s, struct note_papers *out)
{
    bool is_asked = s->in->options && s->in->options->explain;
    out->explanations = ARENA_ARRAY(s->a, struct explanation, is_asked ? s->candidates.n : 0);
    for (size_t i = 0; i < s->candidates.n; i++) {
        const struct candidate *c = &s->candidates.items[i];
        warn_candidate(s, c);
        if (is_asked && c->features)
            out->explanations[out->n_explanations++] =
                (struct explanation){.line = c->line,
                                     .subject = "entry",
                                     .text = c->source == TITLE_NOWHERE ? c->text : c->title.text,
                                     .reasons = reasons_of(s, c)};
    }
    out->warnings = s->warnings.items;
    out->n_warnings = s->warnings.n;
}
