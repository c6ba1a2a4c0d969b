#include "base/fold.h"

#include <utf8proc.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/han_variants.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#define SLUG_MAX 80

uint32_t fold_han(uint32_t cp)
{
    if (cp / HAN_PAGE >= han_pages_n)
        return cp;
    size_t low = han_pages[cp / HAN_PAGE];
    size_t high = han_pages[cp / HAN_PAGE + 1];
    size_t end = high;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (han_variants[mid].from < cp)
            low = mid + 1;
        else
            high = mid;
    }
    return low < end && han_variants[low].from == cp ? han_variants[low].to : cp;
}

/* Hangul stays whole although NFKC would decompose it first: utf8proc is asked per code point. */
static void fold_codepoint(struct strbuf *out, uint32_t cp)
{
    if (utf8_script(cp) == SCRIPT_HAN) {
        strbuf_add_codepoint(out, fold_han(cp));
        return;
    }
    if (utf8_script(cp) == SCRIPT_HANGUL) {
        strbuf_add_codepoint(out, cp);
        return;
    }
    utf8proc_int32_t parts[24]; /* the longest compatibility decomposition has 18 */
    int boundary = 0;
    utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 24,
                                UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                    UTF8PROC_STRIPMARK | UTF8PROC_IGNORE | UTF8PROC_STRIPNA,
                                &boundary);
    for (utf8proc_ssize_t i = 0; i < n && i < 24; i++)
        strbuf_add_codepoint(out, fold_han((uint32_t)parts[i]));
}

static bool is_ascii(char c)
{
    return (unsigned char)c < 0x80;
}

static bool is_all_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_ascii(s.p[i]))
            return false;
    return true;
}

void fold_append(struct strbuf *out, struct str s)
{
    strbuf_reserve(out, s.n);
    size_t i = 0;
    while (i < s.n) {
        if (is_ascii(s.p[i])) {
            char c = s.p[i++];
            strbuf_add_byte(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
            continue;
        }
        size_t len;
        uint32_t cp = utf8_decode(s, i, &len);
        i += len;
        if (cp == UTF8_BAD)
            strbuf_add_byte(out, ' ');
        else
            fold_codepoint(out, cp);
    }
}

struct str fold_text(struct arena *a, struct str s)
{
    if (is_all_ascii(s))
        return str_lower(a, s);
    STRBUF_SCOPE(out);
    fold_append(&out, s);
    return str_copy(a, strbuf_view(&out));
}

static bool ends(const char *w, size_t n, struct str suffix)
{
    return str_ends(str_of(w, n), suffix);
}

/* Words that only look like plurals. */
static bool is_false_plural(const char *w, size_t n)
{
    static const struct str words[] = {
        STR_INIT("analysis"), STR_INIT("atlas"),   STR_INIT("bias"),       STR_INIT("bayes"),
        STR_INIT("canvas"),   STR_INIT("chaos"),   STR_INIT("corps"),      STR_INIT("cosmos"),
        STR_INIT("gas"),      STR_INIT("lens"),    STR_INIT("kubernetes"), STR_INIT("mers"),
        STR_INIT("news"),     STR_INIT("pandas"),  STR_INIT("physics"),    STR_INIT("postgres"),
        STR_INIT("sars"),     STR_INIT("series"),  STR_INIT("species"),    STR_INIT("texas"),
        STR_INIT("thanks"),   STR_INIT("windows"),
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (words[i].n == n && memcmp(words[i].p, w, n) == 0)
            return true;
    return false;
}

/* "ss", "us", "is", "os", "as", "ics". */
static bool keeps_final_s(const char *w, size_t n)
{
    char before = w[n - 2];
    return before == 's' || before == 'u' || before == 'i' || before == 'o' || before == 'a' ||
           ends(w, n, STR("ics")) || is_false_plural(w, n);
}

static size_t without_plural(char *w, size_t n)
{
    if (n <= 3 || w[n - 1] != 's' || keeps_final_s(w, n))
        return n;
    if (ends(w, n, STR("ies"))) {
        if (n <= 4)
            return n - 1; /* ties, pies */
        w[n - 3] = 'y';
        return n - 2;
    }
    if (ends(w, n, STR("sses")) || ends(w, n, STR("xes")) || ends(w, n, STR("ches")) ||
        ends(w, n, STR("shes")))
        return n - 2;
    return n - 1;
}

size_t fold_singular(char *word, size_t n)
{
    n = without_plural(word, n);
    if (n > 7 && ends(word, n, STR("isation")))
        word[n - 6] = 'z';
    return n;
}

/* One word or one character of a key, with its separator before it. */
static void add_piece(struct strbuf *key, char *p, size_t n, bool word)
{
    if (key->n)
        strbuf_add_byte(key, ' ');
    strbuf_add(key, p, word ? fold_singular(p, n) : n);
}

/* End of the run of the script at `i`; Han and kana stand alone. */
static size_t piece_end(struct str s, size_t i, enum script script)
{
    size_t len;
    (void)utf8_decode(s, i, &len);
    size_t end = i + len;
    if (script == SCRIPT_HAN)
        return end;
    while (end < s.n && utf8_script(utf8_decode(s, end, &len)) == script)
        end += len;
    return end;
}

/* A key is no longer than its text: a byte stands between two words. */
static struct str ascii_key(struct arena *a, struct str s)
{
    char *key = arena_array_raw(a, s.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!ascii_is_alnum(s.p[i]))
            continue;
        if (n)
            key[n++] = ' ';
        char *word = key + n;
        for (; i < s.n && ascii_is_alnum(s.p[i]); i++)
            key[n++] = ascii_lower(s.p[i]);
        n = (size_t)(word - key) + fold_singular(word, (size_t)(key + n - word));
    }
    key[n] = '\0';
    return str_of(key, n);
}

struct str fold_key(struct arena *a, struct str s)
{
    if (is_all_ascii(s))
        return ascii_key(a, s);
    STRBUF_SCOPE(folded);
    STRBUF_SCOPE(key);
    fold_append(&folded, s);
    struct str f = strbuf_view(&folded);
    for (size_t i = 0; i < f.n;) {
        size_t len;
        enum script script = utf8_script(utf8_decode(f, i, &len));
        if (script == SCRIPT_SPACE || script == SCRIPT_OTHER) {
            i += len;
            continue;
        }
        size_t end = piece_end(f, i, script);
        add_piece(&key, folded.p + i, end - i, script == SCRIPT_WORD);
        i = end;
    }
    return str_copy(a, strbuf_view(&key));
}

static bool is_wide(struct str s, size_t i)
{
    size_t len;
    enum script script = utf8_script(utf8_decode(s, i, &len));
    return script == SCRIPT_HAN || script == SCRIPT_KANA;
}

struct str fold_slug(struct arena *a, struct str s)
{
    struct str key = fold_key(a, s);
    STRBUF_SCOPE(slug);
    for (size_t i = 0; i < key.n;) {
        size_t len;
        (void)utf8_decode(key, i, &len);
        if (slug.n + len > SLUG_MAX)
            break;
        if (key.p[i] != ' ')
            strbuf_add(&slug, key.p + i, len);
        else if (!(is_wide(key, i - 1 > 0 ? utf8_prev(key, i) : 0) && is_wide(key, i + 1)))
            strbuf_add_byte(&slug, '-');
        i += len;
    }
    if (slug.n && slug.p[slug.n - 1] == '-')
        strbuf_truncate(&slug, slug.n - 1);
    return str_copy(a, strbuf_view(&slug));
}
