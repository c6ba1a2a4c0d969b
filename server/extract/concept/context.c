/* Which concepts are sure, and how far the surroundings of a place speak for a concept. */
#include "base/arena.h"
#include "extract/concept/concept_internal.h"

/* Enough sure concepts of one area that the whole note is taken to be about it. */
#define NOTE_AREA_MIN 6
/* Sure concepts of a block that are compared with a candidate: bounds the work. */
#define RELATIVES_MAX 48
#define HEADINGS_MAX  8

static int compare_u32(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int by_unit(const void *pa, const void *pb)
{
    const struct vote *a = pa;
    const struct vote *b = pb;
    int order = compare_u32(a->unit, b->unit);
    if (!order)
        order = compare_u32(a->area, b->area);
    return order ? order : compare_u32(a->concept, b->concept);
}

static int by_concept(const void *pa, const void *pb)
{
    const struct vote *a = pa;
    const struct vote *b = pb;
    int order = compare_u32(a->concept, b->concept);
    return order ? order : compare_u32(a->unit, b->unit);
}

/* Sorts and keeps each vote once. */
static struct votes settle(struct vote *items, size_t n)
{
    struct votes v = {items, 0};
    if (n)
        qsort(items, n, sizeof(*items), by_unit);
    for (size_t i = 0; i < n; i++)
        if (!v.n || by_unit(&items[v.n - 1], &items[i]) != 0)
            items[v.n++] = items[i];
    return v;
}

/* Distinct sure concepts of each area; `sure` is sorted by concept. */
static void count_areas(struct finder *f)
{
    for (size_t i = 0; i < f->n_sure; i++)
        if (f->sure[i].area >= f->n_areas)
            f->n_areas = f->sure[i].area + 1;
    f->area_counts = ARENA_ARRAY(f->arena, uint32_t, f->n_areas);
    for (size_t i = 0; i < f->n_sure; i++)
        if (i == 0 || f->sure[i].concept != f->sure[i - 1].concept)
            f->area_counts[f->sure[i].area]++;
}

void context_collect(struct finder *f)
{
    size_t n = f->found.n;
    struct vote *blocks = ARENA_ARRAY(f->arena, struct vote, n);
    struct vote *sections = ARENA_ARRAY(f->arena, struct vote, n);
    f->sure = ARENA_ARRAY(f->arena, struct vote, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t concept = f->found.items[i].target;
        uint32_t node = f->found.items[i].mention.node;
        uint32_t area = vocabulary_at(f->vocabulary, concept)->area_number;
        blocks[i] = (struct vote){node, area, concept};
        sections[i] = (struct vote){place_section(f, node), area, concept};
        f->sure[i] = blocks[i];
    }
    f->n_sure = n;
    if (n)
        qsort(f->sure, n, sizeof(*f->sure), by_concept);
    count_areas(f);
    f->in_block = settle(blocks, n);
    f->in_section = settle(sections, n);
}

/* First vote that is not before (unit, area). */
static size_t lower_bound(const struct votes *v, uint32_t unit, uint32_t area)
{
    struct vote key = {unit, area, 0};
    size_t low = 0;
    size_t high = v->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (by_unit(&v->items[mid], &key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

bool context_has_in_block(const struct finder *f, uint32_t concept, uint32_t node)
{
    const struct votes *v = &f->in_block;
    uint32_t area = vocabulary_at(f->vocabulary, concept)->area_number;
    for (size_t i = lower_bound(v, node, area);
         i < v->n && v->items[i].unit == node && v->items[i].area == area; i++)
        if (v->items[i].concept == concept)
            return true;
    return false;
}

bool context_has_in_note(const struct finder *f, uint32_t concept)
{
    size_t low = 0;
    size_t high = f->n_sure;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (f->sure[mid].concept < concept)
            low = mid + 1;
        else
            high = mid;
    }
    return low < f->n_sure && f->sure[low].concept == concept;
}

/* Sure concepts of the area in the unit, without `except`; counted up to `most`. */
static size_t count_area(const struct votes *v, uint32_t unit, uint32_t area, uint32_t except,
                         size_t most)
{
    size_t n = 0;
    for (size_t i = lower_bound(v, unit, area);
         i < v->n && n < most && v->items[i].unit == unit && v->items[i].area == area; i++)
    n += v->items[i].concept != except;
    return n;
}

static bool share_parent(const struct vocabulary *v, uint32_t a, uint32_t b)
{
    const struct vocabulary_concept *ca = vocabulary_at(v, a);
    const struct vocabulary_concept *cb = vocabulary_at(v, b);
    for (size_t i = 0; i < ca->n_broader; i++)
        for (size_t k = 0; k < cb->n_broader; k++)
            if (ca->broader[i] == cb->broader[k])
                return true;
    return false;
}

static bool are_relatives(const struct vocabulary *v, uint32_t a, uint32_t b)
{
    return a != b &&
           (vocabulary_is_below(v, a, b) || vocabulary_is_below(v, b, a) || share_parent(v, a, b));
}

static bool has_relative(const struct finder *f, const struct votes *votes, uint32_t unit,
                         uint32_t concept)
{
    size_t i = lower_bound(votes, unit, 0);
    for (size_t n = 0; i < votes->n && votes->items[i].unit == unit && n < RELATIVES_MAX; i++, n++)
        if (are_relatives(f->vocabulary, concept, votes->items[i].concept))
            return true;
    return false;
}

static bool heading_names(const struct finder *f, uint32_t heading, uint32_t concept)
{
    const struct votes *v = &f->in_block;
    for (size_t i = lower_bound(v, heading, 0); i < v->n && v->items[i].unit == heading; i++)
        if (v->items[i].concept == concept ||
            are_relatives(f->vocabulary, concept, v->items[i].concept))
            return true;
    return false;
}

static bool has_heading(const struct finder *f, uint32_t node, uint32_t concept)
{
    uint32_t heading = document_section(f->document, node);
    for (int i = 0; i < HEADINGS_MAX && heading != NO_NODE; i++) {
        if (heading_names(f, heading, concept))
            return true;
        heading = document_section(f->document, heading);
    }
    return false;
}

uint32_t context_support(const struct finder *f, uint32_t concept, uint32_t node)
{
    uint32_t area = vocabulary_at(f->vocabulary, concept)->area_number;
    uint32_t support = 0;
    if (context_has_in_note(f, concept))
        support += SUPPORT_SAME;
    if (has_heading(f, node, concept))
        support += SUPPORT_HEADING;
    if (has_relative(f, &f->in_block, node, concept))
        support += SUPPORT_RELATIVE;
    if (count_area(&f->in_block, node, area, concept, 1) >= 1)
        support += SUPPORT_BLOCK;
    if (count_area(&f->in_section, place_section(f, node), area, concept, 2) >= 2)
        support += SUPPORT_SECTION;
    if (support == 0 && area < f->n_areas && f->area_counts[area] >= NOTE_AREA_MIN)
        support += SUPPORT_NOTE;
    return support;
}
