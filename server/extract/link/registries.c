/* Sites that collect papers of many publishers. */
#include "extract/link/link_internal.h"

#define S2_HASH         40
#define OPENREVIEW_FILE 40

/* The segment behind the first that is `word`, or empty. */
static struct str segment_behind(const struct url *u, const char *word)
{
    for (size_t i = 0; i + 1 < u->n_segments; i++)
        if (url_segment_is(u, i, word))
            return u->segments[i + 1];
    return STR_EMPTY;
}

/* ---- OpenReview: the only scheme whose letters keep their case ---- */

static bool is_forum(struct str id)
{
    for (size_t i = 0; i < id.n; i++)
        if (!ascii_is_alnum(id.p[i]) && id.p[i] != '_' && id.p[i] != '-')
            return false;
    return id.n >= 8 && id.n <= 14;
}

bool openreview_add(struct link_reading *r, struct str forum)
{
    if (!is_forum(forum))
        return false;
    link_add(r->out, r->arena, "openreview", forum);
    return true;
}

/* "references/pdf?id=" names one revision, "pdf/<hash>.pdf" one file: neither is a forum. */
enum link_kind link_read_openreview(struct link_reading *r)
{
    const struct url *u = &r->url;
    struct str id = url_param(u, STR("id"), r->arena);
    struct str file = url_segment(u, 1);
    if (url_segment_is(u, 0, "references") && is_forum(id)) {
        link_add(r->out, r->arena, "openreviewr", id);
        return LINK_PAPER;
    }
    if (url_segment_is(u, 0, "pdf") && is_hex_at(file, 0, OPENREVIEW_FILE)) {
        link_add(r->out, r->arena, "openreviewf",
                 str_lower(r->arena, str_sub(file, 0, OPENREVIEW_FILE)));
        return LINK_PAPER;
    }
    static const char *const pages[] = {"forum", "pdf", "revisions", "attachment"};
    for (size_t i = 0; i < ARRAY_LEN(pages); i++)
        if (url_segment_is(u, 0, pages[i]) && openreview_add(r, id))
            return LINK_PAPER;
    return LINK_IGNORED;
}

/* ---- Semantic Scholar, Connected Papers ---- */

static bool s2_add_corpus(struct link_reading *r, struct str s)
{
    struct str label = STR("CorpusID:");
    struct str number = str_from_pos(s, label.n);
    if (!str_starts_ci(s, label) || !is_all_digits(number))
        return false;
    link_add(r->out, r->arena, "s2c", number);
    return true;
}

/* "pdfs.semanticscholar.org/1216/eebb5a….pdf": the hash is cut into 4 and 36 digits. */
static struct str s2_split_hash(struct link_reading *r)
{
    struct str head = url_segment(&r->url, 0);
    struct str tail = url_segment(&r->url, 1);
    if (head.n != 4 || !is_hex_at(head, 0, 4) || !is_hex_at(tail, 0, S2_HASH - 4))
        return STR_EMPTY;
    struct str rest = str_sub(tail, 0, S2_HASH - 4);
    return str_from(arena_printf(r->arena, "%.*s%.*s", STR_FMT(head), STR_FMT(rest)));
}

static struct str s2_hash(struct link_reading *r)
{
    const struct url *u = &r->url;
    for (size_t i = 0; i < u->n_segments; i++) {
        if (u->segments[i].n != S2_HASH || !is_hex_at(u->segments[i], 0, S2_HASH))
            continue;
        struct str before = i > 0 ? u->segments[i - 1] : STR_EMPTY;
        if (str_find_byte(before, '-', 0) != SIZE_MAX)
            link_set_title_hint(r, before);
        return u->segments[i];
    }
    return s2_split_hash(r);
}

enum link_kind link_read_semantic_scholar(struct link_reading *r)
{
    const struct url *u = &r->url;
    struct str hash = s2_hash(r);
    if (url_segment_is(u, 0, "author") || url_segment_is(u, 0, "search"))
        return LINK_IGNORED;
    if (hash.n > 0) {
        link_add(r->out, r->arena, "s2", str_lower(r->arena, hash));
        return LINK_PAPER;
    }
    for (size_t i = 0; i < u->n_segments; i++)
        if (s2_add_corpus(r, u->segments[i]))
            return LINK_PAPER;
    return arxiv_add_from_segments(r) ? LINK_PAPER : LINK_WEB;
}

/* ---- Papers with Code ---- */

/* Its numeric slugs are arXiv numbers without the dot; pages of tasks and methods are no papers. */
enum link_kind link_read_papers_with_code(struct link_reading *r)
{
    struct str slug = url_segment(&r->url, 1);
    if (!url_segment_is(&r->url, 0, "paper") || slug.n == 0)
        return LINK_RESOURCE;
    struct arxiv_id id;
    if (arxiv_from_digits(slug, r->latest_year, r->arena, &id))
        arxiv_add(r->out, r->arena, &id);
    else if (!is_all_digits(slug))
        link_set_title_hint(r, slug);
    link_add(r->out, r->arena, "pwc", str_lower(r->arena, slug));
    link_add(r->out, r->arena, "url", url_page(&r->url, r->arena));
    return LINK_PAPER;
}

/* ---- PubMed and PubMed Central ---- */

