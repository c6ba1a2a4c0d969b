#include "base/fold.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "extract/title/title_internal.h"

#define TITLE_WORDS_MIN   3 /* EXTRACTION.md 2.7, rule 3 */
#define TITLE_LETTERS_MIN 12
#define TITLE_HAN_MIN     6
#define INITIALS_MIN      3
#define INITIALS_MAX      8

static const char *const greek_names[] = {
    "alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",   "theta", "iota",
    "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",    "rho",   "sigma",
    "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega",
};

static const char *greek_name(uint32_t cp)
{
    if (cp >= 0x391 && cp <= 0x3A9)
        return greek_names[cp - 0x391];
    if (cp >= 0x3B1 && cp <= 0x3C9)
        return greek_names[cp - 0x3B1];
    return cp == 0x3D5 ? "phi" : cp == 0x3F5 ? "epsilon" : NULL;
}

/* Signs that are read as words; apostrophes go without a trace. */
static void spell(struct strbuf *out, struct str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t len;
        uint32_t cp = utf8_decode(s, i, &len);
        const char *greek = greek_name(cp);
        bool inside = i > 0 && ascii_is_alnum(s.p[i - 1]);
        if (greek)
            strbuf_add_cstr(out, greek);
        else if (cp == '&')
            strbuf_add_cstr(out, " and ");
        else if (cp == '+' && (inside || (i > 0 && s.p[i - 1] == '+')))
            strbuf_add_cstr(out, "plus");
        else if (cp != '\'')
            strbuf_add(out, s.p + i, len);
        i += len;
    }
}

static struct str fold_plain(struct str plain, struct arena *a)
{
    STRBUF_SCOPE(spelled);
    spell(&spelled, plain);
    return fold_key(a, strbuf_view(&spelled));
}

static struct str fold_title(struct str s, struct arena *a)
{
    return s.n ? fold_plain(title_plain(s, a), a) : STR_EMPTY;
}

static struct str without_spaces(struct str s, struct arena *a)
{
    char *out = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ')
            out[n++] = s.p[i];
    return str_of(out, n);
}

/* First letters of the content words: "contrastive predictive coding" gives "cpc". */
static struct str initials_of(struct str folded, struct arena *a)
{
    char letters[INITIALS_MAX];
    size_t n = 0;
    struct str word;
    for (size_t i = 0; next_word(folded, &i, &word) > 0;) {
        if (title_word_is_function(word))
            continue;
        if (n == INITIALS_MAX || !ascii_is_alpha(word.p[0]))
            return STR_EMPTY;
        letters[n++] = word.p[0];
    }
    return n >= INITIALS_MIN ? str_copy(a, str_of(letters, n)) : STR_EMPTY;
}

void title_keys(struct str title, struct str short_name, struct arena *a, struct title_keys *out)
{
    struct str plain = title_plain(title, a);
    *out = (struct title_keys){.full = fold_plain(plain, a)};
    struct str name;
    struct str rest;
    if (title_split_short(plain, &name, &rest)) {
        out->tail = fold_title(rest, a);
        if (short_name.n == 0)
            short_name = name;
    }
    out->joined = without_spaces(out->full, a);
    out->initials = initials_of(out->tail.n > 0 ? out->tail : out->full, a);
    out->short_key = without_spaces(fold_title(short_name, a), a);
}

bool title_is_distinctive(struct str full_key)
{
    size_t han = count_han(full_key);
    size_t words = count_words(full_key) - han;
    size_t letters = full_key.n;
    for (size_t i = 0; i < full_key.n; i++)
        letters -= full_key.p[i] == ' ';
    bool is_long = han > 0 ? han + 2 * words >= TITLE_HAN_MIN
                           : words >= TITLE_WORDS_MIN || letters >= TITLE_LETTERS_MIN;
    return is_long && !title_is_common(full_key);
}
