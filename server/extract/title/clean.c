#include "base/strbuf.h"
#include "base/utf8.h"
#include "extract/title/peel_internal.h"

#define FILE_WORDS_MIN 3 /* words of a name joined by '_' */

/* What a text must show one of for a peel to find anything. */
enum sign {
    SIGN_FIRST_MARK = 1 << 0, /* the first byte is ASCII, but no letter and no digit */
    SIGN_FIRST_DIGIT = 1 << 1,
    SIGN_FIRST_WIDE = 1 << 2, /* not ASCII */
    SIGN_LAST_MARK = 1 << 3,
    SIGN_LAST_WIDE = 1 << 4,
    SIGN_DIGIT = 1 << 5, /* these anywhere */
    SIGN_WIDE = 1 << 6,
    SIGN_DOT = 1 << 7,
    SIGN_COLON = 1 << 8,
    SIGN_DASH = 1 << 9,    /* - | _ */
    SIGN_COMMA = 1 << 10,  /* , ; @ */
    SIGN_B_WORD = 1 << 11, /* a word that begins with b */
    SIGN_ANY = 1 << 12,
};

/* One thing that may stand beside a title; true when it was there and has been taken off. */
struct peel {
    bool (*off)(struct cleaning *c);
    unsigned signs; /* one of them is needed */
};

#define FIRST_ODD (SIGN_FIRST_MARK | SIGN_FIRST_WIDE)
#define LAST_ODD  (SIGN_LAST_MARK | SIGN_LAST_WIDE)

static const struct peel peels[] = {
    {peel_shortcode, SIGN_FIRST_MARK},
    {peel_bullet, FIRST_ODD},
    {peel_number, SIGN_FIRST_DIGIT | SIGN_FIRST_WIDE},
    {peel_date, SIGN_FIRST_DIGIT},
    {peel_year, SIGN_DIGIT},
    {peel_front_bracket, FIRST_ODD},
    {peel_front_tag, SIGN_DIGIT},
    {peel_label, SIGN_ANY},
    {peel_citation_key, SIGN_DIGIT},
    {peel_front_identifier, SIGN_DIGIT},
    {peel_title_marks, SIGN_WIDE},
    {peel_quotes, LAST_ODD},
    {peel_et_al, SIGN_ANY},
    {peel_end_bracket, LAST_ODD},
    {peel_middle_et_al, SIGN_COMMA},
    {peel_journal_volume, SIGN_DIGIT},
    {peel_handle, SIGN_COMMA},
    {peel_final_mark, LAST_ODD},
    {peel_file_ending, SIGN_DOT | SIGN_DASH},
    {peel_glued_host, SIGN_DOT},
    {peel_site_name, SIGN_DASH},
    {peel_identifier, SIGN_DIGIT},
    {peel_end_tag, SIGN_DIGIT | SIGN_DOT | SIGN_DASH | SIGN_COMMA},
    {peel_organisation, SIGN_DASH},
    {peel_by, SIGN_B_WORD},
    {peel_ending, SIGN_DASH | SIGN_COLON | SIGN_WIDE},
    {peel_remark, SIGN_WIDE},
    {peel_lead, SIGN_WIDE},
};

static unsigned sign_of(char c)
{
    switch (c) {
    case '.':
        return SIGN_DOT;
    case ':':
        return SIGN_COLON;
    case '-':
    case '|':
    case '_':
        return SIGN_DASH;
    case ',':
    case ';':
    case '@':
        return SIGN_COMMA;
    default:
        if ((unsigned char)c >= 0x80)
            return SIGN_WIDE;
        return ascii_is_digit(c) ? SIGN_DIGIT : 0;
    }
}

static unsigned sign_of_edge(char c, unsigned mark, unsigned wide)
{
    if ((unsigned char)c >= 0x80)
        return wide;
    return ascii_is_alnum(c) ? 0 : mark;
}

