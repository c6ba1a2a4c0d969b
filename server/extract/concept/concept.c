#include "extract/concept.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/map.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "extract/concept/concept_internal.h"

#define NEGATION_REACH 3 /* tokens behind a negation cue */

/* ---- what the other files add ---- */

struct found *concept_add_found(struct finder *f, uint32_t target, size_t token_begin,
                                size_t token_end, enum match_via via, uint16_t confidence)
{
    for (size_t i = token_begin; i < token_end; i++)
        f->token_target[i] = target;
    struct found *found = vec_push(f->arena, &f->found);
    found->target = target;
    found->mention = (struct mention){.node = f->tokens[token_begin].node,
                                      .begin = f->tokens[token_begin].begin,
                                      .end = f->tokens[token_end - 1].end,
                                      .token_begin = (uint32_t)token_begin,
                                      .token_end = (uint32_t)token_end,
                                      .confidence = confidence,
                                      .via = via};
    return found;
}

static struct str language_of(struct str name)
{
    struct str lang = STR("en");
    for (size_t i = 0; i < name.n;) {
        size_t len;
        enum script script = utf8_script(utf8_decode(name, i, &len));
        i += len;
        if (script == SCRIPT_KANA)
            return STR("ja");
        if (script == SCRIPT_HANGUL)
            return STR("ko");
        if (script == SCRIPT_HAN)
            lang = STR("zh");
    }
    return lang;
}

uint32_t concept_open_term(struct finder *f, struct str key, struct str name)
{
    bool is_new;
    uint64_t *slot = map_put(f->term_index, key, &is_new);
    if (!is_new)
        return TERM_BASE + (uint32_t)*slot;
    *slot = f->terms.n;
    struct term *t = vec_push(f->arena, &f->terms);
    t->key = key;
    t->name = name;
    t->lang = language_of(name);
    return TERM_BASE + (uint32_t)*slot;
}

void concept_add_name(struct finder *f, uint32_t target, struct str name)
{
    *vec_push(f->arena, &f->names) = (struct target_name){target, name};
}

void concept_explain(struct finder *f, uint32_t offset, struct str text, const char *fmt, ...)
{
    if (!f->in->options || !f->in->options->explain)
        return;
    char reasons[200];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(reasons, sizeof(reasons), fmt, args);
    va_end(args);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof(reasons) ? (size_t)n : sizeof(reasons) - 1;
    *vec_push(f->arena, &f->explanations) =
        (struct explanation){.line = document_line(f->document, offset),
                             .subject = "concept",
                             .text = text,
                             .reasons = str_copy(f->arena, str_of(reasons, len))};
}

/* ---- set-up ---- */

static void add_name_tokens(struct finder *f, const struct token_list *tokens)
{
    STRBUF_SCOPE(key);
    for (size_t i = 0; i < tokens->n; i++) {
        if (i)
            strbuf_add_byte(&key, ' ');
        strbuf_add_str(&key, tokens->items[i].fold);
    }
    if (key.n)
        *map_put(f->paper_names, str_copy(f->arena, strbuf_view(&key)), NULL) = 1;
}

static void add_paper_name(struct finder *f, struct str name)
{
    struct token_list tokens;
    tokenise_text(name, f->vocabulary, f->arena, &tokens);
    add_name_tokens(f, &tokens);
}

static void collect_paper_names(struct finder *f)
{
    const struct note_papers *papers = f->in->papers;
    for (size_t i = 0; papers && i < papers->n_papers; i++) {
        add_name_tokens(f, &papers->title_tokens[i]);
        add_paper_name(f, papers->papers[i].short_name);
        for (size_t k = 0; k < papers->papers[i].n_aliases; k++)
            add_paper_name(f, papers->papers[i].aliases[k]);
    }
}

/* Both lists are in the order of the note. */
static void mark_places(struct finder *f)
{
    const struct note_papers *papers = f->in->papers;
    size_t token = 0;
    for (size_t i = 0; papers && i < papers->n_places; i++) {
        const struct paper_place *p = &papers->places[i];
        if (p->is_name_only)
            continue;
        while (token < f->n_tokens && f->tokens[token].end <= p->begin)
            token++;
        for (size_t k = token; k < f->n_tokens && f->tokens[k].begin < p->end; k++)
            f->in_title[k] = true;
    }
}

static bool stands_at(const struct finder *f, const struct token_list *words, size_t i)
{
    for (size_t k = 0; k < words->n; k++)
        if (!str_eq(f->tokens[i + k].fold, words->items[k].fold))
            return false;
    return true;
}

/* A title without a link stands somewhere in the block of its paper: "Authors. Title. Venue." */
static void mark_title_in_block(struct finder *f, const struct token_list *words, uint32_t node)
{
    size_t end = f->in->tokens->node_end[node];
    for (size_t i = f->in->tokens->node_first[node]; words->n && i + words->n <= end; i++) {
        if (!stands_at(f, words, i))
            continue;
        memset(f->in_title + i, true, words->n * sizeof(*f->in_title));
        return;
    }
}

