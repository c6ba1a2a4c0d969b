#include "extract/document/inline_internal.h"

#include "base/arena.h"
#include "base/utf8.h"

#define QUOTE_MAX  300 /* bytes of a quotation that may be a title or a term */
#define TAG_MAX    100
#define SCHEME_MAX 10

/* ---- quotations ---- */

struct quote_pair {
    struct str open, close;
    bool is_title; /* 《…》 names a work whatever is in it */
};

static const struct quote_pair quote_pairs[] = {
    {STR_INIT("《"), STR_INIT("》"), true},  {STR_INIT("「"), STR_INIT("」"), false},
    {STR_INIT("『"), STR_INIT("』"), false}, {STR_INIT("“"), STR_INIT("”"), false},
    {STR_INIT("\""), STR_INIT("\""), false},
};

static bool is_cjk(uint32_t cp)
{
    enum script script = utf8_script(cp);
    return script == SCRIPT_HAN || script == SCRIPT_KANA || script == SCRIPT_HANGUL;
}

/* At least two words, or Chinese, Japanese or Korean. */
static bool is_phrase(struct str s)
{
    uint32_t words = 0;
    bool in_word = false;
    for (size_t i = 0; i < s.n;) {
        size_t len;
        uint32_t cp = utf8_decode(s, i, &len);
        bool is_word = utf8_script(cp) == SCRIPT_WORD;
        if (is_cjk(cp))
            return true;
        words += is_word && !in_word;
        in_word = is_word;
        i += len;
    }
    return words >= 2;
}

/* The closing mark; one that opens again comes first when the quotation is nested. */
static uint32_t find_close(const struct scanner *sc, uint32_t at, const struct quote_pair *pair)
{
    uint32_t limit = sc->end - at > QUOTE_MAX ? at + QUOTE_MAX : sc->end;
    for (; at < limit; at++) {
        if (bytes_at(sc->s, at, pair->close))
            return at;
        if (bytes_at(sc->s, at, pair->open))
            break;
    }
    return 0;
}

uint32_t scan_quote(struct scanner *sc, uint32_t at)
{
    const struct quote_pair *pair = NULL;
    for (size_t i = 0; i < ARRAY_LEN(quote_pairs) && !pair; i++)
        if (bytes_at(sc->s, at, quote_pairs[i].open))
            pair = &quote_pairs[i];
    if (!pair || at < sc->quote_until)
        return at + 1;
    uint32_t text = at + (uint32_t)pair->open.n;
    uint32_t close = find_close(sc, text, pair);
    if (close <= text || is_white(sc->s.p[text]))
        return text;
    if (!pair->is_title && !is_phrase(str_sub(sc->s, text, close)))
        return text;
    uint32_t end = close + (uint32_t)pair->close.n;
    (void)span_add(sc, SPAN_QUOTE, at, end, text, close);
    if (pair->open.n == 1)
        sc->quote_until = end;
    return text;
}

/* ---- tags ---- */

/* Length of a character that may stand in a tag, or 0. */
static size_t tag_character(struct str s, uint32_t at)
{
    char c = s.p[at];
    if (is_alnum(c) || c == '_' || c == '-' || c == '/')
        return 1;
    if ((unsigned char)c < 0x80)
        return 0;
    size_t len;
    enum script script = utf8_script(utf8_decode(s, at, &len));
    return script == SCRIPT_SPACE || script == SCRIPT_OTHER ? 0 : len;
}

/* A tag stands at the start, after white space, or after Chinese punctuation. */
static bool may_begin_tag(const struct scanner *sc, uint32_t at)
{
    if (at == sc->begin || is_white(sc->s.p[at - 1]) || sc->s.p[at - 1] == ',')
        return true;
    size_t before = utf8_prev(sc->s, at);
    size_t len;
    uint32_t cp = utf8_decode(sc->s, before, &len);
    return len > 1 && utf8_script(cp) == SCRIPT_OTHER;
}

/* #[[tag with spaces]] */
static uint32_t scan_page_tag(struct scanner *sc, uint32_t at)
{
    uint32_t text = at + 3;
    uint32_t end = text;
    while (end < sc->end && end - text < TAG_MAX && !strchr("[]\n", sc->s.p[end]))
        end++;
    if (end == text || !bytes_at(sc->s, end, STR("]]")))
        return at + 1;
    (void)span_add(sc, SPAN_TAG, at, end + 2, text, end);
    mask_set(sc->b, at, text, MASK_MARKUP);
    mask_set(sc->b, end, end + 2, MASK_MARKUP);
    return end + 2;
}

