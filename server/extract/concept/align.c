/* Does a short form abbreviate a long one? Letters of the short form are aligned with the words of
 * the long form (after Schwartz and Hearst, 2003), first by initials, then by letters inside words. */
#include "base/ascii.h"
#include "extract/concept/concept_internal.h"

/* Words of the long form between two that the short form uses. */
#define SKIPPED_MAX 2
/* In hundredths: letters of the short form that stand at the begin of a word. */
#define INITIALS_MIN 60

struct alignment {
    const struct finder *finder;
    char letters[16]; /* of the short form, lower case */
    size_t n_letters;
};

static bool read_letters(const struct finder *f, struct str short_form, struct alignment *out)
{
    out->finder = f;
    out->n_letters = 0;
    for (size_t i = 0; i < short_form.n; i++) {
        if (!ascii_is_alnum(short_form.p[i]))
            continue;
        if (out->n_letters == sizeof(out->letters))
            return false;
        out->letters[out->n_letters++] = ascii_lower(short_form.p[i]);
    }
    /* the plural of the short form is none of its letters */
    if (out->n_letters > 2 && short_form.p[short_form.n - 1] == 's' &&
        ascii_is_upper(short_form.p[short_form.n - 2]))
        out->n_letters--;
    return out->n_letters >= 2;
}

static char first_letter(const struct finder *f, size_t i)
{
    return f->tokens[i].fold.n ? f->tokens[i].fold.p[0] : '\0';
}

static bool is_skippable(const struct finder *f, size_t i)
{
    return phrase_token_flags(f, i) & PHRASE_STOP;
}

/* First word of the run of initials that ends before `end`, or SIZE_MAX. */
static size_t initials_backward(const struct alignment *a, size_t least, size_t end)
{
    size_t i = end;
    for (size_t letter = a->n_letters; letter > 0; letter--) {
        while (i > least && first_letter(a->finder, i - 1) != a->letters[letter - 1] &&
               letter < a->n_letters && is_skippable(a->finder, i - 1))
            i--;
        if (i <= least || first_letter(a->finder, i - 1) != a->letters[letter - 1])
            return SIZE_MAX;
        i--;
    }
    return i;
}

static size_t initials_forward(const struct alignment *a, size_t begin, size_t most)
{
    size_t i = begin;
    for (size_t letter = 0; letter < a->n_letters; letter++) {
        while (i < most && first_letter(a->finder, i) != a->letters[letter] && letter > 0 &&
               is_skippable(a->finder, i))
            i++;
        if (i >= most || first_letter(a->finder, i) != a->letters[letter])
            return SIZE_MAX;
        i++;
    }
    return i;
}

/* Aligns from word `begin` on, greedily: the next letter begins one of the next words, or stands
 * later in the word of the last one. Gives the end of the long form, or SIZE_MAX. */
static size_t letters_forward(const struct alignment *a, size_t begin, size_t most)
{
    const struct finder *f = a->finder;
    if (begin >= most || first_letter(f, begin) != a->letters[0])
        return SIZE_MAX;
    size_t word = begin;
    size_t at = 1;
    size_t initials = 1;
    for (size_t letter = 1; letter < a->n_letters; letter++) {
        size_t next = word + 1;
        while (next < most && next - word <= SKIPPED_MAX + 1 &&
               first_letter(f, next) != a->letters[letter])
            next++;
        struct str fold = f->tokens[word].fold;
        size_t inside = str_find_byte(fold, a->letters[letter], at);
        if (next < most && next - word <= SKIPPED_MAX + 1) {
            word = next;
            at = 1;
            initials++;
        } else if (inside != SIZE_MAX) {
            at = inside + 1;
        } else {
            return SIZE_MAX;
        }
    }
    return initials * 100 >= INITIALS_MIN * a->n_letters ? word + 1 : SIZE_MAX;
}

size_t align_backward(const struct finder *f, struct str short_form, size_t least, size_t end)
{
    struct alignment a;
    if (!read_letters(f, short_form, &a))
        return SIZE_MAX;
    size_t begin = initials_backward(&a, least, end);
    for (size_t i = end; begin == SIZE_MAX && i > least; i--)
        if (letters_forward(&a, i - 1, end) == end)
            begin = i - 1;
    return begin;
}

size_t align_forward(const struct finder *f, struct str short_form, size_t begin, size_t most)
{
    struct alignment a;
    if (!read_letters(f, short_form, &a))
        return SIZE_MAX;
    while (begin < most && is_skippable(f, begin) && first_letter(f, begin) != a.letters[0])
        begin++;
    size_t end = initials_forward(&a, begin, most);
    return end != SIZE_MAX ? end : letters_forward(&a, begin, most);
}
