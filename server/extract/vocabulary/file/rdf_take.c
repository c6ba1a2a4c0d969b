/* What one triple says about concepts. */
#include "base/arena.h"
#include "extract/vocabulary/file/list_builder_internal.h"

enum action {
    TAKE_TYPE,
    TAKE_LABEL,
    TAKE_BROADER,
    TAKE_NARROWER, /* 1: both ends are topics whose IRIs end in their names */
    TAKE_RELATED,
    TAKE_DEFINITION,
    TAKE_NOTATION,
    TAKE_MATCH,
    TAKE_EQUIVALENT,
    TAKE_PREFERRED,
    TAKE_KIND
};

struct predicate {
    struct str iri;
    enum action action;
    int argument;
};

struct class
{
    struct str iri;
    bool is_concept;
};

#define CLASS(iri, is_concept)
#define PREDICATE(iri, action, argument) {STR_INIT(iri), action, argument},
static const struct predicate predicates[] = {
#include "extract/vocabulary/file/rdf_terms.def"
};
#undef CLASS
#undef PREDICATE

#define CLASS(iri, is_concept) {STR_INIT(iri), is_concept},
#define PREDICATE(iri, action, argument)
static const struct class classes[] = {
#include "extract/vocabulary/file/rdf_terms.def"
};
#undef CLASS
#undef PREDICATE

static const struct predicate *find_predicate(struct str iri)
{
    for (size_t i = 0; i < ARRAY_LEN(predicates); i++)
        if (str_eq(predicates[i].iri, iri))
            return &predicates[i];
    return NULL;
}

static void take_type(struct list_builder *b, uint32_t subject, struct str class_iri)
{
    struct builder_node *n = &b->nodes.items[subject];
    for (size_t i = 0; i < ARRAY_LEN(classes); i++) {
        if (!str_eq(classes[i].iri, class_iri))
            continue;
        n->is_concept |= classes[i].is_concept;
        n->is_other |= !classes[i].is_concept;
    }
}

/* A concept of another vocabulary of ours need not be in the file. */
static bool is_own(const struct list_builder *b, uint32_t node)
{
    return str_starts(b->nodes.items[node].key, OWN_URI);
}

static void take_link(struct list_builder *b, uint32_t subject, uint32_t object,
                      const struct predicate *p)
{
    bool is_inverse = p->action == TAKE_NARROWER;
    if (is_inverse && p->argument) {
        b->nodes.items[subject].names_itself = true;
        b->nodes.items[object].names_itself = true;
    }
    list_builder_link(b, (struct builder_link){.from = is_inverse ? object : subject,
                                               .to = is_inverse ? subject : object,
                                               .is_broader = p->action != TAKE_RELATED,
                                               .is_open = !is_inverse && is_own(b, object)});
}

/* S is the same as O, whose name is the preferred one when `is_ordered`. */
static void take_equivalent(struct list_builder *b, uint32_t subject, uint32_t object,
                            bool is_ordered)
{
    b->nodes.items[subject].is_demoted |= is_ordered && subject != object;
    b->nodes.items[subject].names_itself = true;
    b->nodes.items[object].names_itself = true;
    list_builder_join(b, is_ordered ? object : subject, is_ordered ? subject : object);
}

static void take_iri(struct list_builder *b, const struct rdf_triple *t, const struct predicate *p)
{
    uint32_t subject = list_builder_node(b, t->subject);
    switch (p->action) {
    case TAKE_TYPE:
        take_type(b, subject, t->object);
        break;
    case TAKE_BROADER:
    case TAKE_NARROWER:
    case TAKE_RELATED:
        take_link(b, subject, list_builder_node(b, t->object), p);
        break;
    case TAKE_MATCH:
        list_builder_match(b, subject, t->object);
        break;
    case TAKE_EQUIVALENT:
    case TAKE_PREFERRED:
        take_equivalent(b, subject, list_builder_node(b, t->object), p->action == TAKE_PREFERRED);
        break;
    case TAKE_LABEL:
    case TAKE_DEFINITION:
    case TAKE_NOTATION:
    case TAKE_KIND:
        break; /* a node where a literal belongs: SKOS-XL is not read */
    }
}

static void take_kind(struct list_builder *b, uint32_t subject, struct str kind)
{
    if (vocabulary_is_kind(kind))
        b->nodes.items[subject].kind = str_copy(b->arena, kind);
    else
        list_builder_warn(b, "the kind \"%.*s\" is not known and is left out",
                          STR_FMT(text_cut(kind, 60)));
}

static bool take_literal(struct list_builder *b, const struct rdf_triple *t,
                         const struct predicate *p, struct err *e)
{
    uint32_t subject = list_builder_node(b, t->subject);
    switch (p->action) {
    case TAKE_LABEL:
        return list_builder_label(b, subject, t->object, t->tag, (enum label_rank)p->argument, e);
    case TAKE_DEFINITION:
        list_builder_text(b, subject, t->object, t->tag);
        break;
    case TAKE_NOTATION:
        b->nodes.items[subject].notation =
            str_copy(b->arena, text_cut(label_clean(t->object, b->scratch), VOCABULARY_LABEL_MAX));
        break;
    case TAKE_KIND:
        take_kind(b, subject, t->object);
        break;
    default:
        break; /* a literal where a node belongs */
    }
    return true;
}

bool rdf_take(struct list_builder *b, const struct rdf_triple *t, struct err *e)
{
    const struct predicate *p = find_predicate(t->predicate);
    if (!p)
        return true;
    if (!t->object_is_iri)
        return take_literal(b, t, p, e);
    take_iri(b, t, p);
    return true;
}
