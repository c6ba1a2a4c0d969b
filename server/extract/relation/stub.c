/* Works that are only named ("Follow DARTS"): papers without an entry, known by their names. */
#include "base/fold.h"
#include "extract/relation/relation_internal.h"

#define WEIGHT_INTRODUCES 800

static struct paper new_stub(struct relation_search *s, const struct note_concept *c,
                             const struct citation *work)
{
    struct str name = document_visible(s->d, work->begin, work->end, s->a);
    struct str slug = str_from_pos(c->concept.key, sizeof("concept:") - 1);
    return (struct paper){
        .key = str_from(arena_printf(s->a, "t:%.*s", STR_FMT(slug))),
        .status = PAPER_STUB,
        .title = name,
        .short_name = name,
        .line = document_line(s->d, work->begin),
    };
}

uint32_t stub_of(struct relation_search *s, const struct citation *work)
{
    uint32_t *stub = &s->concept_stub[work->concept];
    if (*stub != NONE)
        return *stub;
    *stub = (uint32_t)s->papers.n;
    *vec_push(s->a, &s->papers) = new_stub(s, &s->in->concepts->concepts[work->concept], work);
    struct claim c = {.from = paper_endpoint(*stub),
                      .relation = REL_INTRODUCES,
                      .to = concept_endpoint(work->concept),
                      .weight = WEIGHT_INTRODUCES,
                      .node = work->node};
    claim_add(s, c, (struct proof){work->begin, work->end, 0, 0, "named-work"});
    return *stub;
}
