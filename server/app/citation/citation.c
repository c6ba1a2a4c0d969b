#include <jansson.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/fold.h"
#include "citation_internal.h"

static const struct {
    struct str name, ending;
    const char *media_type;
} formats[] = {
    [CITATION_BIBTEX] = {STR_INIT("bibtex"), STR_INIT(".bib"),
                         "application/x-bibtex; charset=utf-8"},
    [CITATION_RIS] = {STR_INIT("ris"), STR_INIT(".ris"),
                      "application/x-research-info-systems; charset=utf-8"},
    [CITATION_CSL_JSON] = {STR_INIT("csl-json"), STR_INIT(".csl.json"),
                           "application/vnd.citationstyles.csl+json; charset=utf-8"},
    [CITATION_TEXT] = {STR_INIT("text"), STR_INIT(".txt"), "text/plain; charset=utf-8"},
};

bool citation_format_from_name(struct str name, enum citation_format *out)
{
    for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
        if (!str_eq(name, formats[i].name))
            continue;
        *out = (enum citation_format)i;
        return true;
    }
    return false;
}

bool citation_format_from_ending(struct str *name, enum citation_format *out)
{
    for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
        if (!str_ends(*name, formats[i].ending))
            continue;
        *out = (enum citation_format)i;
        *name = str_sub(*name, 0, name->n - formats[i].ending.n);
        return true;
    }
    return false;
}

const char *citation_media_type(enum citation_format f)
{
    return formats[f].media_type;
}

/* ---- gathering ---- */

/* Control characters have no place in any of the formats. */
static struct str clean(struct str s, struct arena *a)
{
    char *text = arena_strndup(a, s.p ? s.p : "", s.n);
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_control(text[i]))
            text[i] = ' ';
    return str_trim(str_of(text, s.n));
}

static struct str item(const json_t *list, size_t i, struct arena *a)
{
    const json_t *value = json_array_get(list, i);
    return json_is_string(value)
               ? clean(str_of(json_string_value(value), json_string_length(value)), a)
               : STR_EMPTY;
}

static json_t *load(struct str array)
{
    return json_loadb(array.p ? array.p : "", array.n, 0, NULL);
}

static void add_identifiers(struct citation *c, struct str array, struct arena *a)
{
    struct {
        struct str prefix, *to;
    } kinds[] = {{STR("doi:"), &c->doi}, {STR("arxiv:"), &c->arxiv}, {STR("isbn:"), &c->isbn}};

    json_t *list = load(array);
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct str id = item(list, i, a);
        for (size_t k = 0; k < ARRAY_LEN(kinds); k++)
            if (str_starts(id, kinds[k].prefix) && !kinds[k].to->n)
                *kinds[k].to = str_from_pos(id, kinds[k].prefix.n);
    }
    json_decref(list);
}

static void add_url(struct citation *c, struct str array, struct arena *a)
{
    json_t *list = load(array);
    if (json_array_size(list))
        c->url = item(list, 0, a);
    else if (c->doi.n)
        c->url = str_from(arena_printf(a, "https://doi.org/%.*s", STR_FMT(c->doi)));
    else if (c->arxiv.n)
        c->url = str_from(arena_printf(a, "https://arxiv.org/abs/%.*s", STR_FMT(c->arxiv)));
    json_decref(list);
}

static void add_authors(struct citation *c, struct str array, struct arena *a)
{
    json_t *list = load(array);
    size_t n = json_array_size(list);
    for (size_t i = 0; i < n; i++)
        citation_add_names(item(list, i, a), n > 1, a, &c->names);
    json_decref(list);
}

static enum citation_type type_of(const struct citation *c)
{
    static const struct str journals[] = {
        STR_INIT("journal"), STR_INIT("transactions"), STR_INIT("letters"), STR_INIT("review"),
        STR_INIT("nature"),  STR_INIT("science"),      STR_INIT("nejm"),    STR_INIT("lancet"),
        STR_INIT("jmlr"),    STR_INIT("tpami"),        STR_INIT("学报"),    STR_INIT("杂志"),
    };
    if (c->isbn.n)
        return CITATION_BOOK;
    for (size_t i = 0; i < ARRAY_LEN(journals); i++)
        if (str_find_ci(c->venue, journals[i], 0) != SIZE_MAX)
            return CITATION_ARTICLE;
    return c->venue.n ? CITATION_PAPER : CITATION_OTHER;
}

/* ---- the key ---- */

static bool is_small_word(struct str word)
{
    static const struct str words[] = {STR_INIT("a"),  STR_INIT("an"), STR_INIT("the"),
                                       STR_INIT("on"), STR_INIT("of"), STR_INIT("in"),
                                       STR_INIT("to"), STR_INIT("for")};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_eq(word, words[i]))
            return true;
    return false;
}

/* The first word of a text that says something, in plain letters; TeX knows no others in keys. */
static struct str first_word(struct str text, struct arena *a)
{
    struct str rest = fold_slug(a, text), word = STR_EMPTY;
    while (rest.n && str_split(&rest, '-', &word))
        if (!is_small_word(word))
            break;
    size_t n = 0;
    while (n < word.n && (unsigned char)word.p[n] < 0x80)
        n++;
    return str_sub(word, 0, n);
}

/* Family name, year and first word, as people write keys. Two papers can agree in them, so the end of the
 * public id follows, which no edit of a note changes. */
static struct str make_key(const struct citation *c, struct str public_id, struct arena *a)
{
    struct str family = c->names.n ? first_word(c->names.items[0].family, a) : STR_EMPTY;
    struct str word = first_word(c->title, a);
    struct str end = str_from_pos(public_id, public_id.n > 6 ? public_id.n - 6 : 0);
    STRBUF_SCOPE(key);
    strbuf_add_str(&key, family);
    if (c->year)
        strbuf_printf(&key, "%lld", (long long)c->year);
    strbuf_add_str(&key, word);
    strbuf_printf(&key, "%s%.*s", key.n ? "-" : "paper-", STR_FMT(end));
    return str_copy(a, strbuf_view(&key));
}

void citation_write(const struct paper_row *paper, enum citation_format f, struct arena *a,
                    struct strbuf *out)
{
    struct citation c = {
        .title = clean(paper->title.n ? paper->title : paper->short_name, a),
        .venue = clean(paper->venue, a),
        .year = paper->year,
    };
    add_identifiers(&c, paper->identifiers, a);
    add_url(&c, paper->urls, a);
    add_authors(&c, paper->authors, a);
    c.type = type_of(&c);
    c.key = make_key(&c, paper->public_id, a);
    switch (f) {
    case CITATION_BIBTEX:
        citation_write_bibtex(&c, out);
        break;
    case CITATION_RIS:
        citation_write_ris(&c, out);
        break;
    case CITATION_CSL_JSON:
        citation_write_csl(&c, out);
        break;
    case CITATION_TEXT:
        citation_write_text(&c, out);
        break;
    }
}
