#include "app/citation.h"

#include "api_internal.h"
#include "base/arena.h"

bool api_send_citation(struct api_call *c, const struct paper_row *paper, enum citation_format f)
{
    citation_write(paper, f, c->arena, &c->r->body);
    c->r->allow_gzip = true;
    response_content_type(c->r, citation_media_type(f));
    return true;
}

static bool cite(struct api_call *c, struct err *e)
{
    struct paper_row paper;
    bool found;
    enum citation_format f = CITATION_BIBTEX;
    struct str wanted = request_query(c->q, "format", NULL);
    if (wanted.n && !citation_format_from_name(wanted, &f))
        BUG("the route table lets another format through");
    if (!api_find_paper(c, &paper, &found, e))
        return false;
    return !found || api_send_citation(c, &paper, f);
}

bool api_papers_cite(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, cite);
}