static void mark_titles(struct finder *f)
{
    const struct note_papers *papers = f->in->papers;
    mark_places(f);
    for (size_t i = 0; papers && i < papers->n_papers; i++)
        if (papers->paper_node[i] != NO_NODE)
            mark_title_in_block(f, &papers->title_tokens[i], papers->paper_node[i]);
}

static void init(struct finder *f, const struct concept_input *in, struct arena *a)
{
    *f = (struct finder){.in = in,
                         .document = in->document,
                         .tokens = in->tokens->items,
                         .n_tokens = in->tokens->n,
                         .vocabulary = in->vocabulary,
                         .arena = a};
    f->term_index = map_new(a);
    f->alias_index = map_new(a);
    f->paper_names = map_new(a);
    f->token_target = ARENA_ARRAY(a, uint32_t, f->n_tokens);
    f->token_match = ARENA_ARRAY(a, uint32_t, f->n_tokens);
    memset(f->token_target, 0xFF, f->n_tokens * sizeof(*f->token_target));
    memset(f->token_match, 0xFF, f->n_tokens * sizeof(*f->token_match));
    f->in_title = ARENA_ARRAY(a, bool, f->n_tokens);
    collect_paper_names(f);
    mark_titles(f);
    f->tongue = tongue_find(f);
}

/* ---- negation ---- */

static bool *mark_negated(const struct finder *f)
{
    bool *negated = ARENA_ARRAY(f->arena, bool, f->n_tokens + 1);
    for (size_t i = 0; i < f->in->matches->n; i++) {
        const struct match *m = &f->in->matches->items[i];
        if (m->kind != MATCH_CUE || m->cue->class_ != CUE_NEGATION)
            continue;
        for (size_t k = m->token_end; k < f->n_tokens && k < m->token_end + NEGATION_REACH; k++) {
            if (f->tokens[k].node != m->node || f->tokens[k].gap >= GAP_CLAUSE)
                break;
            negated[k] = true;
        }
    }
    return negated;
}

/* ---- the result ---- */

/* A target with the key under which it appears in the result. */
struct keyed {
    struct str key;
    uint32_t target;
};

static int by_key(const void *pa, const void *pb)
{
    const struct keyed *a = pa;
    const struct keyed *b = pb;
    int order = str_cmp(a->key, b->key);
    return order ? order : a->target < b->target ? -1 : a->target > b->target;
}

static int by_begin(const void *pa, const void *pb)
{
    const struct mention *a = pa;
    const struct mention *b = pb;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return a->concept < b->concept ? -1 : a->concept > b->concept;
}

static struct str *keys_of_terms(const struct finder *f)
{
    struct str *keys = ARENA_ARRAY(f->arena, struct str, f->terms.n);
    for (size_t i = 0; i < f->terms.n; i++) {
        struct str slug = fold_slug(f->arena, f->terms.items[i].name);
        keys[i] = str_from(arena_printf(f->arena, "concept:%.*s", STR_FMT(slug)));
    }
    return keys;
}

static struct str key_of(const struct finder *f, const struct str *term_keys, uint32_t target)
{
    return target < TERM_BASE ? vocabulary_at(f->vocabulary, target)->key
                              : term_keys[target - TERM_BASE];
}

static bool has_label_lang(const struct concept *c, struct str lang)
{
    for (size_t i = 0; i < c->n_labels; i++)
        if (str_eq(c->labels[i].lang, lang))
            return true;
    return false;
}

static void fill_known(const struct finder *f, uint32_t target, size_t n_names,
                       struct note_concept *out)
{
    const struct vocabulary_concept *v = vocabulary_at(f->vocabulary, target);
    struct concept *c = &out->concept;
    c->kind = v->kind;
    c->origin = v->is_user ? ORIGIN_USER : ORIGIN_VOCABULARY;
    c->labels = ARENA_ARRAY(f->arena, struct label, v->n_labels);
    c->alternatives = ARENA_ARRAY(f->arena, struct str, v->n_labels + n_names);
    for (size_t i = 0; i < v->n_labels; i++) {
        const struct vocabulary_label *l = &v->labels[i];
        if (l->is_hidden)
            continue;
        if (has_label_lang(c, l->lang))
            c->alternatives[c->n_alternatives++] = l->text;
        else
            c->labels[c->n_labels++] = (struct label){l->lang, l->text};
    }
    out->vocabulary = target;
    out->is_work = v->is_work;
}

