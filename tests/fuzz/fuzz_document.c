/* libFuzzer entry: whatever the bytes, a document is consistent or is refused.
 *   clang -fsanitize=fuzzer,address,undefined … tests/fuzz/fuzz_document.c */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "extract/document.h"
#include "extract/extract.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

#define require(ok) require_at((ok), __LINE__)

static void require_at(bool ok, int line)
{
    if (ok)
        return;
    fprintf(stderr, "%s:%d: the document is not consistent\n", __FILE__, line);
    abort();
}

static void check_node(const struct document *d, uint32_t i, uint32_t text_before)
{
    const struct node *n = &d->nodes[i];
    require(n->begin <= n->text_begin && n->text_begin <= n->text_end && n->text_end <= n->end);
    require(n->end <= d->source.n);
    require(n->text_begin == n->text_end || n->text_begin >= text_before);
    require(n->line >= 1 && n->line <= d->n_lines);
    if (i == 0)
        return;
    const struct node *parent = &d->nodes[n->parent];
    require(n->parent < i && parent->begin <= n->begin && n->end <= parent->end);
    require(n->prev == NO_NODE ? parent->first_child == i : d->nodes[n->prev].next == i);
    require(n->next == NO_NODE ? parent->last_child == i : d->nodes[n->next].prev == i);
    require(n->next == NO_NODE || n->next > i);
    require(n->prev == NO_NODE || d->nodes[n->prev].end <= n->begin);
    require(parent->text_begin == parent->text_end || parent->text_end <= n->begin);
}

static void check_nodes(const struct document *d)
{
    uint32_t text_before = 0;
    for (uint32_t i = 0; i < d->n_nodes; i++) {
        check_node(d, i, text_before);
        if (d->nodes[i].text_begin < d->nodes[i].text_end)
            text_before = d->nodes[i].text_end;
        require(document_after(d, i) > i && document_after(d, i) <= d->n_nodes);
    }
}

static void check_spans(const struct document *d)
{
    size_t counted = 0;
    for (uint32_t i = 0; i < d->n_nodes; i++) {
        require(d->nodes[i].first_span == counted);
        counted += d->nodes[i].n_spans;
        for (size_t k = d->nodes[i].first_span; k < counted; k++)
            require(d->spans[k].node == i);
    }
    require(counted == d->n_spans);
    for (size_t i = 0; i < d->n_spans; i++) {
        const struct span *span = &d->spans[i];
        const struct node *n = &d->nodes[span->node];
        require(n->text_begin <= span->begin && span->end <= n->text_end);
        require(span->begin < span->end && span->begin <= span->text_begin);
        require(span->text_begin <= span->text_end && span->text_end <= span->end);
        require(span->kind < SPAN_KIND_COUNT);
        if (i > 0 && span[-1].node == span->node)
            require(span[-1].begin < span->begin ||
                    (span[-1].begin == span->begin && span[-1].end >= span->end));
    }
}

static void check_values(const struct document *d)
{
    for (size_t i = 0; i < d->source.n; i++)
        require(d->mask[i] <= MASK_HIDDEN);
    for (size_t i = 0; i < d->n_fields; i++) {
        const struct field *f = &d->fields[i];
        require(f->begin <= f->end && f->end <= d->source.n && f->node < d->n_nodes);
        require(f->value.n > 0);
    }
    for (size_t i = 0; i < d->n_records; i++) {
        const struct bib_record *r = &d->records[i];
        require(r->begin < r->end && r->end <= d->source.n && r->node < d->n_nodes);
        require(r->title_begin <= r->title_end && r->title_end <= r->end);
    }
}

static void check_sentences(const struct document *d)
{
    size_t step = d->source.n / 64 + 1;
    for (size_t at = 0; at + 1 < d->source.n; at += step) {
        uint32_t begin;
        uint32_t end;
        document_sentence(d, (uint32_t)at, (uint32_t)at + 1, &begin, &end);
        require(begin <= end && end <= d->source.n && end - begin <= EVIDENCE_QUOTE_MAX);
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct arena *a = arena_new();
    struct document *d;
    struct err e = {0};
    if (document_parse(str_of((const char *)data, size), a, &d, &e)) {
        check_nodes(d);
        check_spans(d);
        check_values(d);
        check_sentences(d);
        (void)document_visible(d, 0, (uint32_t)size, a);
    }
    arena_free(a);
    return 0;
}
