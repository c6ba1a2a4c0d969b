#include "store/search/snippet_internal.h"

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "store/search/search_token_internal.h"

#define MATCHES_MAX   400 /* looked at; a text that has more shows one of the first */
#define WINDOW_BYTES  160 /* from the first to the last match of a snippet */
#define CONTEXT_BYTES 60  /* before the first match */
#define SNIPPET_BYTES 240

struct match {
    size_t begin, end;
    uint32_t word; /* bit of the word that matched */
};

struct finder {
    const struct search_terms *terms;
    struct arena *arena;
    VEC(struct match) matches;
};

static int keep_match(void *context, const struct search_token *t)
{
    struct finder *f = context;
    uint32_t bit = search_terms_match(f->terms, t->text);
    if (!bit)
        return 0;
    *vec_push(f->arena, &f->matches) = (struct match){t->begin, t->end, bit};
    return f->matches.n == MATCHES_MAX;
}

static struct finder find_matches(struct str text, const struct search_terms *terms,
                                  struct arena *a)
{
    struct finder f = {.terms = terms, .arena = a};
    (void)search_token_each(text, false, keep_match, &f);
    return f;
}

static int count_words_from(const struct finder *f, size_t first)
{
    uint32_t seen = 0;
    size_t limit = f->matches.items[first].begin + WINDOW_BYTES;
    for (size_t i = first; i < f->matches.n && f->matches.items[i].end <= limit; i++)
        seen |= f->matches.items[i].word;
    return __builtin_popcount(seen);
}

/* The match from which a window holds the most different words; the earliest of equals. */
static size_t best_window(const struct finder *f)
{
    size_t best = 0;
    int most = 0;
    for (size_t i = 0; i < f->matches.n; i++) {
        int n = count_words_from(f, i);
        if (n > most) {
            most = n;
            best = i;
        }
    }
    return best;
}

static size_t at_character(struct str text, size_t i)
{
    while (i > 0 && i < text.n && ((unsigned char)text.p[i] & 0xC0) == 0x80)
        i--;
    return i < text.n ? i : text.n;
}

/* Some bytes before the match, but not into the middle of a Latin word. */
static size_t begin_of_snippet(struct str text, size_t match)
{
    size_t i = at_character(text, match > CONTEXT_BYTES ? match - CONTEXT_BYTES : 0);
    if (i == 0 || (unsigned char)text.p[i] >= 0x80)
        return i;
    for (size_t k = i; k < match; k++)
        if (text.p[k] == ' ' || text.p[k] == '\n')
            return k + 1;
    return i;
}

static void add_character(struct strbuf *out, struct str text, size_t i, size_t len)
{
    unsigned char c = (unsigned char)text.p[i];
    if (c > ' ' && c != 0x7F)
        strbuf_add(out, text.p + i, len);
    else if (out->n && out->p[out->n - 1] != ' ')
        strbuf_add_byte(out, ' ');
}

/* Pairs of characters overlap: a match that begins inside the last one only makes it longer. */
static struct str write_marked(struct str text, size_t begin, size_t end, const struct finder *f,
                               struct arena *a)
{
    STRBUF_SCOPE(out);
    size_t next = 0;
    size_t open_until = 0;
    bool is_open = false;
    for (size_t i = begin, len; i < end; i += len) {
        if (is_open && i >= open_until) {
            strbuf_add_byte(&out, SNIPPET_END);
            is_open = false;
        }
        for (; next < f->matches.n && f->matches.items[next].begin <= i; next++) {
            const struct match *m = &f->matches.items[next];
            if (m->begin == i && !is_open)
                strbuf_add_byte(&out, SNIPPET_BEGIN);
            is_open = is_open || m->begin == i;
            open_until = m->begin == i && m->end > open_until ? m->end : open_until;
        }
        (void)utf8_decode(text, i, &len);
        add_character(&out, text, i, len);
    }
    if (is_open)
        strbuf_add_byte(&out, SNIPPET_END);
    return str_copy(a, str_trim(strbuf_view(&out)));
}

static int64_t line_of(struct str text, size_t at)
{
    int64_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += text.p[i] == '\n';
    return line;
}

struct snippet snippet_of_text(struct str text, const struct search_terms *terms, struct arena *a)
{
    struct finder f = find_matches(text, terms, a);
    if (!f.matches.n)
        return (struct snippet){STR_EMPTY, 0};
    size_t match = f.matches.items[best_window(&f)].begin;
    size_t begin = begin_of_snippet(text, match);
    size_t end = at_character(text, begin + SNIPPET_BYTES);
    return (struct snippet){write_marked(text, begin, end, &f, a), line_of(text, match)};
}

struct str snippet_mark(struct str text, const struct search_terms *terms, struct arena *a)
{
    struct finder f = find_matches(text, terms, a);
    return f.matches.n ? write_marked(text, 0, text.n, &f, a) : STR_EMPTY;
}
