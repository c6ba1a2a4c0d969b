#include "base/arena.h"
#include "base/vec.h"
#include "store/class_internal.h"
#include "store/fact/fact_pack_internal.h"

enum { BIT_FROM_CONCEPT = 1, BIT_TO_CONCEPT = 2 };

static void pack_evidence(struct packer *p, const struct fact_evidence *v)
{
    pack_varint(p, (uint64_t)v->begin);
    pack_varint(p, (uint64_t)(v->end - v->begin));
    pack_varint(p, (uint64_t)v->line);
    pack_varint(p, (uint64_t)v->weight);
    pack_word(p, v->rule);
}

static void pack_edge(struct packer *p, const struct fact_edge *edge,
                      const struct fact_evidence *evidence, size_t n)
{
    uint64_t classes = (class_of_name(edge->from_type) ? BIT_FROM_CONCEPT : 0) |
                       (class_of_name(edge->to_type) ? BIT_TO_CONCEPT : 0);
    pack_varint(p, classes);
    pack_varint(p, (uint64_t)edge->from_index);
    pack_varint(p, (uint64_t)edge->to_index);
    pack_word(p, edge->relation);
    pack_varint(p, (uint64_t)edge->score);
    pack_varint(p, n);
    for (size_t i = 0; i < n; i++)
        pack_evidence(p, &evidence[i]);
}

static size_t evidence_end(const struct fact_set *f, size_t first, size_t edge)
{
    while (first < f->n_evidence && (size_t)f->evidence[first].edge_index == edge)
        first++;
    return first;
}

struct str fact_pack_edges(struct packer *p, const struct fact_set *f)
{
    pack_start(p);
    pack_varint(p, f->n_edges);
    for (size_t i = 0, first = 0; i < f->n_edges; i++) {
        size_t end = evidence_end(f, first, i);
        pack_edge(p, &f->edges[i], f->evidence + first, end - first);
        first = end;
    }
    pack_varint(p, f->n_warnings);
    for (size_t i = 0; i < f->n_warnings; i++) {
        pack_varint(p, (uint64_t)f->warnings[i].line);
        pack_word(p, f->warnings[i].code);
        pack_text(p, f->warnings[i].detail);
    }
    return pack_seal(p);
}

/* ---- reading ---- */

struct evidence_list {
    struct fact_evidence *items;
    size_t n, cap;
};

static void unpack_evidence(struct unpacker *u, struct fact_evidence *out)
{
    out->begin = (int64_t)unpack_varint(u);
    out->end = out->begin + (int64_t)unpack_varint(u);
    out->line = (int64_t)unpack_varint(u);
    out->weight = (int64_t)unpack_varint(u);
    out->rule = unpack_word(u);
}

static void unpack_edge(struct unpacker *u, struct fact_edge *out, struct evidence_list *evidence,
                        struct arena *a)
{
    uint64_t classes = unpack_varint(u);
    out->from_type = class_name(classes & BIT_FROM_CONCEPT);
    out->to_type = class_name(classes & BIT_TO_CONCEPT);
    out->from_index = (int64_t)unpack_varint(u);
    out->to_index = (int64_t)unpack_varint(u);
    out->relation = unpack_word(u);
    out->score = (int64_t)unpack_varint(u);
    size_t n = unpack_count(u);
    for (size_t i = 0; i < n; i++) {
        struct fact_evidence *row = vec_push(a, evidence);
        *row = (struct fact_evidence){
            .note_id = out->note_id, .edge_index = out->index, .rank = (int64_t)i};
        unpack_evidence(u, row);
    }
}

static void unpack_warnings(struct unpacker *u, int64_t note_id, struct arena *a,
                            struct fact_set *out)
{
    out->n_warnings = unpack_count(u);
    out->warnings = ARENA_ARRAY(a, struct fact_warning, out->n_warnings);
    for (size_t i = 0; i < out->n_warnings; i++) {
        struct fact_warning *w = &out->warnings[i];
        w->note_id = note_id;
        w->line = (int64_t)unpack_varint(u);
        w->code = unpack_word(u);
        w->detail = unpack_text(u);
    }
}

bool fact_unpack_edges(int64_t note_id, struct str blob, struct arena *a, struct fact_set *out)
{
    struct unpacker u;
    struct evidence_list evidence = {0};
    if (!unpack_open(blob, a, &u))
        return false;
    out->n_edges = unpack_count(&u);
    out->edges = ARENA_ARRAY(a, struct fact_edge, out->n_edges);
    for (size_t i = 0; i < out->n_edges; i++) {
        out->edges[i] = (struct fact_edge){.note_id = note_id, .index = (int64_t)i};
        unpack_edge(&u, &out->edges[i], &evidence, a);
    }
    out->evidence = evidence.items;
    out->n_evidence = evidence.n;
    unpack_warnings(&u, note_id, a, out);
    return !u.is_damaged;
}