static bool pmc_add(struct link_reading *r, struct str s)
{
    if (!str_starts_ci(s, STR("PMC")) || !is_all_digits(str_from_pos(s, 3)))
        return false;
    link_add(r->out, r->arena, "pmc", str_from_pos(s, 3));
    return true;
}

enum link_kind link_read_pubmed(struct link_reading *r)
{
    const struct url *u = &r->url;
    for (size_t i = 0; i < u->n_segments; i++)
        if (pmc_add(r, u->segments[i]))
            return LINK_PAPER;
    struct str number = segment_behind(u, "pubmed");
    if (number.n == 0)
        number = segment_behind(u, "med");
    if (number.n == 0 && str_starts(u->host, STR("pubmed.")))
        number = url_segment(u, 0);
    if (!is_all_digits(number))
        return u->n_segments <= 1 ? LINK_IGNORED : LINK_WEB;
    link_add(r->out, r->arena, "pmid", number);
    return LINK_PAPER;
}

/* ---- SSRN, HAL, Zenodo, OpenAlex, ResearchGate ---- */

enum link_kind link_read_ssrn(struct link_reading *r)
{
    struct str number = url_param(&r->url, STR("abstract_id"), r->arena);
    if (number.n == 0)
        number = url_param(&r->url, STR("abstractid"), r->arena);
    for (size_t i = 0; i < r->url.n_segments && number.n == 0; i++)
        if (str_starts_ci(r->url.segments[i], STR("abstract=")))
            number = str_from_pos(r->url.segments[i], 9);
    if (!is_all_digits(number))
        return LINK_WEB;
    link_add(r->out, r->arena, "ssrn", number);
    return LINK_PAPER;
}

/* "hal-02130801v2", also "inria-00…" and "tel-01…". */
static bool hal_add(struct link_reading *r, struct str s)
{
    size_t dash = str_find_byte(s, '-', 0);
    if (dash == SIZE_MAX || dash < 3 || digits_at(s, dash + 1) != 8)
        return false;
    for (size_t i = 0; i < dash; i++)
        if (!ascii_is_alpha(s.p[i]))
            return false;
    link_add(r->out, r->arena, "hal", str_lower(r->arena, str_sub(s, 0, dash + 9)));
    return true;
}

enum link_kind link_read_hal(struct link_reading *r)
{
    for (size_t i = 0; i < r->url.n_segments; i++)
        if (hal_add(r, r->url.segments[i]))
            return LINK_PAPER;
    return LINK_WEB;
}

enum link_kind link_read_zenodo(struct link_reading *r)
{
    struct str number = segment_behind(&r->url, "records");
    if (number.n == 0)
        number = segment_behind(&r->url, "record");
    if (!is_all_digits(number))
        return doi_add_from_url(r) ? LINK_PAPER : LINK_WEB;
    link_add(r->out, r->arena, "zenodo", number);
    return LINK_PAPER;
}

enum link_kind link_read_openalex(struct link_reading *r)
{
    for (size_t i = 0; i < r->url.n_segments; i++) {
        struct str s = r->url.segments[i];
        if (ascii_upper(s.p[0]) != 'W' || !is_all_digits(str_from_pos(s, 1)))
            continue;
        link_add(r->out, r->arena, "openalex", str_upper(r->arena, s));
        return LINK_PAPER;
    }
    return LINK_WEB;
}

enum link_kind link_read_research_gate(struct link_reading *r)
{
    struct str page = segment_behind(&r->url, "publication");
    size_t digits = digits_at(page, 0);
    if (digits == 0)
        return LINK_WEB;
    link_add(r->out, r->arena, "rg", str_sub(page, 0, digits));
    if (digits < page.n)
        link_set_title_hint(r, str_from_pos(page, digits));
    return LINK_PAPER;
}

/* ---- DBLP ---- */

static bool is_dblp_format(struct str s)
{
    return str_eq(s, STR("html")) || str_eq(s, STR("bibtex")) || str_eq(s, STR("xml")) ||
           str_eq(s, STR("rdf"));
}

/* "rec/conf/cvpr/HeZRS16.html", in older pages "rec/html/conf/cvpr/HeZRS16". */
enum link_kind link_read_dblp(struct link_reading *r)
{
    const struct url *u = &r->url;
    size_t first = is_dblp_format(url_segment(u, 1)) ? 2 : 1;
    if (!url_segment_is(u, 0, "rec") || u->n_segments < first + 3)
        return LINK_IGNORED;
    struct str key = str_without_end(url_segment(u, first + 2), ".html");
    key = str_without_end(key, ".bib");
    struct str venue = url_segment(u, first + 1);
    struct str part =
        str_from(arena_printf(r->arena, "%.*s/%.*s", STR_FMT(u->segments[first]), STR_FMT(venue)));
    link_add_pair(r->out, r->arena, "dblp", part, key);
    return LINK_PAPER;
}

/* ---- Google Scholar ---- */

/* Profiles and lists are no papers; people also link a search for the title as if it were one. */
enum link_kind link_read_google_scholar(struct link_reading *r)
{
    struct str words = url_param(&r->url, STR("q"), r->arena);
    if (!url_segment_is(&r->url, 0, "scholar") || words.n == 0)
        return LINK_IGNORED;
    link_set_title_hint(r, words);
    return LINK_WEB;
}
