#include "extract/link/link_internal.h"

/* Words of a file name that may well be a title: "He - 2019 - Momentum Contrast.pdf". */
#define TITLE_WORDS_MIN 3

static bool has_words(struct str s)
{
    size_t gaps = 0;
    for (size_t i = 1; i < s.n; i++)
        gaps += s.p[i] == ' ' && s.p[i - 1] != ' ';
    return gaps + 1 >= TITLE_WORDS_MIN;
}

/* A PDF beside the note: its name may be an arXiv number or a title. */
static void read_local_file(struct link_reading *r, struct str path)
{
    struct str decoded = url_percent_decode(path, r->arena);
    size_t begin = decoded.n;
    while (begin > 0 && decoded.p[begin - 1] != '/' && decoded.p[begin - 1] != '\\')
        begin--;
    struct str file = str_from_pos(decoded, begin);
    if (!str_ends_ci(file, STR(".pdf")))
        return;
    struct arxiv_id id;
    if (arxiv_scan(file, 0, r->latest_year, &id) > 0) {
        arxiv_add(r->out, r->arena, &id);
        r->out->kind = LINK_PAPER;
        return;
    }
    link_set_title_hint(r, str_without_end(file, ".pdf"));
    if (!has_words(r->out->title_hint))
        r->out->title_hint = STR_EMPTY;
}

static void read_typed(struct link_reading *r, struct str text)
{
    struct text_identifier *found;
    size_t n;
    link_scan_text(text, NULL, r->latest_year, r->arena, &found, &n);
    r->out->kind = LINK_LOCAL;
    if (n == 0)
        return;
    struct str url = r->out->url;
    *r->out = found[0].target;
    r->out->url = url;
}

static void read_web(struct link_reading *r, struct str text)
{
    struct link_target *out = r->out;
    url_split(text, r->arena, &r->url);
    url_unwrap(&r->url, r->arena);
    out->url = r->url.text;
    out->kind = hosts_read(r);
    if (out->kind == LINK_WEB)
        out->kind = link_read_any(r);
    bool page = out->kind == LINK_PDF || out->kind == LINK_WEB ||
                (out->n_identifiers > 0 && identifier_is_named_by_page(out->identifiers[0]));
    struct str name = page ? url_page(&r->url, r->arena) : STR_EMPTY;
    if (name.n) /* "http:@:" has neither host nor path */
        link_add(out, r->arena, "url", name);
}

void link_read(struct str raw, uint32_t latest_year, struct arena *a, struct link_target *out)
{
    *out = (struct link_target){.kind = LINK_LOCAL};
    struct link_reading r = {.latest_year = latest_year, .arena = a, .out = out};
    struct str clean;
    enum url_class class = url_clean(str_copy(a, raw), a, &clean);
    out->url = clean;
    if (class == URL_WEB)
        read_web(&r, clean);
    else if (class == URL_TYPED)
        read_typed(&r, clean);
    else
        read_local_file(&r, clean);
}
