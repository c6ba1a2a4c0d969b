#include "store/search/search_terms_internal.h"

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "store/search/search_token_internal.h"

#define PREFIX_MIN 2 /* bytes: a single letter begins too many words */

struct part {
    size_t first, n; /* tokens */
    bool is_excluded, is_quoted;
    bool is_prefix; /* its last token may go on */
};

struct reader {
    struct arena *arena;
    struct str text;
    size_t at;
    VEC(struct search_token) tokens;
    VEC(struct part) parts;
};

/* ---- parts ---- */

static bool is_quote(uint32_t cp)
{
    return cp == '"' || cp == 0x201C || cp == 0x201D || cp == 0xFF02;
}

/* Blanks and the punctuation of Chinese and Japanese, which is written without blanks. */
static bool is_border(uint32_t cp)
{
    enum script script = utf8_script(cp);
    return script == SCRIPT_SPACE || is_quote(cp) || (script == SCRIPT_OTHER && cp >= 0x2E80);
}

static size_t skip_border(const struct reader *r, size_t i)
{
    for (size_t len; i < r->text.n; i += len) {
        uint32_t cp = utf8_decode(r->text, i, &len);
        if (is_quote(cp) || !is_border(cp))
            break;
    }
    return i;
}

static size_t end_of_part(const struct reader *r, size_t i)
{
    for (size_t len; i < r->text.n; i += len)
        if (is_border(utf8_decode(r->text, i, &len)))
            break;
    return i;
}

static size_t end_of_quote(const struct reader *r, size_t i)
{
    for (size_t len; i < r->text.n; i += len)
        if (is_quote(utf8_decode(r->text, i, &len)))
            break;
    return i;
}

static int keep_token(void *context, const struct search_token *t)
{
    struct reader *r = context;
    if (r->tokens.n == SEARCH_TOKENS_MAX)
        return 1;
    struct search_token *kept = vec_push(r->arena, &r->tokens);
    *kept = *t;
    kept->text = str_copy(r->arena, t->text);
    return 0;
}

static void add_part(struct reader *r, struct str text, bool is_excluded, bool is_quoted)
{
    size_t first = r->tokens.n;
    (void)search_token_each(text, true, keep_token, r);
    size_t n = r->tokens.n - first;
    if (n)
        *vec_push(r->arena, &r->parts) = (struct part){first, n, is_excluded, is_quoted, false};
}

/* One part from `r->at`, which is no blank; moves on behind it. */
static void read_part(struct reader *r)
{
    bool is_excluded = r->text.p[r->at] == '-' && r->at + 1 < r->text.n;
    size_t begin = r->at + is_excluded;
    size_t len;
    bool is_quoted = is_quote(utf8_decode(r->text, begin, &len));
    if (is_quoted)
        begin += len;
    size_t end = is_quoted ? end_of_quote(r, begin) : end_of_part(r, begin);
    add_part(r, str_sub(r->text, begin, end), is_excluded, is_quoted);
    r->at = end;
    if (is_quoted && end < r->text.n) {
        (void)utf8_decode(r->text, end, &len);
        r->at = end + len;
    }
}

