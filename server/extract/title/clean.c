#include "base/strbuf.h"
#include "base/utf8.h"
#include "extract/title/peel_internal.h"

#define FILE_WORDS_MIN 3 /* words of a name joined by '_' */

/* One thing that may stand beside a title; true when it was there and has been taken off. */
struct peel {
    bool (*off)(struct cleaning *c);
};

static const struct peel peels[] = {
    {peel_shortcode},    {peel_bullet},           {peel_number},       {peel_date},
    {peel_year},         {peel_front_bracket},    {peel_front_tag},    {peel_label},
    {peel_citation_key}, {peel_front_identifier}, {peel_title_marks},  {peel_quotes},
    {peel_et_al},        {peel_end_bracket},      {peel_middle_et_al}, {peel_journal_volume},
    {peel_handle},       {peel_final_mark},       {peel_file_ending},  {peel_glued_host},
    {peel_site_name},    {peel_identifier},       {peel_end_tag},      {peel_organisation},
    {peel_by},           {peel_ending},           {peel_remark},       {peel_lead},
};

static void peel_all(struct cleaning *c)
{
    for (size_t i = 0; i < ARRAY_LEN(peels) && c->s.n > 0;)
        i = peels[i].off(c) ? 0 : i + 1;
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
