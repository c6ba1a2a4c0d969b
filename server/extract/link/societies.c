/* Proceedings of the ACL, AAAI, IJCAI and USENIX. */
#include "extract/link/link_internal.h"

struct anthology_venue {
    char letter;
    const char *name;
};

static const struct anthology_venue anthology_venues[] = {
#define ANTHOLOGY_VENUE(letter, name) {letter, name},
#include "extract/tables/anthology.def"
};

/* ---- ACL Anthology ---- */

static const struct anthology_venue *anthology_venue(char letter)
{
    for (size_t i = 0; i < ARRAY_LEN(anthology_venues); i++)
        if (anthology_venues[i].letter == letter)
            return &anthology_venues[i];
    return NULL;
}

/* "P19-1001"; the Anthology began in 1965. */
static bool acl_add_old(struct link_target *t, struct arena *a, struct str id)
{
    if (id.n < 8 || digits_at(id, 1) != 2 || id.p[3] != '-' || digits_at(id, 4) != 4)
        return false;
    const struct anthology_venue *venue = anthology_venue(ascii_upper(id.p[0]));
    if (!venue || (id.n > 8 && (ascii_is_alnum(id.p[8]) && id.p[8] != 'v')))
        return false;
    uint32_t year = number_at(id, 1, 2);
    link_add(t, a, "acl", str_upper(a, str_sub(id, 0, 8)));
    t->year_hint = year >= 65 ? 1900 + year : 2000 + year;
    t->venue_hint = str_from(venue->name);
    return true;
}

/* "2020.acl-main.703": year, venue and volume, number. */
static bool acl_add_new(struct link_target *t, struct arena *a, struct str id)
{
    uint32_t year = year_of(str_sub(id, 0, 4));
    size_t dot = str_find_byte(id, '.', 5);
    if (year == 0 || id.n < 8 || id.p[4] != '.' || dot == SIZE_MAX || dot == 5)
        return false;
    struct str volume = str_sub(id, 5, dot);
    size_t dash = str_find_byte(volume, '-', 0);
    size_t number = digits_at(id, dot + 1);
    for (size_t i = 0; i < volume.n; i++)
        if (!ascii_is_alnum(volume.p[i]) && volume.p[i] != '-')
            return false;
    if (dash == SIZE_MAX || number == 0)
        return false;
    link_add(t, a, "acl", str_lower(a, str_sub(id, 0, dot + 1 + number)));
    t->year_hint = year;
    t->venue_hint = str_upper(a, str_sub(volume, 0, dash));
    return true;
}

bool acl_add(struct link_target *t, struct arena *a, struct str id)
{
    return acl_add_old(t, a, id) || acl_add_new(t, a, id);
}

enum link_kind link_read_acl(struct link_reading *r)
{
    for (size_t i = r->url.n_segments; i > 0; i--)
        if (acl_add(r->out, r->arena, r->url.segments[i - 1]))
            return LINK_PAPER;
    return doi_add_from_url(r) ? LINK_PAPER : LINK_IGNORED;
}

/* ---- AAAI ---- */

/* "ojs/index.php/AAAI/article/view/5793/5649": the first number is the paper's, the second a file's. */
static bool aaai_add_article(struct link_reading *r, size_t at)
{
    bool shown = url_segment_is(&r->url, at + 1, "view") ||
                 url_segment_is(&r->url, at + 1, "download") ||
                 url_segment_is(&r->url, at + 1, "viewFile");
    struct str number = url_segment(&r->url, at + 2);
    if (!shown || !is_all_digits(number))
        return false;
    link_add(r->out, r->arena, "aaai", number);
    return true;
}

/* "ocs/index.php/AAAI/AAAI18/paper/view/16291". */
static bool aaai_add_old_site(struct link_reading *r, size_t at)
{
    struct str meeting = url_segment(&r->url, at - 1);
    struct str number = url_segment(&r->url, at + 2);
    if (at == 0 || !str_starts_ci(url_segment(&r->url, at + 1), STR("view")) ||
        !is_all_digits(number))
        return false;
    link_add_pair(r->out, r->arena, "aaaio", str_lower(r->arena, meeting), number);
    return true;
}