static struct str without_tail(struct str s)
{
    if (s.n <= SEARCH_BYTES_MAX)
        return s;
    size_t n = SEARCH_BYTES_MAX;
    while (n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    return str_of(s.p, n);
}

static void read_parts(struct reader *r)
{
    for (r->at = skip_border(r, 0); r->at < r->text.n; r->at = skip_border(r, r->at))
        read_part(r);
}

/* ---- prefixes ---- */

static bool ends_open(struct str text)
{
    if (!text.n)
        return false;
    size_t len;
    return !is_border(utf8_decode(text, utf8_prev(text, text.n), &len));
}

/* A single character stands for all pairs that it begins; the last word may be unfinished. */
static void mark_prefixes(struct reader *r, bool prefix)
{
    for (size_t i = 0; i < r->parts.n; i++) {
        struct part *part = &r->parts.items[i];
        const struct search_token *last = &r->tokens.items[part->first + part->n - 1];
        bool is_open = prefix && i + 1 == r->parts.n && ends_open(r->text);
        part->is_prefix = last->is_single || (is_open && last->text.n >= PREFIX_MIN);
    }
}

/* ---- expressions ---- */

static void add_token(struct strbuf *b, struct str token, bool is_prefix)
{
    strbuf_add_byte(b, '"');
    strbuf_add_str(b, token); /* letters and digits only: nothing to escape */
    strbuf_add_cstr(b, is_prefix ? "\" *" : "\"");
}

static void add_phrase(struct strbuf *b, const struct reader *r, const struct part *part)
{
    for (size_t i = 0; i < part->n; i++) {
        if (i)
            strbuf_add_cstr(b, " + ");
        bool is_last = i + 1 == part->n;
        add_token(b, r->tokens.items[part->first + i].text, is_last && part->is_prefix);
    }
}

static void add_tokens(struct strbuf *b, const struct reader *r, const struct part *part,
                       const char *joint)
{
    for (size_t i = 0; i < part->n; i++) {
        const struct search_token *t = &r->tokens.items[part->first + i];
        if (i)
            strbuf_add_cstr(b, joint);
        bool is_last = i + 1 == part->n;
        add_token(b, t->text, t->is_single || (is_last && part->is_prefix));
    }
}

static void add_any_token(struct strbuf *b, const struct reader *r, const struct part *part)
{
    add_tokens(b, r, part, " OR ");
}

static void add_all_tokens(struct strbuf *b, const struct reader *r, const struct part *part)
{
    if (part->is_quoted)
        add_phrase(b, r, part);
    else
        add_tokens(b, r, part, " AND ");
}

typedef void (*part_writer)(struct strbuf *b, const struct reader *r, const struct part *part);

/* All parts that are (or are not) excluded, joined; false when there are none. */
static bool add_parts(struct strbuf *b, const struct reader *r, bool excluded, const char *joint,
                      part_writer write)
{
    size_t n = 0;
    for (size_t i = 0; i < r->parts.n; i++) {
        if (r->parts.items[i].is_excluded != excluded)
            continue;
        strbuf_add_cstr(b, n++ ? joint : "(");
        write(b, r, &r->parts.items[i]);
    }
    if (n)
        strbuf_add_byte(b, ')');
    return n > 0;
}

static struct str write_expression(const struct reader *r, const char *joint, part_writer write)
{
    STRBUF_SCOPE(wanted);
    STRBUF_SCOPE(excluded);
    if (!add_parts(&wanted, r, false, joint, write))
        return STR_EMPTY;
    if (add_parts(&excluded, r, true, " OR ", add_phrase)) {
        strbuf_add_cstr(&wanted, " NOT ");
        strbuf_add_str(&wanted, strbuf_view(&excluded));
    }
    return str_copy(r->arena, strbuf_view(&wanted));
}

static void list_words(const struct reader *r, struct search_terms *out)
{
    out->words = ARENA_ARRAY(r->arena, struct search_word, r->tokens.n);
    for (size_t i = 0; i < r->parts.n; i++) {
        const struct part *part = &r->parts.items[i];
        for (size_t k = 0; k < part->n && !part->is_excluded; k++) {
            const struct search_token *t = &r->tokens.items[part->first + k];
            bool is_open = k + 1 == part->n && part->is_prefix;
            out->words[out->n_words++] = (struct search_word){t->text, is_open};
        }
    }
}

struct search_terms search_terms_read(struct str text, bool prefix, struct arena *a)
{
    struct reader r = {.arena = a, .text = without_tail(text)};
    struct search_terms out = {0};
    read_parts(&r);
    mark_prefixes(&r, prefix);
    out.all = write_expression(&r, " AND ", add_phrase);
    out.loose = write_expression(&r, " AND ", add_all_tokens);
    out.any = write_expression(&r, " OR ", add_any_token);
    list_words(&r, &out);
    out.only_excludes = r.parts.n > 0 && out.n_words == 0;
    return out;
}

uint32_t search_terms_match(const struct search_terms *terms, struct str token)
{
    for (size_t i = 0; i < terms->n_words; i++) {
        const struct search_word *w = &terms->words[i];
        if (w->is_prefix ? str_starts(token, w->text) : str_eq(token, w->text))
            return (uint32_t)1 << i;
    }
    return 0;
}