uint32_t scan_hash(struct scanner *sc, uint32_t at)
{
    if (!may_begin_tag(sc, at))
        return at + 1;
    if (bytes_at(sc->s, at, STR("#[[")))
        return scan_page_tag(sc, at);
    uint32_t end = at + 1;
    bool has_letter = false;
    size_t n;
    while (end < sc->end && end - at < TAG_MAX && (n = tag_character(sc->s, end)) > 0) {
        has_letter |= is_letter(sc->s.p[end]) || n > 1;
        end += (uint32_t)n;
    }
    if (!has_letter)
        return end;
    while (sc->s.p[end - 1] == '/' || sc->s.p[end - 1] == '-')
        end--;
    (void)span_add(sc, SPAN_TAG, at, end, at + 1, end);
    mask_set(sc->b, at, at + 1, MASK_MARKUP);
    return end;
}

/* ---- bare URLs ---- */

static bool is_url_byte(char c)
{
    return is_alnum(c) || (c && strchr("-._~:/?#@!$&'()*+,;=%", c));
}

/* End of the URL that begins at `at`: ASCII only, so that it stops at Chinese text and full-width
 * brackets; at an unbalanced ")"; without the punctuation of the sentence. */
static uint32_t url_end(const struct scanner *sc, uint32_t at)
{
    uint32_t depth = 0;
    uint32_t end = at;
    for (; end < sc->end && is_url_byte(sc->s.p[end]); end++) {
        char c = sc->s.p[end];
        if (c == ')' && depth == 0)
            break;
        depth += c == '(';
        depth -= c == ')';
    }
    while (end > at && strchr(".,;:!?'*_~", sc->s.p[end - 1]))
        end--;
    return end;
}

/* Where the scheme begins whose "//" stands at `at`, also after a full-width colon or none at all;
 * `at` when there is no scheme. */
static uint32_t scheme_begin(const struct scanner *sc, uint32_t at, bool *is_broken)
{
    static const struct str schemes[] = {STR_INIT("https"), STR_INIT("http"), STR_INIT("ftp"),
                                         STR_INIT("file"), STR_INIT("zotero")};
    uint32_t colon = at;
    if (colon > sc->floor && sc->s.p[colon - 1] == ':')
        colon -= 1;
    else if (colon >= sc->floor + 3 && bytes_at(sc->s, colon - 3, STR("：")))
        colon -= 3;
    *is_broken = at - colon != 1;
    for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
        size_t n = schemes[i].n;
        if (colon >= sc->floor + n && str_eq_ci(str_sub(sc->s, colon - n, colon), schemes[i]) &&
            (i < 2 || !*is_broken))
            return colon - (uint32_t)n;
    }
    return at;
}

/* "https：//host" and "https//host" with the colon they lack. */
static struct str repaired_url(struct arena *a, struct str url, uint32_t scheme, uint32_t slashes)
{
    char *p = arena_alloc(a, url.n + 1);
    struct str rest = str_from_pos(url, slashes);
    memcpy(p, url.p, scheme);
    p[scheme] = ':';
    memcpy(p + scheme + 1, rest.p, rest.n);
    return str_of(p, scheme + 1 + rest.n);
}

uint32_t scan_slash(struct scanner *sc, uint32_t at)
{
    if (at + 2 >= sc->end || sc->s.p[at + 1] != '/' || !is_alnum(sc->s.p[at + 2]))
        if (!bytes_at(sc->s, at, STR("///")))
            return at + 1;
    bool is_broken;
    uint32_t begin = scheme_begin(sc, at, &is_broken);
    if (begin == at || at < sc->anchor_until)
        return at + 2;
    uint32_t end = url_end(sc, at);
    if (end <= at + 2)
        return at + 2;
    struct span *span = span_add(sc, SPAN_URL, begin, end, begin, end);
    span->target = str_sub(sc->s, begin, end);
    if (is_broken) {
        uint32_t scheme = begin;
        while (scheme < at && is_letter(sc->s.p[scheme]))
            scheme++;
        span->target = repaired_url(sc->b->a, span->target, scheme - begin, at - begin);
    } else {
        span->target = target_decode(sc->b->a, span->target, false);
    }
    mask_set(sc->b, begin, end, MASK_URL);
    sc->floor = end;
    return end;
}
