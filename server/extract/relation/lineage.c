/* Lineage: which of two papers is the later, by cue phrases and by the numbers in their names. */
#include "base/fold.h"
#include "extract/relation/slot_internal.h"

#define VERSION_MAX    9 /* ResNet50 is no version 50 */
#define STEM_BYTES_MIN 3
#define WEIGHT_VERSION 600

static bool has_tail(const struct relation_search *s, const struct match *cue)
{
    static const char *const tails[] = {
#define LINEAGE_TAIL(word) word,
#include "extract/tables/lineage_tails.def"
#undef LINEAGE_TAIL
    };
    return token_is(s, cue->token_end - 1, tails, ARRAY_LEN(tails)) ||
           (cue->token_end < s->n_tokens && s->tokens[cue->token_end].gap <= GAP_BREAK &&
            token_is(s, cue->token_end, tails, ARRAY_LEN(tails)));
}

/* "A is a follow-up to B", "BはAの後継": the subject stands in the relation that the noun names.
 * "A的后续工作B", "follow-up: B": the object does. */
bool lineage_subject_is_later(const struct relation_search *s, const struct slot *slot)
{
    const struct governor *g = &slot->governor;
    uint32_t object = s->citations.items[slot->chain_first].begin;
    bool is_label =
        g->side == SIDE_LEFT && str_has(document_slice(s->d, g->cue->end, object), STR(":"));
    bool noun_is_subject = g->side == SIDE_RIGHT || g->side == SIDE_AROUND ||
                           (cue_is_latin(s, g->cue) && has_tail(s, g->cue) && !is_label);
    return (g->cue->cue->class_ == CUE_SUCCESSOR) == noun_is_subject;
}

bool lineage_has_object_behind(const struct relation_search *s, const struct slot *slot)
{
    size_t i = slot->chain_last + 1;
    const struct governor *g = &slot->governor;
    if (g->side != SIDE_RIGHT || i >= s->citations.n || cue_is_postpositional(s, g->cue) ||
        cue_relation_of(g->cue)->relation != REL_SUCCEEDS)
        return false;
    const struct citation *r = &s->citations.items[i];
    return r->node == slot->object->node && r->token_begin >= slot->governor.cue->token_end &&
           clause_of(s, r->node, r->token_begin, r->token_end) == slot->clause;
}

/* ---- versions ---- */

/* "DreamerV2", "wav2vec 2.0", "PointNet++": stem and number of a name; 1 where there is none. */
struct version {
    struct str stem; /* folded */
    uint32_t number;
    uint32_t paper;
};

static size_t digits_begin(struct str name)
{
    size_t at = name.n;
    while (at > 0 && ((name.p[at - 1] >= '0' && name.p[at - 1] <= '9') || name.p[at - 1] == '.'))
        at--;
    return at;
}

static struct str without_joint(struct str stem)
{
    if (stem.n && (stem.p[stem.n - 1] == 'v' || stem.p[stem.n - 1] == 'V'))
        stem.n--;
    while (stem.n && (stem.p[stem.n - 1] == ' ' || stem.p[stem.n - 1] == '-'))
        stem.n--;
    return stem;
}

static bool split_version(struct str name, struct str *stem, uint32_t *number)
{
    *stem = name;
    *number = 1;
    if (str_ends(name, STR("++"))) {
        *stem = str_sub(name, 0, name.n - 2);
        *number = 2;
        return true;
    }
    size_t at = digits_begin(name);
    if (at == name.n)
        return true;
    uint64_t value;
    struct str digits = str_from_pos(name, at);
    struct str whole;
    (void)str_split(&digits, '.', &whole);
    if (!str_to_u64(whole, &value) || value == 0 || value > VERSION_MAX)
        return false;
    *stem = without_joint(str_sub(name, 0, at));
    *number = (uint32_t)value;
    return true;
}

static struct str name_of(const struct paper *p)
{
    size_t colon = str_find_byte(p->title, ':', 0);
    if (p->short_name.n || colon == SIZE_MAX)
        return p->short_name.n ? p->short_name : p->title;
    return str_sub(p->title, 0, colon);
}

/* A name of one or two words that the language does not have. */
static bool is_stem(const struct relation_search *s, struct str stem)
{
    struct token_list tokens;
    if (stem.n < STEM_BYTES_MIN)
        return false;
    tokenise_text(stem, s->in->vocabulary, s->a, &tokens);
    return tokens.n > 0 && tokens.n <= 2 && tokens.items[0].shape != SHAPE_LOWER &&
           !vocabulary_is_english(s->in->vocabulary, tokens.items[0].fold);
}

static int compare_versions(const void *left, const void *right)
{
    const struct version *a = left;
    const struct version *b = right;
    int order = str_cmp(a->stem, b->stem);
    if (!order)
        order = (a->number > b->number) - (a->number < b->number);
    return order ? order : (a->paper > b->paper) - (a->paper < b->paper);
}

static size_t read_versions(const struct relation_search *s, struct version *out)
{
    size_t n = 0;
    for (uint32_t i = 0; i < s->in->papers->n_papers; i++) {
        struct str stem;
        uint32_t number;
        if (!split_version(name_of(&s->in->papers->papers[i]), &stem, &number))
            continue;
        /* "V2" below the entry of the first version */
        uint32_t around = stem.n || number < 2 ? NONE : scope_paper_around(s, i);
        uint32_t first;
        if (around != NONE && !split_version(name_of(&s->papers.items[around]), &stem, &first))
            continue;
        if (is_stem(s, stem))
            out[n++] = (struct version){fold_key(s->a, stem), number, i};
    }
    return n;
}

static void claim_version(struct relation_search *s, const struct version *later,
                          const struct version *earlier)
{
    struct claim c = {.from = paper_endpoint(later->paper),
                      .relation = REL_SUCCEEDS,
                      .to = paper_endpoint(earlier->paper),
                      .weight = WEIGHT_VERSION,
                      .node = scope_block(s, later->paper)};
    uint32_t place = s->first_place[later->paper];
    if (place == NONE)
        return;
    const struct paper_place *p = &s->in->papers->places[place];
    claim_add(s, c, (struct proof){p->begin, p->end, 0, 0, "version"});
    claim_add_title(s, c, earlier->paper);
}

/* Two papers of one name and number are not told apart: neither has a place in the line. */
static bool is_alone(const struct version *v, size_t i, size_t n)
{
    bool as_before = i > 0 && str_eq(v[i].stem, v[i - 1].stem) && v[i].number == v[i - 1].number;
    bool as_behind =
        i + 1 < n && str_eq(v[i].stem, v[i + 1].stem) && v[i].number == v[i + 1].number;
    return !as_before && !as_behind;
}

void versions_find(struct relation_search *s)
{
    struct version *v = ARENA_ARRAY(s->a, struct version, s->in->papers->n_papers);
    size_t n = read_versions(s, v);
    if (n)
        qsort(v, n, sizeof(*v), compare_versions);
    for (size_t i = 1; i < n; i++)
        if (str_eq(v[i].stem, v[i - 1].stem) && is_alone(v, i, n) && is_alone(v, i - 1, n))
            claim_version(s, &v[i], &v[i - 1]);
}
