/* relation_internal.h: what the files of relation/ share.
 *
 * A citation is a place in the text that stands for a paper: a title, a link, a name, "[2]", or words
 * such as "the previous paper". A governor is the cue phrase that says how a citation, or a mention
 * of a concept, is meant. Each rule makes claims: one assertion each, with the place that proves it.
 * Claims about the same pair are added up to one edge in edges.c.
 *
 * Tokens are numbered through the note; a citation without a token of its own ("[2]") is
 * an empty range between two tokens. */
#ifndef PS_EXTRACT_RELATION_INTERNAL_H
#define PS_EXTRACT_RELATION_INTERNAL_H

#include "base/arena.h"
#include "base/vec.h"
#include "extract/document.h"
#include "extract/match.h"
#include "extract/relation.h"
#include "extract/token.h"
#include "extract/vocabulary.h"

#define NONE UINT32_MAX

enum citation_kind {
    CITATION_HEAD,    /* the title of an entry in its own block */
    CITATION_LINK,    /* a link or a full title in the text */
    CITATION_NAME,    /* the short name of a known paper */
    CITATION_MARK,    /* [2], [@key], [^key], "Cytron et al." */
    CITATION_ANAPHOR, /* "the previous paper", 前者 */
    CITATION_WORK     /* a concept known by the name of its paper, which the note does not hold */
};

struct citation {
    enum citation_kind kind;
    uint32_t paper;   /* index into papers; NONE for a work until a stub is made */
    uint32_t concept; /* of a work; else NONE */
    uint32_t node;
    uint32_t begin, end;
    uint32_t token_begin, token_end;
    uint16_t confidence; /* thousandths */
};

/* What one rule asserts. */
struct claim {
    struct endpoint from;
    enum relation relation;
    struct endpoint to;
    uint16_t weight;   /* thousandths; 0: only adds its evidence to a claim of the same pair */
    bool is_inherited; /* from a heading: several do not add up */
    uint32_t node;     /* block: mentions in distinct blocks count first */
    struct evidence evidence;
};

/* A run of bytes that a claim is about: the object's surface form, with the cue around it. */
struct proof {
    uint32_t object_begin, object_end;
    uint32_t begin, end; /* also to be shown if it fits: cue, subject; equal when there is none */
    const char *rule;
};

struct clause {
    uint32_t token_begin, token_end;
    bool is_doubtful; /* a question, or "perhaps", 是否 … */
};

struct relation_search {
    const struct relation_input *in;
    const struct document *d;
    const struct token *tokens;
    uint32_t n_tokens;
    struct arena *a;

    struct clause *clauses;
    size_t n_clauses;
    uint32_t *token_clause;    /* per token */
    uint32_t *token_phrase;    /* per token: number of the part between commas */
    const struct match **cues; /* by begin */
    size_t n_cues;
    uint32_t *mentions;                    /* indexes, by node and place */
    uint32_t *mention_first, *mention_end; /* per node: its part of `mentions` */

    uint32_t *scope;   /* per node: the paper that it speaks of, or NONE */
    uint32_t *entries; /* papers that own a block, in the order of their blocks */
    uint32_t n_entries;
    uint32_t *first_place;   /* per paper: its first place that is no mere name, or NONE */
    uint32_t *entry_order;   /* per paper: its place in `entries`, or NONE */
    uint32_t *concept_paper; /* per concept: the paper that is known by its name, or NONE */
    uint32_t *concept_stub;  /* per concept: the stub made of it, or NONE */

    VEC(struct paper) papers;
    VEC(struct citation) citations; /* by begin, without overlaps */
    VEC(struct claim) claims;
};

/* ---- clauses and tokens (clause.c) ---- */

void clauses_read(struct relation_search *s);
/* The first token that ends behind `offset`. */
uint32_t token_at(const struct relation_search *s, uint32_t offset);
/* Tokens of a range of bytes; an empty range where there is none. */
void token_range(const struct relation_search *s, uint32_t begin, uint32_t end, uint32_t *first,
                 uint32_t *last);
/* Clause of a (possibly empty) token range in `node`; NONE when it has no neighbours. */
uint32_t clause_of(const struct relation_search *s, uint32_t node, uint32_t token_begin,
                   uint32_t token_end);
/* Whether tokens [begin, end) are nothing but words that join: and, 和, "," … */
bool tokens_are_coordinators(const struct relation_search *s, uint32_t begin, uint32_t end);
bool token_is(const struct relation_search *s, uint32_t token, const char *const *words, size_t n);

/* ---- cues (governor.c) ---- */

enum side {
    SIDE_NONE,
    SIDE_LEFT,   /* the cue stands before: "extends X" */
    SIDE_AROUND, /* 在 X 基础上 */
    SIDE_RIGHT,  /* behind: "Xを拡張", X的后续 */
    SIDE_COLUMN  /* in the head of the table's column: "base model" */
};

struct governor {
    const struct match *cue; /* NULL when there is none */
    enum side side;
};

/* The cue that governs tokens [begin, end) of `node`; only classes for which `wanted` is true. */
struct governor governor_find(const struct relation_search *s, uint32_t node, uint32_t begin,
                              uint32_t end, bool (*wanted)(enum cue_class));
/* Index of the first cue that begins at token `token` or later. */
size_t cues_from(const struct relation_search *s, uint32_t token);
/* Kana or Hangul: its object stands before it. */
bool cue_is_postpositional(const struct relation_search *s, const struct match *cue);
bool cue_is_latin(const struct relation_search *s, const struct match *cue);
/* A negation stands up to three tokens before tokens [begin, …) in the same clause. */
bool clause_is_negated_at(const struct relation_search *s, uint32_t token);

