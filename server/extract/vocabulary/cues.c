/* Reads tables/cues.tsv: class, id, confidence, language, phrases separated by "|". A phrase with
 * "…" is a head and a tail that stand in one clause; class "-" holds phrases that only eat shorter
 * cues. */
#include "base/arena.h"
#include "extract/vocabulary/vocabulary_internal.h"

#define ELLIPSIS STR("…")

struct cue_row {
    struct vocabulary *vocabulary;
    struct str file;
    size_t line;
    const struct cue *cue; /* NULL for class "-" */
};

/* In the order of enum cue_class. */
static const char *const class_names[CUE_CLASS_COUNT] = {
    "extends",    "improves",       "better",    "predecessor", "successor", "uses",     "compares",
    "similar",    "related",        "critiques", "background",  "derived",   "equal",    "reviews",
    "introduces", "evaluates",      "negation",  "doubt",       "kind-of",   "includes", "part-of",
    "used-for",   "previous-entry", "own-entry", "next-entry",  "former",    "latter",
};

static bool read_class(struct str name, enum cue_class *out)
{
    for (size_t i = 0; i < CUE_CLASS_COUNT; i++) {
        if (str_eq(name, str_from(class_names[i]))) {
            *out = (enum cue_class)i;
            return true;
        }
    }
    return false;
}

static void link_gap(struct vocabulary *v, struct gap_link **list, uint32_t gap)
{
    struct gap_link *link = ARENA_NEW(v->arena, struct gap_link);
    *link = (struct gap_link){gap, *list};
    *list = link;
}

static bool add_gap_cue(struct cue_row *r, struct str phrase, size_t dots)
{
    struct vocabulary *v = r->vocabulary;
    uint32_t head = trie_add_phrase(v, str_sub(phrase, 0, dots));
    uint32_t tail = trie_add_phrase(v, str_from_pos(phrase, dots + ELLIPSIS.n));
    if (!head || !tail)
        return false;
    uint32_t gap = (uint32_t)v->gaps.n;
    *vec_push(v->arena, &v->gaps) = r->cue;
    link_gap(v, &trie_cues(v, head)->heads, gap);
    link_gap(v, &trie_cues(v, tail)->tails, gap);
    return true;
}

static bool add_cue(struct cue_row *r, struct str phrase)
{
    size_t dots = str_find(phrase, ELLIPSIS, 0);
    if (dots != SIZE_MAX)
        return r->cue && add_gap_cue(r, phrase, dots);
    struct vocabulary *v = r->vocabulary;
    uint32_t node = trie_add_phrase(v, phrase);
    if (!node)
        return false;
    struct node_cues *cues = trie_cues(v, node);
    uint16_t *flags = &v->nodes.items[node].flags;
    if (cues->cue || *flags & PHRASE_CUE_STOP)
        vocabulary_add_problem(v, "%.*s line %zu: \"%.*s\" is there already", STR_FMT(r->file),
                               r->line, STR_FMT(phrase));
    else if (r->cue)
        cues->cue = r->cue;
    else
        *flags |= PHRASE_CUE_STOP;
    return true;
}

static bool read_cue(struct cue_row *r, const struct str columns[5])
{
    if (str_eq(columns[0], STR("-")))
        return true;
    struct cue *cue = ARENA_NEW(r->vocabulary->arena, struct cue);
    uint64_t confidence;
    if (!read_class(columns[0], &cue->class_) || !columns[1].n ||
        !str_to_u64(columns[2], &confidence) || confidence > 1000)
        return false;
    cue->id = str_from(
        arena_printf(r->vocabulary->arena, "%.*s/%.*s", STR_FMT(columns[0]), STR_FMT(columns[1])));
    cue->confidence = (uint16_t)confidence;
    r->cue = cue;
    return true;
}

static bool read_row(struct cue_row *r, struct str line)
{
    struct str columns[5] = {STR_EMPTY};
    for (size_t i = 0; i < ARRAY_LEN(columns); i++)
        if (!str_split(&line, '\t', &columns[i]))
            return false;
    r->cue = NULL;
    if (line.p || !read_cue(r, columns))
        return false;
    struct str phrase;
    while (str_split(&columns[4], '|', &phrase))
        if (!add_cue(r, str_trim(phrase)))
            return false;
    return true;
}

bool cues_load(struct vocabulary *v, struct str name, struct str tsv, struct err *e)
{
    struct cue_row r = {.vocabulary = v, .file = name};
    struct str rest = tsv;
    struct str line;
    while (tsv_next_line(&rest, &line, &r.line)) {
        arena_clear(v->scratch);
        if (!read_row(&r, line))
            return err_set(e, ERR_VALIDATION,
                           "%.*s line %zu: a cue is class, id, confidence (0-1000), language, "
                           "phrases.",
                           STR_FMT(name), r.line);
    }
    return true;
}