static void fill_term(const struct finder *f, uint32_t target, size_t n_names,
                      struct note_concept *out)
{
    const struct term *t = &f->terms.items[target - TERM_BASE];
    struct concept *c = &out->concept;
    c->kind = STR("term");
    c->origin = ORIGIN_DISCOVERED;
    c->labels = ARENA_ARRAY(f->arena, struct label, 1);
    c->labels[c->n_labels++] = (struct label){t->lang, t->name};
    c->alternatives = ARENA_ARRAY(f->arena, struct str, n_names);
    out->vocabulary = UINT32_MAX;
}

static bool has_name(const struct concept *c, struct str name)
{
    for (size_t i = 0; i < c->n_labels; i++)
        if (str_eq_ci(c->labels[i].text, name))
            return true;
    for (size_t i = 0; i < c->n_alternatives; i++)
        if (str_eq_ci(c->alternatives[i], name))
            return true;
    return false;
}

static int by_target(const void *pa, const void *pb)
{
    const struct target_name *a = pa;
    const struct target_name *b = pb;
    if (a->target != b->target)
        return a->target < b->target ? -1 : 1;
    return a->name.p < b->name.p ? -1 : a->name.p > b->name.p; /* order of the note */
}

/* First of the sorted names that is not before `target`. */
static size_t first_name(const struct finder *f, uint32_t target)
{
    size_t low = 0;
    size_t high = f->names.n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (f->names.items[mid].target < target)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static size_t count_names(const struct finder *f, uint32_t target)
{
    return target == UINT32_MAX ? 0 : first_name(f, target + 1) - first_name(f, target);
}

/* What the note itself calls it. */
static void add_names(const struct finder *f, uint32_t target, struct concept *c)
{
    for (size_t i = first_name(f, target); i < f->names.n && f->names.items[i].target == target;
         i++)
        if (!has_name(c, f->names.items[i].name))
            c->alternatives[c->n_alternatives++] = f->names.items[i].name;
}

/* Targets that are mentioned, each once, by key; targets of one key become one concept. */
static size_t list_targets(const struct finder *f, const struct str *term_keys, struct keyed *out)
{
    struct map *seen = map_new(f->arena);
    size_t n = 0;
    for (size_t i = 0; i < f->found.n; i++) {
        bool is_new;
        struct str key = key_of(f, term_keys, f->found.items[i].target);
        (void)map_put(seen, key, &is_new);
        if (is_new)
            out[n++] = (struct keyed){key, f->found.items[i].target};
    }
    if (n)
        qsort(out, n, sizeof(*out), by_key);
    return n;
}

static void fill_concept(const struct finder *f, const struct keyed *k, struct note_concept *out)
{
    size_t n_names = count_names(f, k->target);
    out->concept.key = k->key;
    if (k->target < TERM_BASE)
        fill_known(f, k->target, n_names, out);
    else
        fill_term(f, k->target, n_names, out);
    add_names(f, k->target, &out->concept);
}

static struct map *write_concepts(struct finder *f, const struct str *term_keys,
                                  struct note_concepts *out)
{
    struct keyed *targets = ARENA_ARRAY(f->arena, struct keyed, f->found.n);
    struct map *index = map_new(f->arena);
    if (f->names.n)
        qsort(f->names.items, f->names.n, sizeof(*f->names.items), by_target);
    out->n_concepts = list_targets(f, term_keys, targets);
    out->concepts = ARENA_ARRAY(f->arena, struct note_concept, out->n_concepts);
    for (size_t i = 0; i < out->n_concepts; i++) {
        fill_concept(f, &targets[i], &out->concepts[i]);
        *map_put(index, targets[i].key, NULL) = i;
    }
    return index;
}

static void write_mentions(const struct finder *f, const struct str *term_keys,
                           const struct map *index, struct note_concepts *out)
{
    const bool *negated = mark_negated(f);
    out->mentions = ARENA_ARRAY(f->arena, struct mention, f->found.n);
    for (size_t i = 0; i < f->found.n; i++) {
        struct mention *m = &out->mentions[i];
        *m = f->found.items[i].mention;
        m->concept = (uint32_t)*map_get(index, key_of(f, term_keys, f->found.items[i].target));
        m->is_negated = m->token_end > m->token_begin && negated[m->token_begin];
    }
    out->n_mentions = f->found.n;
    if (f->found.n)
        qsort(out->mentions, f->found.n, sizeof(*out->mentions), by_begin);
}

void concepts_find(const struct concept_input *in, struct arena *a, struct note_concepts *out)
{
    struct finder f;
    init(&f, in, a);
    accept_sure_labels(&f);
    context_collect(&f);
    definition_find_all(&f);
    accept_doubtful_labels(&f);
    camel_find_all(&f);
    typo_find_all(&f);
    definition_find_mentions(&f);
    discover_terms(&f);
    field_find_all(&f);
    const struct str *term_keys = keys_of_terms(&f);
    struct map *index = write_concepts(&f, term_keys, out);
    write_mentions(&f, term_keys, index, out);
    out->explanations = f.explanations.items;
    out->n_explanations = f.explanations.n;
}
