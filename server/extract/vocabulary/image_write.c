#include "base/arena.h"
#include "base/map.h"
#include "extract/vocabulary/image_internal.h"
#include "extract/vocabulary/vocabulary_internal.h"

/* Offsets of the fixed part have this bit until the length of the moving part is known. */
#define IN_FIXED ((uint64_t)1 << 62)

struct image {
    struct strbuf moving, fixed;
    struct arena *arena;
    struct map *texts; /* those that are there already */
    struct map *cues;  /* by address: offset, since several nodes share one */
    VEC(uint32_t) places;
};

/* ---- pieces ---- */

static uint64_t append(struct strbuf *part, const void *bytes, size_t n)
{
    while (part->n % IMAGE_ALIGN)
        strbuf_add_byte(part, 0);
    uint64_t at = part->n;
    strbuf_add(part, bytes, n);
    return at;
}

/* Writes the offset of what a pointer leads to in its place. */
static void set_pointer(struct image *im, uint64_t place, uint64_t target)
{
    memcpy(im->moving.p + place, &target, sizeof(target));
    *vec_push(im->arena, &im->places) = (uint32_t)place;
}

/* No address of this run may stay in the image. */
static void clear_pointer(struct image *im, uint64_t place)
{
    memset(im->moving.p + place, 0, sizeof(void *));
}

/* An array without pointers. */
static void add_fixed(struct image *im, uint64_t place, const void *items, size_t n, size_t size)
{
    clear_pointer(im, place);
    if (n)
        set_pointer(im, place, append(&im->fixed, items, n * size) | IN_FIXED);
}

/* An array whose items hold pointers; gives where it stands. */
static uint64_t add_moving(struct image *im, uint64_t place, const void *items, size_t n,
                           size_t size)
{
    uint64_t at = append(&im->moving, items, n * size);
    clear_pointer(im, place);
    if (n)
        set_pointer(im, place, at);
    return at;
}

/* A struct str at `place`. */
static void add_text(struct image *im, uint64_t place, struct str s)
{
    bool is_new;
    clear_pointer(im, place + offsetof(struct str, p));
    if (!s.n)
        return;
    uint64_t *known = map_put(im->texts, s, &is_new);
    if (is_new) {
        *known = im->fixed.n;
        strbuf_add_str(&im->fixed, s);
    }
    set_pointer(im, place + offsetof(struct str, p), *known | IN_FIXED);
}

/* ---- parts of a vocabulary ---- */

/* A pointer that is not written here would lead nowhere: whoever adds a field to one of these writes
 * what it points to and then its new size. */
_Static_assert(sizeof(struct vocabulary) == 368, "write the new field in image_write.c");
_Static_assert(sizeof(struct vocabulary_concept) == 128, "write the new field in image_write.c");
_Static_assert(sizeof(struct vocabulary_label) == 40, "write the new field in image_write.c");
_Static_assert(sizeof(struct word) == 24, "write the new field in image_write.c");
_Static_assert(sizeof(struct cue) == 32, "write the new field in image_write.c");
_Static_assert(sizeof(struct node_cues) == 24, "write the new field in image_write.c");
_Static_assert(sizeof(struct gap_link) == 16, "write the new field in image_write.c");

#define FIELD(at, type, name) ((at) + offsetof(struct type, name))

static void add_labels(struct image *im, uint64_t place, const struct vocabulary_concept *c)
{
    uint64_t at = add_moving(im, place, c->labels, c->n_labels, sizeof(*c->labels));
    for (size_t i = 0; i < c->n_labels; i++, at += sizeof(*c->labels)) {
        add_text(im, FIELD(at, vocabulary_label, lang), c->labels[i].lang);
        add_text(im, FIELD(at, vocabulary_label, text), c->labels[i].text);
    }
}

static void add_concepts(struct image *im, const struct vocabulary *v)
{
    uint64_t at = add_moving(im, FIELD(0, vocabulary, concepts.items), v->concepts.items,
                             v->concepts.n, sizeof(*v->concepts.items));
    for (size_t i = 0; i < v->concepts.n; i++, at += sizeof(*v->concepts.items)) {
        const struct vocabulary_concept *c = &v->concepts.items[i];
        add_text(im, FIELD(at, vocabulary_concept, id), c->id);
        add_text(im, FIELD(at, vocabulary_concept, key), c->key);
        add_text(im, FIELD(at, vocabulary_concept, kind), c->kind);
        add_text(im, FIELD(at, vocabulary_concept, area), c->area);
        add_labels(im, FIELD(at, vocabulary_concept, labels), c);
        add_fixed(im, FIELD(at, vocabulary_concept, broader), c->broader, c->n_broader,
                  sizeof(*c->broader));
        add_fixed(im, FIELD(at, vocabulary_concept, related), c->related, c->n_related,
                  sizeof(*c->related));
    }
}

static void add_text_list(struct image *im, uint64_t place, const struct str *items, size_t n)
{
    uint64_t at = add_moving(im, place, items, n, sizeof(*items));
    for (size_t i = 0; i < n; i++)
        add_text(im, at + i * sizeof(*items), items[i]);
}

