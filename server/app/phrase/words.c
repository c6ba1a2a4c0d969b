#include "app/phrase/phrase_internal.h"
#include "base/ascii.h"
#include "base/fold.h"
#include "base/utf8.h"

static const struct phrase_word words[] = {
#define WORD(kind, value, text) {WORD_##kind, STR_INIT(value), STR_INIT(text)},
#include "app/phrase/words.def"
#undef WORD
};

static uint32_t plain(uint32_t cp)
{
    if (cp >= 'A' && cp <= 'Z')
        return cp - 'A' + 'a';
    return fold_han(cp);
}

static bool is_word_byte(struct str s, size_t i)
{
    return i < s.n && (ascii_is_alnum(s.p[i]) || s.p[i] == '_');
}

/* A Latin word ends at a border (no "on" in "on-policy"), and any white space stands for one space. */
size_t phrase_match(struct str phrase, size_t at, struct str text)
{
    size_t i = at, k = 0, n, m;
    while (k < text.n) {
        if (i >= phrase.n || plain(utf8_decode(phrase, i, &n)) != plain(utf8_decode(text, k, &m)))
            return 0;
        i += n;
        k += m;
        while (text.p[k - 1] == ' ' && i < phrase.n && ascii_is_space(phrase.p[i]))
            i++;
    }
    bool runs_on = is_word_byte(phrase, i) ||
                   (i < phrase.n && phrase.p[i] == '-' && is_word_byte(phrase, i + 1));
    if (is_word_byte(text, text.n - 1) && runs_on)
        return 0;
    return i - at;
}

const struct phrase_word *phrase_word_at(struct str phrase, size_t at, enum phrase_kind kind,
                                         size_t *length)
{
    const struct phrase_word *best = NULL;
    *length = 0;
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        bool is_wanted = kind == WORD_NONE ? words[i].kind < WORD_VERB : words[i].kind == kind;
        size_t n = is_wanted ? phrase_match(phrase, at, words[i].text) : 0;
        if (n > *length) {
            *length = n;
            best = &words[i];
        }
    }
    return best;
}

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return false;
    return true;
}

struct str phrase_word_text(enum phrase_kind kind, struct str value, enum language language)
{
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (words[i].kind == kind && str_eq(words[i].value, value) &&
            is_ascii(words[i].text) == (language == LANGUAGE_EN))
            return words[i].text;
    return STR_EMPTY;
}
