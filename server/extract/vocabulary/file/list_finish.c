/* From what the readers found to a list: which nodes are concepts, their ids, labels and links. */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/fold.h"
#include "base/hash.h"
#include "base/map.h"
#include "extract/vocabulary/file/list_builder_internal.h"

/* Labels of one concept; far more than any language has names for a thing. */
#define LABELS_OF_ONE_MAX 200

static struct builder_node *root(struct list_builder *b, uint32_t node)
{
    return &b->nodes.items[list_builder_root(b, node)];
}

/* ---- which nodes are concepts ---- */

/* "machine learning" of "https://cso.kmi.open.ac.uk/topics/machine_learning". */
static struct str name_in_key(struct str key, struct arena *a)
{
    size_t begin = key.n;
    while (begin > 0 && !strchr("/#:", key.p[begin - 1]))
        begin--;
    char *name = arena_alloc(a, key.n - begin);
    size_t n = 0;
    for (size_t i = begin; i < key.n; i++) {
        bool is_escape = key.p[i] == '%' && i + 2 < key.n && ascii_hex_value(key.p[i + 1]) >= 0 &&
                         ascii_hex_value(key.p[i + 2]) >= 0;
        int byte = is_escape ? ascii_hex_value(key.p[i + 1]) * 16 + ascii_hex_value(key.p[i + 2])
                             : key.p[i];
        name[n++] = (char)(byte == '_' ? ' ' : byte);
        i += is_escape ? 2 : 0;
    }
    return str_of(name, n);
}

static bool name_unnamed(struct list_builder *b, const bool *has_label, struct err *e)
{
    for (uint32_t i = 0; i < b->nodes.n; i++) {
        struct builder_node n = b->nodes.items[i];
        if (n.same_as != i || has_label[i] || n.is_other)
            continue;
        arena_clear(b->scratch);
        if (n.names_itself && !list_builder_label(b, i, name_in_key(n.key, b->scratch), STR_EMPTY,
                                                  LABEL_PREFERRED, e))
            return false;
        if (n.is_concept && !n.names_itself)
            list_builder_warn(b, "%.*s has no label and is left out",
                              STR_FMT(text_cut(n.key, 200)));
    }
    return true;
}

static void gather_flags(struct list_builder *b, bool *has_label)
{
    for (uint32_t i = 0; i < b->nodes.n; i++) {
        struct builder_node *n = &b->nodes.items[i], *r = root(b, i);
        r->is_concept |= n->is_concept;
        r->is_other |= n->is_other;
        r->names_itself |= n->names_itself;
        if (!r->kind.n)
            r->kind = n->kind;
        if (!r->notation.n)
            r->notation = n->notation;
        if (!r->id.n)
            r->id = n->id;
    }
    for (size_t i = 0; i < b->labels.n; i++)
        has_label[list_builder_root(b, b->labels.items[i].node)] = true;
    for (size_t i = 0; i < b->nodes.n; i++)
        b->nodes.items[i].is_other &= !b->nodes.items[i].is_concept;
}

static struct str uri_of(const struct builder_node *n)
{
    return iri_is_absolute(n->key) && !str_starts(n->key, OWN_URI) ? n->key : STR_EMPTY;
}

/* Whatever has a label is a concept, unless it is only said to be something else. */
static bool choose_concepts(struct list_builder *b, struct concept_list *out, struct err *e)
{
    bool *has_label = ARENA_ARRAY(b->arena, bool, b->nodes.n);
    gather_flags(b, has_label);
    if (!name_unnamed(b, has_label, e))
        return false;
    for (size_t i = 0; i < b->labels.n; i++) {
        struct builder_node *n = root(b, b->labels.items[i].node);
        if (!n->is_other && !n->concept)
        n->concept = (uint32_t)++out->n;
    }
    if (out->n > VOCABULARY_CONCEPTS_MAX)
        return err_set(e, ERR_TOO_LARGE, "A vocabulary may have %d concepts; this one has %zu.",
                       VOCABULARY_CONCEPTS_MAX, out->n);
    if (out->n == 0)
        return err_set(e, ERR_VALIDATION,
                       "There is no concept with a label in it: skos:prefLabel or rdfs:label in "
                       "RDF, a column \"label\" in a table.");
    out->items = ARENA_ARRAY(b->arena, struct list_concept, out->n);
    for (uint32_t i = 0; i < b->nodes.n; i++) {
        const struct builder_node *n = &b->nodes.items[i];
        if (n->same_as == i && n->concept)
            out->items[n->concept - 1] = (struct list_concept){
                .id = n->id, .uri = uri_of(n), .kind = n->kind, .notation = n->notation};
    }
    return true;
}

static struct list_concept *concept_of(struct list_builder *b, struct concept_list *list,
                                       uint32_t node)
{
    uint32_t concept = root(b, node)->concept;
    return concept ? &list->items[concept - 1] : NULL;
}