static void add_words(struct image *im, const struct vocabulary *v)
{
    uint64_t at = add_moving(im, FIELD(0, vocabulary, words.items), v->words.items, v->words.n,
                             sizeof(*v->words.items));
    for (size_t i = 0; i < v->words.n; i++, at += sizeof(*v->words.items))
        add_text(im, FIELD(at, word, text), v->words.items[i].text);
}

static void add_cue(struct image *im, uint64_t place, const struct cue *cue)
{
    bool is_new;
    if (!cue)
        return;
    uint64_t *known =
        map_put(im->cues, str_copy(im->arena, str_of((const char *)&cue, sizeof(cue))), &is_new);
    if (is_new) {
        *known = append(&im->moving, cue, sizeof(*cue));
        add_text(im, FIELD(*known, cue, id), cue->id);
    }
    set_pointer(im, place, *known);
}

static void add_links(struct image *im, uint64_t place, const struct gap_link *link)
{
    for (; link; link = link->next)
        place = FIELD(add_moving(im, place, link, 1, sizeof(*link)), gap_link, next);
}

static void add_cues(struct image *im, const struct vocabulary *v)
{
    uint64_t at = add_moving(im, FIELD(0, vocabulary, cues.items), v->cues.items, v->cues.n,
                             sizeof(*v->cues.items));
    for (size_t i = 0; i < v->cues.n; i++, at += sizeof(*v->cues.items)) {
        add_cue(im, FIELD(at, node_cues, cue), v->cues.items[i].cue);
        add_links(im, FIELD(at, node_cues, heads), v->cues.items[i].heads);
        add_links(im, FIELD(at, node_cues, tails), v->cues.items[i].tails);
    }
    at = add_moving(im, FIELD(0, vocabulary, gaps.items), v->gaps.items, v->gaps.n,
                    sizeof(*v->gaps.items));
    for (size_t i = 0; i < v->gaps.n; i++)
        add_cue(im, at + i * sizeof(*v->gaps.items), v->gaps.items[i]);
}

static size_t count_candidates(const struct vocabulary *v)
{
    size_t n = 0;
    for (size_t i = 0; i < v->nodes.n; i++)
        n += v->nodes.items[i].n_candidates;
    return n;
}

static void add_tables(struct image *im, const struct vocabulary *v)
{
#define TABLE(name, n) add_fixed(im, FIELD(0, vocabulary, name), v->name, n, sizeof(*v->name))
    TABLE(word_slots, v->word_cap);
    TABLE(han_words, HAN_COUNT);
    TABLE(label_bits, LABEL_BITS / 64);
    TABLE(gap_bits, GAP_BITS / 64);
    TABLE(nodes.items, v->nodes.n);
    TABLE(edges, v->edge_cap);
    TABLE(candidates, count_candidates(v));
#undef TABLE
}

/* ---- the whole ---- */

/* The vocabulary itself, without what only building and running need. */
static void add_vocabulary(struct image *im, const struct vocabulary *v)
{
    struct vocabulary bare;
    memcpy(&bare, v, sizeof(bare));
    bare.arena = bare.scratch = NULL;
    bare.ids = NULL;
    bare.references.items = NULL;
    bare.spellings.items = NULL;
    bare.reordered.items = NULL;
    bare.references.n = bare.spellings.n = bare.reordered.n = 0;
    (void)append(&im->moving, &bare, sizeof(bare));
}

/* Offsets of the fixed part count from the end of the moving one. */
static void settle_places(struct image *im)
{
    for (size_t i = 0; i < im->places.n; i++) {
        char *place = im->moving.p + im->places.items[i];
        uint64_t target;
        memcpy(&target, place, sizeof(target));
        if (target & IN_FIXED)
            target = (target & ~IN_FIXED) + im->moving.n;
        memcpy(place, &target, sizeof(target));
    }
}

void image_write(const struct vocabulary *v, struct strbuf *out)
{
    struct image im = {.moving = STRBUF_INIT, .fixed = STRBUF_INIT, .arena = arena_new()};
    if (!v->is_finished)
        BUG("only a finished vocabulary has an image");
    im.texts = map_new(im.arena);
    im.cues = map_new(im.arena);
    add_vocabulary(&im, v);
    add_concepts(&im, v);
    add_text_list(&im, FIELD(0, vocabulary, areas.items), v->areas.items, v->areas.n);
    add_text_list(&im, FIELD(0, vocabulary, problems.items), v->problems.items, v->problems.n);
    add_words(&im, v);
    add_cues(&im, v);
    add_tables(&im, v);
    (void)append(&im.moving, "", 0);
    (void)append(&im.fixed, "", 0);
    settle_places(&im);
    struct image_header header = {im.moving.n, im.fixed.n, im.places.n};
    (void)append(out, &header, sizeof(header));
    (void)append(out, im.moving.p, im.moving.n);
    strbuf_add(out, im.fixed.p, im.fixed.n);
    strbuf_add(out, (const char *)im.places.items, im.places.n * sizeof(*im.places.items));
    strbuf_release(&im.moving);
    strbuf_release(&im.fixed);
    arena_free(im.arena);
}
