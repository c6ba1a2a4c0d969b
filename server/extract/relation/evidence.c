/* Evidence: the sentence that shows a claim. What cannot be shown is not claimed. */
#include "extract/relation/relation_internal.h"

#define TITLE_LINE_WEIGHT 100 /* behind the evidence that says something */

static bool is_border(struct str s, uint32_t offset)
{
    return offset == s.n || ((unsigned char)s.p[offset] & 0xC0) != 0x80;
}

static bool shows(const struct relation_search *s, const struct proof *p, uint32_t begin,
                  uint32_t end)
{
    struct str source = s->d->source;
    return begin < end && end <= source.n && end - begin <= EVIDENCE_QUOTE_MAX &&
           begin <= p->object_begin && p->object_end <= end && p->object_begin < p->object_end &&
           is_border(source, begin) && is_border(source, end);
}

static bool prove(const struct relation_search *s, const struct proof *p, struct evidence *out)
{
    uint32_t begin = p->object_begin;
    uint32_t end = p->object_end;
    if (p->begin < p->end) {
        begin = p->begin < begin ? p->begin : begin;
        end = p->end > end ? p->end : end;
    }
    document_sentence(s->d, begin, end, &out->begin, &out->end);
    if (!shows(s, p, out->begin, out->end))
        document_sentence(s->d, p->object_begin, p->object_end, &out->begin, &out->end);
    if (!shows(s, p, out->begin, out->end))
        return false;
    out->line = document_line(s->d, out->begin);
    out->rule = p->rule;
    return true;
}

void claim_add(struct relation_search *s, struct claim c, struct proof p)
{
    if (!prove(s, &p, &c.evidence))
        return;
    c.evidence.weight = c.weight ? c.weight : TITLE_LINE_WEIGHT;
    *vec_push(s->a, &s->claims) = c;
}

void claim_add_title(struct relation_search *s, struct claim c, uint32_t paper)
{
    uint32_t place = paper < s->in->papers->n_papers ? s->first_place[paper] : NONE;
    if (place == NONE)
        return;
    const struct paper_place *p = &s->in->papers->places[place];
    c.weight = 0;
    claim_add(s, c, (struct proof){p->begin, p->end, 0, 0, "title"});
}
