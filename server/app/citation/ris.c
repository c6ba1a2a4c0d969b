#include "citation_internal.h"

static void add(struct strbuf *out, const char *tag, struct str value)
{
    if (value.n)
        strbuf_printf(out, "%s  - %.*s\r\n", tag, STR_FMT(value));
}

static void add_name(struct strbuf *out, const struct citation_name *name)
{
    strbuf_printf(out, "AU  - %.*s%s%.*s\r\n", STR_FMT(name->family), name->given.n ? ", " : "",
                  STR_FMT(name->given));
}

void citation_write_ris(const struct citation *c, struct strbuf *out)
{
    static const char *const types[] = {[CITATION_ARTICLE] = "JOUR",
                                        [CITATION_PAPER] = "CPAPER",
                                        [CITATION_BOOK] = "BOOK",
                                        [CITATION_OTHER] = "GEN"};
    add(out, "TY", str_from(types[c->type]));
    add(out, "ID", c->key);
    add(out, "TI", c->title);
    for (size_t i = 0; i < c->names.n; i++)
        add_name(out, &c->names.items[i]);
    if (c->year)
        strbuf_printf(out, "PY  - %04lld\r\n", (long long)c->year);
    add(out, c->type == CITATION_BOOK ? "PB" : "T2", c->venue);
    add(out, "DO", c->doi);
    if (c->arxiv.n)
        strbuf_printf(out, "AN  - arXiv:%.*s\r\n", STR_FMT(c->arxiv));
    add(out, "SN", c->isbn);
    add(out, "UR", c->url);
    strbuf_add_cstr(out, "ER  - \r\n");
}
