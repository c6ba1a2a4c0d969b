#include "citation_internal.h"

/* BibTeX counts braces also behind a backslash, so that those of the text must go by name. */
static void add_escaped(struct strbuf *out, struct str s)
{
    static const char *const names[][2] = {
        {"\\", "\\textbackslash{}"},
        {"{", "\\textbraceleft{}"},
        {"}", "\\textbraceright{}"},
        {"~", "\\textasciitilde{}"},
        {"^", "\\textasciicircum{}"},
        {"$", "\\$"},
        {"&", "\\&"},
        {"#", "\\#"},
        {"%", "\\%"},
        {"_", "\\_"},
    };
    for (size_t i = 0; i < s.n; i++) {
        size_t k = 0;
        while (k < ARRAY_LEN(names) && names[k][0][0] != s.p[i])
            k++;
        if (k < ARRAY_LEN(names))
            strbuf_add_cstr(out, names[k][1]);
        else
            strbuf_add_byte(out, s.p[i]);
    }
}

/* Addresses and identifiers are read as they stand; what would end the field is percent-encoded. */
static void add_verbatim(struct strbuf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool ends_field = s.p[i] == '{' || s.p[i] == '}' || s.p[i] == '\\' || s.p[i] == ' ';
        if (ends_field)
            strbuf_printf(out, "%%%02X", (unsigned char)s.p[i]);
        else
            strbuf_add_byte(out, s.p[i]);
    }
}

static void add_field(struct strbuf *out, const char *name, struct str value)
{
    if (!value.n)
        return;
    strbuf_printf(out, "  %s = {", name);
    add_escaped(out, value);
    strbuf_add_cstr(out, "},\n");
}

static void add_verbatim_field(struct strbuf *out, const char *name, struct str value)
{
    if (!value.n)
        return;
    strbuf_printf(out, "  %s = {", name);
    add_verbatim(out, value);
    strbuf_add_cstr(out, "},\n");
}

/* The inner braces keep capitals: "MoCo" would else become "Moco" in many styles. */
static void add_title(struct strbuf *out, struct str title)
{
    strbuf_add_cstr(out, "  title = {{");
    add_escaped(out, title);
    strbuf_add_cstr(out, "}},\n");
}

/* A name without a given one is kept whole: "Open Graph Benchmark" is nobody's family name. */
static void add_name(struct strbuf *out, const struct citation_name *name)
{
    bool is_whole = !name->given.n && str_find_byte(name->family, ' ', 0) != SIZE_MAX;
    strbuf_add_cstr(out, is_whole ? "{" : "");
    add_escaped(out, name->family);
    strbuf_add_cstr(out, is_whole ? "}" : "");
    if (name->given.n) {
        strbuf_add_cstr(out, ", ");
        add_escaped(out, name->given);
    }
}

static void add_authors(struct strbuf *out, const struct citation_names *names)
{
    if (!names->n)
        return;
    strbuf_add_cstr(out, "  author = {");
    for (size_t i = 0; i < names->n; i++) {
        strbuf_add_cstr(out, i ? " and " : "");
        add_name(out, &names->items[i]);
    }
    strbuf_add_cstr(out, names->has_others ? " and others},\n" : "},\n");
}

void citation_write_bibtex(const struct citation *c, struct strbuf *out)
{
    static const char *const types[] = {[CITATION_ARTICLE] = "article",
                                        [CITATION_PAPER] = "inproceedings",
                                        [CITATION_BOOK] = "book",
                                        [CITATION_OTHER] = "misc"};
    static const char *const venues[] = {[CITATION_ARTICLE] = "journal",
                                         [CITATION_PAPER] = "booktitle",
                                         [CITATION_BOOK] = "publisher",
                                         [CITATION_OTHER] = "howpublished"};
    strbuf_printf(out, "@%s{%.*s,\n", types[c->type], STR_FMT(c->key));
    add_title(out, c->title);
    add_authors(out, &c->names);
    if (c->year)
        strbuf_printf(out, "  year = {%lld},\n", (long long)c->year);
    add_field(out, venues[c->type], c->venue);
    add_verbatim_field(out, "doi", c->doi);
    add_verbatim_field(out, "eprint", c->arxiv);
    if (c->arxiv.n)
        strbuf_add_cstr(out, "  archiveprefix = {arXiv},\n");
    add_verbatim_field(out, "isbn", c->isbn);
    add_verbatim_field(out, "url", c->url);
    strbuf_add_cstr(out, "}\n");
}