/* ---- labels ---- */

/* A label that should be preferred to others of its language; smaller is better. */
static unsigned preference(struct list_builder *b, const struct builder_label *l)
{
    const struct builder_node *n = &b->nodes.items[l->node];
    unsigned joined = n->is_demoted ? 2 : n->same_as != l->node ? 1 : 0;
    return joined * 2 + (l->is_variant ? 1 : 0);
}

static size_t find_label(const struct list_concept *c, const struct list_label *l)
{
    size_t i = 0;
    while (i < c->n_labels &&
           !(str_eq(c->labels[i].text, l->text) && str_eq(c->labels[i].lang, l->lang)))
        i++;
    return i;
}

static bool has_preferred(const struct list_concept *c, struct str lang)
{
    for (size_t i = 0; i < c->n_labels; i++)
        if (c->labels[i].rank == LABEL_PREFERRED && str_eq(c->labels[i].lang, lang))
            return true;
    return false;
}

/* Preferred labels come in the order of preference, so the first of a language stays. */
static void place_label(struct list_concept *c, struct list_label l)
{
    size_t known = find_label(c, &l);
    if (l.rank == LABEL_PREFERRED && has_preferred(c, l.lang))
        l.rank = LABEL_ALTERNATIVE;
    if (known == c->n_labels)
        c->labels[c->n_labels++] = l;
    else if (l.rank < c->labels[known].rank)
        c->labels[known].rank = l.rank;
}

static void place_labels(struct list_builder *b, struct concept_list *list, unsigned turn)
{
    for (size_t i = 0; i < b->labels.n; i++) {
        const struct builder_label *l = &b->labels.items[i];
        struct list_concept *c = concept_of(b, list, l->node);
        unsigned due = l->label.rank == LABEL_PREFERRED ? preference(b, l) : 6;
        if (!c || due != turn || c->n_labels == LABELS_OF_ONE_MAX)
            continue;
        place_label(c, l->label);
        if (c->n_labels == LABELS_OF_ONE_MAX)
            list_builder_warn(b, "\"%.*s\" has more than %d labels; the others are left out",
                              STR_FMT(c->labels[0].text), LABELS_OF_ONE_MAX - 1);
    }
}

static void sort_labels(struct list_builder *b, struct concept_list *list)
{
    for (size_t i = 0; i < b->labels.n; i++) {
        struct list_concept *c = concept_of(b, list, b->labels.items[i].node);
        if (c)
            c->n_labels++;
    }
    for (size_t i = 0; i < list->n; i++) {
        struct list_concept *c = &list->items[i];
        size_t most = c->n_labels < LABELS_OF_ONE_MAX ? c->n_labels : LABELS_OF_ONE_MAX;
        c->labels = ARENA_ARRAY(b->arena, struct list_label, most);
        c->n_labels = 0;
    }
    for (unsigned turn = 0; turn <= 6; turn++)
        place_labels(b, list, turn);
    for (size_t i = 0; i < list->n; i++)
        list->n_labels += list->items[i].n_labels;
}

/* ---- definitions and matches ---- */

static void sort_texts(struct list_builder *b, struct concept_list *list)
{
    struct list_concept *c;
    for (size_t i = 0; i < b->texts.n; i++)
        if ((c = concept_of(b, list, b->texts.items[i].node)))
            c->n_definitions++;
    for (size_t i = 0; i < list->n; i++) {
        c = &list->items[i];
        c->definitions = ARENA_ARRAY(b->arena, struct list_text, c->n_definitions);
        c->n_definitions = 0;
    }
    for (size_t i = 0; i < b->texts.n; i++)
        if ((c = concept_of(b, list, b->texts.items[i].node)))
            c->definitions[c->n_definitions++] = b->texts.items[i].text;
}

static void sort_matches(struct list_builder *b, struct concept_list *list)
{
    struct list_concept *c;
    for (size_t i = 0; i < b->matches.n; i++)
        if ((c = concept_of(b, list, b->matches.items[i].node)))
            c->n_matches++;
    for (size_t i = 0; i < list->n; i++) {
        c = &list->items[i];
        c->matches = ARENA_ARRAY(b->arena, struct str, c->n_matches);
        c->n_matches = 0;
    }
    for (size_t i = 0; i < b->matches.n; i++)
        if ((c = concept_of(b, list, b->matches.items[i].node)))
            c->matches[c->n_matches++] = b->matches.items[i].uri;
}

/* ---- links ---- */

/* A link whose ends are settled. */
struct settled_link {
    uint32_t from, to; /* concepts; `to` UINT32_MAX when open */
    uint32_t node;     /* of the far end */
    bool is_broader;
};

