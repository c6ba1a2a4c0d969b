#include "extract/vocabulary/file/list_builder_internal.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/map.h"

void list_builder_init(struct list_builder *b, struct arena *a)
{
    *b = (struct list_builder){.arena = a, .scratch = arena_new(), .keys = map_new(a)};
}

void list_builder_release(struct list_builder *b)
{
    arena_free(b->scratch);
    b->scratch = NULL;
}

uint32_t list_builder_node(struct list_builder *b, struct str key)
{
    const uint64_t *known = map_get(b->keys, key);
    if (known)
        return (uint32_t)*known;
    struct str copy = str_copy(b->arena, key);
    uint32_t node = (uint32_t)b->nodes.n;
    *map_put(b->keys, copy, NULL) = node;
    struct builder_node *n = vec_push(b->arena, &b->nodes);
    n->key = copy;
    n->same_as = node;
    return node;
}

/* Languages that stand in the program's own memory need no copy. */
static struct str keep_language(struct list_builder *b, struct str lang, struct str tag)
{
    bool is_part = tag.n && lang.p == tag.p;
    return is_part ? str_lower(b->arena, lang) : lang;
}

bool list_builder_label(struct list_builder *b, uint32_t node, struct str text, struct str tag,
                        enum label_rank rank, struct err *e)
{
    struct str clean = label_clean(text, b->scratch);
    if (!clean.n)
        return true;
    if (clean.n > VOCABULARY_LABEL_MAX) {
        list_builder_warn(b, "a label of %zu bytes is left out, the limit is %d: \"%.*s…\"",
                          clean.n, VOCABULARY_LABEL_MAX, STR_FMT(text_cut(clean, 60)));
        return true;
    }
    if (b->labels.n >= VOCABULARY_LABELS_MAX)
        return err_set(e, ERR_TOO_LARGE, "A vocabulary may have %d labels; this one has more.",
                       VOCABULARY_LABELS_MAX);
    struct builder_label *label = vec_push(b->arena, &b->labels);
    struct str lang = language_of(tag, clean, &label->is_variant);
    label->node = node;
    label->label = (struct list_label){
        .lang = keep_language(b, lang, tag), .text = str_copy(b->arena, clean), .rank = rank};
    return true;
}

void list_builder_text(struct list_builder *b, uint32_t node, struct str text, struct str tag)
{
    struct str clean = label_clean(text, b->scratch);
    bool is_variant;
    if (!clean.n)
        return;
    if (clean.n > VOCABULARY_TEXT_MAX)
        list_builder_warn(b, "a definition of %zu bytes is cut to %d", clean.n,
                          VOCABULARY_TEXT_MAX);
    clean = text_cut(clean, VOCABULARY_TEXT_MAX);
    struct str lang = language_of(tag, clean, &is_variant);
    *vec_push(b->arena, &b->texts) = (struct builder_text){
        node, {.lang = keep_language(b, lang, tag), .text = str_copy(b->arena, clean)}};
}

void list_builder_link(struct list_builder *b, struct builder_link link)
{
    *vec_push(b->arena, &b->links) = link;
}

void list_builder_match(struct list_builder *b, uint32_t node, struct str uri)
{
    if (iri_is_absolute(uri))
        *vec_push(b->arena, &b->matches) = (struct builder_match){node, str_copy(b->arena, uri)};
    else
        list_builder_warn(b, "the match \"%.*s\" is no absolute IRI and is left out",
                          STR_FMT(text_cut(uri, 100)));
}

/* The way there is halved each time. */
uint32_t list_builder_root(struct list_builder *b, uint32_t node)
{
    struct builder_node *nodes = b->nodes.items;
    while (nodes[node].same_as != node) {
        nodes[node].same_as = nodes[nodes[node].same_as].same_as;
        node = nodes[node].same_as;
    }
    return node;
}

void list_builder_join(struct list_builder *b, uint32_t node, uint32_t other)
{
    uint32_t to = list_builder_root(b, node), from = list_builder_root(b, other);
    b->nodes.items[from].same_as = to;
}

void list_builder_alias(struct list_builder *b, uint32_t node, struct str key)
{
    uint32_t other = list_builder_root(b, list_builder_node(b, key));
    if (other != list_builder_root(b, node) && !b->nodes.items[other].is_concept)
        list_builder_join(b, node, other);
}

void list_builder_warn(struct list_builder *b, const char *fmt, ...)
{
    char text[400];
    int at = 0;
    if (b->n_problems++ >= VOCABULARY_WARNINGS_MAX)
        return;
    if (b->line)
        at = snprintf(text, sizeof(text), "line %zu: ", b->line);
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text + at, sizeof(text) - (size_t)at, fmt, args);
    va_end(args);
    struct str cut = text_cut(str_from(text), sizeof(text) - 4);
    *vec_push(b->arena, &b->warnings) = str_copy(b->arena, cut);
}
