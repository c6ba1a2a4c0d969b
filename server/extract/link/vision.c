/* Open access pages of the Computer Vision Foundation and of the ECVA. */
#include "extract/link/link_internal.h"

#define VENUE_BYTES_MAX 12

static bool is_word_of_letters(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_alpha(s.p[i]))
            return false;
    return s.n > 0 && s.n <= VENUE_BYTES_MAX;
}

/* Takes the last word off a name whose words are joined by '_'. */
static struct str pop_word(struct str *name)
{
    size_t at = name->n;
    while (at > 0 && name->p[at - 1] != '_')
        at--;
    struct str word = str_from_pos(*name, at);
    *name = str_sub(*name, 0, at > 0 ? at - 1 : 0);
    return word;
}

/* The author's family name stands first; the ECCV pages of 2018 have the given name before it. */
static void set_stem_hint(struct link_reading *r, struct str stem, struct str meeting)
{
    size_t names = str_eq(meeting, STR("eccv2018")) ? 2 : 1;
    for (size_t i = 0; i < names; i++) {
        size_t gap = str_find_byte(stem, '_', 0);
        stem = str_from_pos(stem, gap == SIZE_MAX ? stem.n : gap + 1);
    }
    link_set_title_hint(r, stem);
}

/* "Wang_HAQ_…_CVPR_2019_paper.pdf"; in 2013 to 2016 "…_2015_CVPR_paper.pdf". */
bool cvf_add_file(struct link_reading *r, struct str file)
{
    struct str stem = str_without_end(str_without_end(file, ".pdf"), ".html");
    struct str kind = pop_word(&stem);
    if (!str_eq(kind, STR("paper")) && !str_starts(kind, STR("supp")))
        return false;
    struct str year = pop_word(&stem);
    struct str venue = pop_word(&stem);
    if (year_of(venue)) {
        struct str swap = year;
        year = venue;
        venue = swap;
    }
    if (!year_of(year) || !is_word_of_letters(venue) || stem.n == 0)
        return false;
    struct str meeting = str_lower(
        r->arena, str_from(arena_printf(r->arena, "%.*s%.*s", STR_FMT(venue), STR_FMT(year))));
    link_add_pair(r->out, r->arena, "cvf", meeting, str_lower(r->arena, stem));
    r->out->venue_hint = venue;
    r->out->year_hint = year_of(year);
    set_stem_hint(r, stem, meeting);
    return true;
}

enum link_kind link_read_cvf(struct link_reading *r)
{
    size_t n = r->url.n_segments;
    return n > 0 && cvf_add_file(r, r->url.segments[n - 1]) ? LINK_PAPER : LINK_IGNORED;
}

/* "papers/eccv_2020/papers_ECCV/papers/123460001.pdf", "…/html/343_ECCV_2020_paper.php". */
enum link_kind link_read_ecva(struct link_reading *r)
{
    const struct url *u = &r->url;
    struct str year = STR_EMPTY;
    for (size_t i = 0; i + 1 < u->n_segments; i++)
        if (str_starts_ci(u->segments[i], STR("eccv_")))
            year = str_from_pos(u->segments[i], 5);
    struct str file = u->n_segments > 0 ? u->segments[u->n_segments - 1] : STR_EMPTY;
    size_t digits = digits_at(file, 0);
    if (!year_of(year) || digits == 0)
        return LINK_WEB;
    link_add_pair(r->out, r->arena, "ecva", year, without_leading_zeros(str_sub(file, 0, digits)));
    r->out->venue_hint = STR("ECCV");
    r->out->year_hint = year_of(year);
    return LINK_PAPER;
}