/* ---- citations (citation.c, citation_mark.c, author.c, anaphora.c) ---- */

void citations_collect(struct relation_search *s);
void citations_sort(struct relation_search *s);
/* Index of the first citation that begins at byte `offset` or later. */
size_t citations_from(const struct relation_search *s, uint32_t offset);
/* Finds the token range of [begin, end) and adds the citation. */
void citation_add(struct relation_search *s, struct citation r);
/* Index of the first place that begins at byte `offset` or later. */
size_t places_from(const struct relation_search *s, uint32_t offset);
/* The place that covers byte `offset`, or NULL. */
const struct paper_place *place_at(const struct relation_search *s, uint32_t offset);

void citation_marks_collect(struct relation_search *s); /* [2], [^key], [@key] */
void authors_collect(struct relation_search *s);        /* "Cytron et al.", "Sharpe (1964)" */
void local_names_collect(struct relation_search *s);    /* "(DAPA-HF)" */
void ordinals_collect(struct relation_search *s);       /* "Unlike 4/", "paper 2", 第2篇 */

/* ---- year.c ---- */

void years_collect(struct relation_search *s);
/* A year of four digits; 0 otherwise. */
uint32_t year_written(struct str fold);
/* That of its entry, else the one that its block or heading names; 0 when it is not known. */
uint32_t year_of_paper(const struct relation_search *s,
                       uint32_t paper);           /* "Unlike 4/", "paper 2", 第2篇 */
void anaphors_collect(struct relation_search *s); /* 上文, 前者: needs the other citations */

/* The authors written before each link or title, per paper: empty where none are found. */
struct str *bylines_read(const struct relation_search *s);
/* Whether nothing but names stands before the token in its block. */
bool byline_holds(const struct relation_search *s, uint32_t token);
/* The entry before the place `node`, which lies in the scope of `paper` (or NONE). The confidence
 * is lower across sections; NONE when there is none. */
uint32_t entry_before(const struct relation_search *s, uint32_t paper, uint32_t node,
                      uint16_t *confidence);

/* ---- scopes (scope.c) ---- */

void scopes_read(struct relation_search *s);
/* The paper whose part of the note `node` is in, or NONE. */
uint32_t scope_paper(const struct relation_search *s, uint32_t node);
/* The paper in whose scope the entry `paper` is nested, or NONE. */
uint32_t scope_paper_around(const struct relation_search *s, uint32_t paper);
uint32_t scope_block(const struct relation_search *s, uint32_t paper);
/* The first block of text below the entry's own, or NONE. */
uint32_t scope_first_block(const struct relation_search *s, uint32_t paper);
bool node_has_text(const struct relation_search *s, uint32_t node);

/* ---- claims ---- */

/* Adds the claim with its evidence; does nothing when the object cannot be shown in a quote. */
void claim_add(struct relation_search *s, struct claim c, struct proof p);
/* Adds the line of an entry's title as a further evidence of the claim. */
void claim_add_title(struct relation_search *s, struct claim c, uint32_t paper);

static inline struct endpoint paper_endpoint(uint32_t index)
{
    return (struct endpoint){TYPE_PAPER, index};
}

static inline struct endpoint concept_endpoint(uint32_t index)
{
    return (struct endpoint){TYPE_CONCEPT, index};
}

static inline uint16_t times(uint32_t a, uint32_t b)
{
    return (uint16_t)((a * b + 500) / 1000);
}

/* Halves the weight of what a question or a doubt says; never over 400. */
uint16_t clause_weaken(const struct relation_search *s, uint32_t clause, uint16_t weight);

/* ---- places of mentions (position.c) ---- */

enum position {

#define POSITION(name, weight, rule) POSITION_##name,
#include "extract/tables/position_weights.def"
#undef POSITION
    POSITION_COUNT
};
uint16_t position_weight(enum position p);
const char *position_rule(enum position p);
/* Where in the part of `paper` the mention stands; `first_block` is the first block below the
 * entry's own that holds a mention. */
enum position position_of(const struct relation_search *s, const struct mention *m, uint32_t paper,
                          uint32_t first_block);
/* Whether a span of one of `kinds` (bits 1 << span_kind) of the node holds bytes [begin, end). */
bool span_holds(const struct relation_search *s, uint32_t node, uint32_t begin, uint32_t end,
                unsigned kinds);
/* Whether the mention is the first thing in its block, followed by a colon, a dash or nothing. */
bool mention_is_lead(const struct relation_search *s, const struct mention *m);

/* ---- rules ---- */

void paper_papers_find(struct relation_search *s);
void versions_find(struct relation_search *s);
/* The stub of a work that is only named. */
uint32_t stub_of(struct relation_search *s, const struct citation *work);
void paper_concepts_find(struct relation_search *s);
void inherited_concepts_find(struct relation_search *s);
void hearst_patterns_find(struct relation_search *s);
void nestings_find(struct relation_search *s);
void co_occurrences_find(struct relation_search *s);

/* How a mention is meant by the words around it: USES, COMPARES_WITH, INTRODUCES, EVALUATES_ON or
 * MENTIONS (relation_type.c). */
enum relation mention_relation(const struct relation_search *s, const struct mention *m);
/* For two types of one pair: the one that counts. */
bool relation_is_stronger(enum relation a, enum relation b);

/* ---- edges (edges.c, cycle.c) ---- */

/* Sums the claims up; what scores too little is left out. */
void edges_build(struct relation_search *s, struct note_edges *out);
/* Takes away, weakest first, the broader edges that would close a circle. */
void edges_drop_cycles(const struct relation_search *s, struct note_edges *out);

#endif
