#include "store/search/search_token_internal.h"

#include "base/fold.h"
#include "base/strbuf.h"
#include "base/utf8.h"

struct scan {
    struct str text;
    bool is_question;
    search_token_sink sink;
    void *context;
    struct strbuf folded;
    int rc;
};

static enum script script_at(struct str s, size_t i, size_t *len)
{
    return utf8_script(utf8_decode(s, i, len));
}

static bool is_cjk(enum script script)
{
    return script == SCRIPT_HAN || script == SCRIPT_KANA || script == SCRIPT_HANGUL;
}

/* The longest beginning of at most `max` bytes that ends between two characters. */
static struct str cut(struct str s, size_t max)
{
    if (s.n <= max)
        return s;
    size_t n = max;
    while (n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    return str_of(s.p, n);
}

static void emit(struct scan *s, struct str text, size_t begin, size_t end, bool colocated,
                 bool single)
{
    struct search_token token = {text, begin, end, colocated, single};
    if (s->rc == 0 && text.n)
        s->rc = s->sink(s->context, &token);
}

/* ---- words ---- */

static bool is_ascii_word(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* Folding can bring signs into a word (½ becomes 1⁄2): without them the token reads back as itself. */
static void drop_signs(struct strbuf *b)
{
    struct str s = strbuf_view(b);
    size_t kept = 0;
    for (size_t i = 0, len; i < s.n; i += len) {
        enum script script = script_at(s, i, &len);
        if (script == SCRIPT_SPACE || script == SCRIPT_OTHER)
            continue;
        memmove(b->p + kept, b->p + i, len);
        kept += len;
    }
    strbuf_truncate(b, kept);
}

static void emit_word(struct scan *s, size_t begin, size_t end)
{
    struct str word = cut(str_sub(s->text, begin, end), SEARCH_TOKEN_MAX);
    strbuf_reset(&s->folded);
    fold_append(&s->folded, word);
    if (!is_ascii_word(word))
        drop_signs(&s->folded);
    struct str whole = cut(strbuf_view(&s->folded), SEARCH_TOKEN_MAX);
    if (!s->is_question)
        emit(s, whole, begin, end, false, false);
    char singular[SEARCH_TOKEN_MAX];
    if (whole.n)
        memcpy(singular, whole.p, whole.n);
    struct str one = str_of(singular, fold_singular(singular, whole.n));
    if (s->is_question || !str_eq(one, whole))
        emit(s, one, begin, end, !s->is_question, false);
}

static size_t scan_word(struct scan *s, size_t begin)
{
    size_t end = begin;
    for (size_t len; end < s->text.n; end += len)
        if (script_at(s->text, end, &len) != SCRIPT_WORD)
            break;
    emit_word(s, begin, end);
    return end;
}

/* ---- runs of Chinese, Japanese and Korean ---- */

/* `s->folded` holds the character before (from `prev_begin`, `prev_n` bytes) and the one at hand. */
static size_t scan_run(struct scan *s, size_t begin)
{
    size_t prev_begin = begin;
    size_t prev_n = 0;
    size_t n_characters = 0;
    size_t i = begin;
    strbuf_reset(&s->folded);
    for (size_t len; i < s->text.n && s->rc == 0; i += len) {
        if (!is_cjk(script_at(s->text, i, &len)))
            break;
        fold_append(&s->folded, str_sub(s->text, i, i + len));
        size_t n = s->folded.n - prev_n;
        if (n == 0)
            continue;
        if (prev_n)
            emit(s, strbuf_view(&s->folded), prev_begin, i + len, false, false);
        memmove(s->folded.p, s->folded.p + prev_n, n);
        strbuf_truncate(&s->folded, n);
        prev_begin = i;
        prev_n = n;
        n_characters++;
    }
    bool may_go_on = s->is_question && i == s->text.n && n_characters > 1;
    if (!may_go_on)
        emit(s, strbuf_view(&s->folded), prev_begin, i, false, true);
    return i;
}

static size_t scan_sign(struct scan *s, size_t i, size_t len)
{
    if (s->text.p[i] == SEARCH_NAME_BORDER && !s->is_question)
        emit(s, str_sub(s->text, i, i + 1), i, i + 1, false, false);
    return i + len;
}

int search_token_each(struct str text, bool is_question, search_token_sink sink, void *context)
{
    struct scan s = {text, is_question, sink, context, STRBUF_INIT, 0};
    for (size_t i = 0, len; i < text.n && s.rc == 0;) {
        enum script script = script_at(text, i, &len);
        if (script == SCRIPT_WORD)
            i = scan_word(&s, i);
        else
            i = is_cjk(script) ? scan_run(&s, i) : scan_sign(&s, i, len);
    }
    strbuf_release(&s.folded);
    return s.rc;
}
