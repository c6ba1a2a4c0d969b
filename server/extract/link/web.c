/* Pages that are no papers, and pages of unknown hosts. */
#include "extract/link/link_internal.h"

static const char *const resource_labels[] = {
#define RESOURCE_LABEL(label) label,
#include "extract/tables/web.def"
};

static const char *const resource_endings[] = {
#define RESOURCE_ENDING(ending) ending,
#include "extract/tables/web.def"
};

static bool is_pdf(const struct url *u)
{
    return str_ends_ci(u->path, STR(".pdf"));
}

enum link_kind link_read_resource(struct link_reading *r)
{
    return is_pdf(&r->url) ? LINK_PDF : LINK_RESOURCE;
}

/* PMLR serves its PDFs from a repository. */
enum link_kind link_read_repository(struct link_reading *r)
{
    const struct url *u = &r->url;
    if (url_segment_is(u, 0, "mlresearch") && pmlr_add(r, 1))
        return LINK_PAPER;
    return link_read_resource(r);
}

/* "dp/0262035618", "gp/product/0262035618": for books the ISBN of ten digits. */
enum link_kind link_read_amazon(struct link_reading *r)
{
    const struct url *u = &r->url;
    for (size_t i = 0; i + 1 < u->n_segments; i++) {
        char isbn[13];
        struct str id = u->segments[i + 1];
        bool shown = url_segment_is(u, i, "dp") || url_segment_is(u, i, "product");
        if (!shown || id.n != 10 || isbn_scan(id, 0, isbn) == 0)
            continue;
        link_add(r->out, r->arena, "isbn", str_of(isbn, sizeof(isbn)));
        return LINK_PAPER;
    }
    return LINK_RESOURCE;
}

static bool is_resource_label(struct str label)
{
    for (size_t i = 0; i < ARRAY_LEN(resource_labels); i++)
        if (str_eq_ci(label, str_from(resource_labels[i])))
            return true;
    return false;
}

static bool is_resource_page(const struct url *u)
{
    struct str label = str_sub(u->host, 0, str_find_byte(u->host, '.', 0));
    if (is_resource_label(label) || is_resource_label(url_segment(u, 0)))
        return !is_pdf(u);
    for (size_t i = 0; i < ARRAY_LEN(resource_endings); i++)
        if (str_ends_ci(u->path, str_from(resource_endings[i])))
            return true;
    return false;
}

enum link_kind link_read_any(struct link_reading *r)
{
    const struct url *u = &r->url;
    struct str file = u->n_segments > 0 ? u->segments[u->n_segments - 1] : STR_EMPTY;
    struct arxiv_id id;
    if (doi_add_from_url(r) || page_add(r))
        return LINK_PAPER;
    if (is_pdf(u) && arxiv_scan(file, 0, r->latest_year, &id) > 0) {
        arxiv_add(r->out, r->arena, &id);
        return LINK_PAPER;
    }
    if (is_pdf(u) && cvf_add_file(r, file))
        return LINK_PAPER;
    if (is_resource_page(u))
        return LINK_RESOURCE;
    return is_pdf(u) ? LINK_PDF : LINK_WEB;
}