static unsigned signs_of(struct str s)
{
    unsigned signs = SIGN_ANY;
    if (s.n == 0)
        return signs;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' && i + 1 < s.n && ascii_lower(s.p[i + 1]) == 'b')
            signs |= SIGN_B_WORD;
        if (!ascii_is_alpha(s.p[i]))
            signs |= sign_of(s.p[i]);
    }
    signs |= sign_of_edge(s.p[0], SIGN_FIRST_MARK, SIGN_FIRST_WIDE);
    signs |= sign_of_edge(s.p[s.n - 1], SIGN_LAST_MARK, SIGN_LAST_WIDE);
    return ascii_is_digit(s.p[0]) ? signs | SIGN_FIRST_DIGIT : signs;
}

/* From the first peel again whenever one has changed the text. */
static void peel_all(struct cleaning *c)
{
    unsigned signs = signs_of(c->s);
    for (size_t i = 0; i < ARRAY_LEN(peels) && c->s.n > 0;) {
        bool is_off = (peels[i].signs & signs) && peels[i].off(c);
        i = is_off ? 0 : i + 1;
        if (is_off)
            signs = signs_of(c->s);
    }
}

/* "Kelley et al. 2018": a work named by its authors is left as it is. */
static bool take_author_year(struct cleaning *c)
{
    if (!str_has(c->s, STR("et al")) || !peel_take_authors(c, c->s))
        return false;
    c->title->text = c->s;
    return true;
}

static bool split_citation(struct cleaning *c)
{
    struct citation_parts parts;
    if (!title_split_citation(c->s, &parts))
        return false;
    peel_keep_first(&c->title->authors, str_sub(c->s, parts.authors_begin, parts.authors_end));
    peel_keep_tag(c, &(struct tag){parts.venue, parts.year});
    c->s = str_trim(str_sub(c->s, parts.title_begin, parts.title_end));
    return true;
}

/* "Wang_HAQ_Hardware-Aware_Quantization": the name of a file. */
static struct str spaced_file_name(struct str s, struct arena *a)
{
    if (str_find_byte(s, ' ', 0) != SIZE_MAX || str_find_byte(s, '/', 0) != SIZE_MAX)
        return s;
    STRBUF_SCOPE(out);
    size_t joints = 0;
    for (size_t i = 0; i < s.n; i++) {
        joints += s.p[i] == '_';
        strbuf_add_byte(&out, s.p[i] == '_' ? ' ' : s.p[i]);
    }
    return joints + 1 >= FILE_WORDS_MIN ? str_copy(a, strbuf_view(&out)) : s;
}

static bool is_address(struct str s)
{
    return str_has(s, STR("://")) || str_starts_ci(s, STR("www."));
}

static bool is_no_title(struct str s)
{
    size_t letters = 0;
    for (size_t i = 0; i < s.n;) {
        size_t len;
        enum script script = utf8_script(utf8_decode(s, i, &len));
        bool digit = ascii_is_digit(s.p[i]);
        letters += script != SCRIPT_SPACE && script != SCRIPT_OTHER && !digit;
        i += len;
    }
    return letters < 2 || is_address(s) || title_is_generic(s);
}

static void find_short_name(struct title *t)
{
    struct str rest;
    struct str name;
    if (t->short_name.n > 0)
        return;
    if (title_is_short_name(t->text))
        t->short_name = t->text;
    else if (title_split_short(t->text, &name, &rest))
        t->short_name = name;
}

void title_clean(struct str visible, struct arena *a, struct title *out)
{
    *out = (struct title){0};
    if (visible.n > TITLE_BYTES_MAX)
        return;
    struct cleaning c = {title_plain(visible, a), out, a};
    while (peel_file_ending(&c))
        continue;
    c.s = spaced_file_name(c.s, a);
    if (take_author_year(&c))
        return;
    peel_all(&c);
    if (split_citation(&c))
        peel_all(&c);
    if (is_no_title(c.s))
        return;
    out->text = c.s;
    find_short_name(out);
}