static int compare_links(const void *x, const void *y)
{
    const struct settled_link *a = x, *b = y;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->is_broader != b->is_broader)
        return a->is_broader ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->to == UINT32_MAX && a->node != b->node)
        return a->node < b->node ? -1 : 1;
    return 0;
}

static bool settle_link(struct list_builder *b, const struct builder_link *l,
                        struct settled_link *out)
{
    const struct builder_node *from = root(b, l->from), *to = root(b, l->to);
    if (!from->concept || to->is_other)
        return false;
    *out = (struct settled_link){from->concept - 1, to->concept - 1, l->to, l->is_broader};
    if (!to->concept && !l->is_open) {
        list_builder_warn(b, "%.*s: a link to %.*s, which is no concept of the file, is left out",
                          STR_FMT(text_cut(from->key, 120)), STR_FMT(text_cut(to->key, 120)));
        return false;
    }
    if (from == to)
        list_builder_warn(b, "%.*s: a link to itself is left out",
                          STR_FMT(text_cut(from->key, 120)));
    return from != to;
}

static size_t settle_links(struct list_builder *b, struct settled_link *links)
{
    size_t n = 0, unique = 0;
    for (size_t i = 0; i < b->links.n; i++)
        n += settle_link(b, &b->links.items[i], &links[n]);
    if (n)
        qsort(links, n, sizeof(*links), compare_links);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || compare_links(&links[unique - 1], &links[i]) != 0)
            links[unique++] = links[i];
    return unique;
}

static void sort_links(struct list_builder *b, struct concept_list *list)
{
    struct settled_link *links = ARENA_ARRAY(b->arena, struct settled_link, b->links.n);
    size_t n = settle_links(b, links);
    struct list_link *all = ARENA_ARRAY(b->arena, struct list_link, n);
    for (size_t i = 0; i < n; i++) {
        struct list_concept *c = &list->items[links[i].from];
        all[i] = (struct list_link){.target = links[i].to, .is_broader = links[i].is_broader};
        struct str key = b->nodes.items[links[i].node].key;
        if (links[i].to == UINT32_MAX)
            all[i].name =
                fold_slug(b->arena, str_starts(key, OWN_URI) ? str_from_pos(key, OWN_URI.n) : key);
        if (!c->n_links)
            c->links = &all[i];
        c->n_links++;
    }
}

/* ---- ids ---- */

static struct str slug_of(struct list_builder *b, struct list_concept *c)
{
    struct str best = STR_EMPTY;
    for (size_t i = 0; i < c->n_labels; i++) {
        struct str slug = fold_slug(b->arena, c->labels[i].text);
        bool is_english = str_eq(c->labels[i].lang, STR("en"));
        if (slug.n && is_english && c->labels[i].rank == LABEL_PREFERRED)
            return slug;
        if (!best.n)
            best = slug;
    }
    return best;
}

static struct str wanted_id(struct list_builder *b, const struct builder_node *n,
                            struct list_concept *c)
{
    if (str_starts(n->key, OWN_URI) && vocabulary_is_id(str_from_pos(n->key, OWN_URI.n)))
        return str_from_pos(n->key, OWN_URI.n);
    return c->id.n ? c->id : slug_of(b, c);
}

/* Ends with a part of the key's hash when another concept of the file has the slug, so that the id is
 * the same however the file is ordered otherwise. */
static void set_id(struct list_builder *b, struct map *ids, const struct builder_node *n,
                   struct list_concept *c)
{
    char hash[PUBLIC_ID_MAX];
    bool is_new = false;
    struct str id = wanted_id(b, n, c);
    if (id.n)
        *map_put(ids, id, &is_new) = 1;
    if (!is_new) {
        hash_public_id('c', n->key, hash);
        id = str_from(
            arena_printf(b->arena, "%.*s-%.8s", STR_FMT(id.n ? id : STR("concept")), hash + 2));
        (void)map_put(ids, id, &is_new);
    }
    c->id = id;
}

static void set_ids(struct list_builder *b, struct concept_list *list)
{
    struct map *ids = map_new(b->arena);
    for (uint32_t i = 0; i < b->nodes.n; i++) {
        const struct builder_node *n = &b->nodes.items[i];
        if (n->same_as == i && n->concept)
            set_id(b, ids, n, &list->items[n->concept - 1]);
    }
}

bool list_builder_finish(struct list_builder *b, struct concept_list *out, struct err *e)
{
    *out = (struct concept_list){0};
    b->line = 0;
    if (!choose_concepts(b, out, e))
        return false;
    sort_labels(b, out);
    sort_texts(b, out);
    sort_matches(b, out);
    sort_links(b, out);
    set_ids(b, out);
    list_break_cycles(b, out);
    out->warnings = b->warnings.items;
    out->n_warnings = b->warnings.n;
    out->n_problems = b->n_problems;
    return true;
}