/* "aaai.org/papers/00123-slug": the number is not that of the journal system. */
static void aaai_set_hint(struct link_reading *r, struct str page)
{
    size_t digits = digits_at(page, 0);
    if (digits > 0 && digits < page.n && page.p[digits] == '-')
        link_set_title_hint(r, str_from_pos(page, digits + 1));
}

enum link_kind link_read_aaai(struct link_reading *r)
{
    r->out->venue_hint = STR("AAAI");
    for (size_t i = 0; i < r->url.n_segments; i++) {
        if (url_segment_is(&r->url, i, "article") && aaai_add_article(r, i))
            return LINK_PAPER;
        if (url_segment_is(&r->url, i, "paper") && aaai_add_old_site(r, i))
            return LINK_PAPER;
        if (url_segment_is(&r->url, i, "papers"))
            aaai_set_hint(r, url_segment(&r->url, i + 1));
    }
    return LINK_WEB;
}

/* ---- IJCAI ---- */

enum link_kind link_read_ijcai(struct link_reading *r)
{
    uint32_t year = year_of(url_segment(&r->url, 1));
    struct str number = str_without_end(url_segment(&r->url, 2), ".pdf");
    if (!url_segment_is(&r->url, 0, "proceedings") || year == 0 || !is_all_digits(number))
        return LINK_WEB;
    link_add_pair(r->out, r->arena, "ijcai", url_segment(&r->url, 1),
                  without_leading_zeros(number));
    r->out->venue_hint = STR("IJCAI");
    r->out->year_hint = year;
    return LINK_PAPER;
}

/* ---- USENIX ---- */

/* "osdi20" and "fast16" name a meeting and its year. */
static bool is_meeting(struct str s)
{
    size_t letters = 0;
    while (letters < s.n && ascii_is_alpha(s.p[letters]))
        letters++;
    return letters >= 2 && letters + 2 == s.n && digits_at(s, letters) == 2;
}

static void usenix_add(struct link_reading *r, struct str meeting, struct str speaker)
{
    struct str low = str_lower(r->arena, meeting);
    link_add_pair(r->out, r->arena, "usenix", low, str_lower(r->arena, speaker));
    r->out->venue_hint = str_upper(r->arena, str_sub(low, 0, low.n - 2));
    uint32_t year = number_at(low, low.n - 2, 2);
    r->out->year_hint = year >= 75 ? 1900 + year : 2000 + year;
}

/* "osdi20-jiang.pdf", "osdi14-paper-ongaro.pdf", "osdi16-abadi_0.pdf". */
static bool usenix_add_file(struct link_reading *r, struct str file)
{
    size_t dash = str_find_byte(file, '-', 0);
    if (dash == SIZE_MAX || !str_ends_ci(file, STR(".pdf")) || !is_meeting(str_sub(file, 0, dash)))
        return false;
    struct str speaker = str_from_pos(str_without_end(file, ".pdf"), dash + 1);
    if (str_starts_ci(speaker, STR("paper-")))
        speaker = str_from_pos(speaker, 6);
    if (speaker.n > 2 && speaker.p[speaker.n - 2] == '_' &&
        ascii_is_digit(speaker.p[speaker.n - 1]))
        speaker.n -= 2;
    if (speaker.n == 0)
        return false;
    usenix_add(r, str_sub(file, 0, dash), speaker);
    return true;
}

enum link_kind link_read_usenix(struct link_reading *r)
{
    const struct url *u = &r->url;
    if (u->n_segments == 0)
        return LINK_WEB;
    struct str last = u->segments[u->n_segments - 1];
    if (url_segment_is(u, 0, "system"))
        return usenix_add_file(r, last) ? LINK_PAPER : LINK_WEB;
    struct str meeting = url_segment(u, 1);
    bool talk = u->n_segments >= 4 && url_segment_is(u, 0, "conference") && is_meeting(meeting) &&
                url_segment_is(u, u->n_segments - 2, "presentation");
    if (!talk)
        return LINK_WEB;
    usenix_add(r, meeting, last);
    return LINK_PAPER;
}
