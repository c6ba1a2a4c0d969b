#include "citation_internal.h"

#define NAMES_SHOWN 6

static void add_names(struct strbuf *out, const struct citation_names *names)
{
    size_t shown = names->n < NAMES_SHOWN ? names->n : NAMES_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        const struct citation_name *name = &names->items[i];
        strbuf_printf(out, "%s%.*s%s%.*s", i ? "; " : "", STR_FMT(name->family),
                      name->given.n ? ", " : "", STR_FMT(name->given));
    }
    if (shown)
        strbuf_add_cstr(out, names->has_others || shown < names->n ? " et al. " : " ");
}

static void add_sentence(struct strbuf *out, struct str s)
{
    if (!s.n)
        return;
    char last = s.p[s.n - 1];
    strbuf_add_str(out, s);
    strbuf_add_cstr(out, last == '.' || last == '?' || last == '!' ? " " : ". ");
}

void citation_write_text(const struct citation *c, struct strbuf *out)
{
    size_t start = out->n;
    add_names(out, &c->names);
    if (c->year)
        strbuf_printf(out, "(%lld). ", (long long)c->year);
    add_sentence(out, c->title);
    add_sentence(out, c->venue);
    strbuf_add_str(out, c->url);
    while (out->n > start && out->p[out->n - 1] == ' ')
        strbuf_truncate(out, out->n - 1);
    strbuf_add_byte(out, '\n');
}
