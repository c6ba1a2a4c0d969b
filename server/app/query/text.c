#include "app/query/query_internal.h"
#include "base/arena.h"
#include "base/strbuf.h"

static void add_quoted(struct strbuf *out, struct str text)
{
    strbuf_add_cstr(out, " \"");
    for (size_t i = 0; i < text.n; i++) {
        strbuf_add_byte(out, text.p[i]);
        if (text.p[i] == '"')
            strbuf_add_byte(out, '"');
    }
    strbuf_add_byte(out, '"');
}

static void add_link(struct strbuf *out, const struct query_link *link)
{
    struct str word = query_word_text(WORD_LINK, link->relation);
    strbuf_add_cstr(out, link->is_negated ? " not " : " ");
    strbuf_add_str(out, word.n ? word : STR("linked to"));
    for (size_t i = 0; i < link->n_terms; i++) {
        if (i)
            strbuf_add_cstr(out, " or");
        add_quoted(out, link->terms[i]);
    }
    if (link->hops > 1)
        strbuf_printf(out, " within %u hops", link->hops);
}

static void add_years(struct strbuf *out, const struct query *q)
{
    if (q->year_from && q->year_from == q->year_to) {
        strbuf_printf(out, " in %lld", (long long)q->year_from);
        return;
    }
    if (q->year_from)
        strbuf_printf(out, " since %lld", (long long)q->year_from);
    if (q->year_to)
        strbuf_printf(out, " until %lld", (long long)q->year_to);
}

struct str query_write_question(const struct query *q, struct arena *a)
{
    static const char *const subjects[] = {
        [FIND_PAPERS] = "papers", [FIND_CONCEPTS] = "concepts", [FIND_NOTES] = "notes"};
    STRBUF_SCOPE(out);
    strbuf_add_cstr(&out, subjects[q->find]);
    for (size_t i = 0; i < q->n_links; i++)
        add_link(&out, &q->links[i]);
    add_years(&out, q);
    for (size_t i = 0; i < q->n_texts; i++) {
        strbuf_add_cstr(&out, " mentioning");
        add_quoted(&out, q->texts[i]);
    }
    if (q->newest_first)
        strbuf_add_cstr(&out, " newest first");
    if (q->limit)
        strbuf_printf(&out, " top %zu", q->limit);
    return str_copy(a, strbuf_view(&out));
}
