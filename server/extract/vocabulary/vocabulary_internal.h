/* vocabulary_internal.h: what the files of this folder, the tokeniser and the matcher share.
 *
 * Words (folded tokens) are numbered from 1; a label or cue phrase is a path of words from node 0
 * of the trie. All tables are open-addressed and only grow before vocabulary_finish. */
#ifndef PS_EXTRACT_VOCABULARY_INTERNAL_H
#define PS_EXTRACT_VOCABULARY_INTERNAL_H

#include <stdatomic.h>

#include "base/vec.h"
#include "extract/match.h"
#include "extract/vocabulary.h"

struct map;
struct token_list;

#define HAN_FIRST  0x4E00u
#define HAN_COUNT  0x5200u

#define LABEL_BITS (1u << 17)
#define GAP_BITS   (1u << 20)

/* The word that stands for "/", "&" or "+" inside a label ("A/B test"). */
#define WORD_SLASH 1u

/* What is known of a word or phrase beside the concepts that it names: tables/words.tsv,
 * words-en.txt, blocked.txt, blockers.txt. */
enum phrase_flag {
    PHRASE_LABEL = 1,         /* words: occurs in a label */
    PHRASE_ENGLISH = 2,       /* words-en.txt */
    PHRASE_STOP = 4,          /* neither begins nor ends a term */
    PHRASE_ABBREVIATION = 8,  /* a dot behind it ends no clause */
    PHRASE_ENDING = 16,       /* head of technical terms: network, learning, 学习 … */
    PHRASE_ORGANISATION = 32, /* university, lab, google … */
    PHRASE_VENUE = 64,        /* cvpr, arxiv, proceedings … */
    PHRASE_VERB = 128,        /* in no term: is, uses, proposes … */
    PHRASE_LEAD = 256,        /* label of a remark and no term: note, summary, 总结 … */
    PHRASE_BLOCKED = 512,     /* generic: counts only as a label of the user */
    PHRASE_BLOCKER = 1024,    /* eats shorter labels */
    PHRASE_CUE_STOP = 2048,   /* eats shorter cues: 应用 holds no 用 */
    PHRASE_WEAK_HEAD = 4096,  /* ends no term: note, result, approach … */
    PHRASE_QUALITY = 8192, /* praise or size that belongs to no term: efficient, large-scale … */
    PHRASE_SUFFIX = 16384, /* closes terms of three characters and more: 率, 性, 器, 법 … */
    PHRASE_INNER = 32768   /* holds a function character and is none: 地下, 不确定, 无 … */
};

struct trie_edge {
    uint64_t key; /* node << 32 | word; 0 = free: the root has no edges */
    uint32_t next;
};

/* A cue with a gap (比…更好) hangs its number on the node of its head and on that of its tail. */
struct gap_link {
    uint32_t gap; /* index into vocabulary.gaps */
    struct gap_link *next;
};

struct node_cues {
    const struct cue *cue;
    struct gap_link *heads, *tails;
};

/* Small, since there are many and matching runs through them. */
struct trie_node {
    uint32_t candidates; /* index into vocabulary.candidates */
    uint16_t n_candidates;
    uint16_t flags; /* enum phrase_flag */
    uint32_t cues;  /* index into vocabulary.cues; 0 = none */
    uint32_t steps; /* a bit for each word that goes on from here: most others need no look-up */
};

/* One spelling of a label, until vocabulary_finish. */
struct spelling {
    struct label_candidate candidate;
    uint32_t node;
    uint32_t next;        /* spelling of the same node, + 1; 0 = none */
    uint32_t joined_word; /* words written together, which may be an English word; 0 = none */
    bool is_joined;       /* made by us: gives way to what someone wrote */
    bool is_user;         /* takes the label away from shipped concepts */
};

/* A broader or related id as the file names it, until vocabulary_finish knows all ids. */
struct concept_reference {
    uint32_t concept;
    bool is_broader;
    struct str id;
    struct str place; /* "vision.tsv line 12" */
};

struct word {
    struct str text;
    uint16_t flags;
    uint32_t first_node; /* behind the root; 0 = no phrase begins with it */
};

struct word_slot {
    uint32_t hash;
    uint32_t word; /* 0 = free */
};

struct vocabulary {
    struct arena *arena;
    atomic_size_t n_holders;
    VEC(struct vocabulary_concept) concepts;
    VEC(struct concept_reference) references;
    VEC(struct str) areas;
    VEC(struct str) problems; /* found while loading */
    struct map *ids;
    VEC(struct spelling) spellings;
    VEC(uint32_t) reordered; /* concepts that got further labels: the user's choice goes first */
    uint64_t version;
    struct arena *scratch; /* for one row at a time; NULL when finished */

    VEC(struct word) words; /* [0] is the unknown word */
    struct word_slot *word_slots;
    size_t word_cap;
    /* Made by vocabulary_finish. */
    uint32_t *han_words;  /* by code point - HAN_FIRST: word of the simplified form */
    uint64_t *label_bits; /* by hash: whether some word of a label has it */
    uint64_t *gap_bits;   /* the same of those words with one letter taken out */

    size_t n_labels;

    VEC(struct trie_node) nodes; /* [0] is the root */
    struct trie_edge *edges;
    size_t edge_cap, n_edges;
    VEC(struct node_cues) cues; /* [0] is empty */
    struct label_candidate *candidates;
    VEC(const struct cue *) gaps;
    bool is_finished;
};

/* ---- words of the trie (trie.c) ---- */

/* Number of a folded word; 0 when no phrase holds it. */
uint32_t vocabulary_word(const struct vocabulary *v, struct str fold);
struct str vocabulary_word_text(const struct vocabulary *v, uint32_t word);
uint16_t vocabulary_word_flags(const struct vocabulary *v, uint32_t word);
/* False for most words that no label holds; quick, since the answer comes from the cache. */
bool vocabulary_may_be_in_label(const struct vocabulary *v, struct str fold);
/* False for most that are no such word when a letter is put in at `gap`. */
bool vocabulary_may_fill_gap(const struct vocabulary *v, struct str rest, size_t gap);
/* False when no phrase holds the character or its simplified form. */
bool vocabulary_han(const struct vocabulary *v, uint32_t cp, uint32_t *word, struct str *fold);
/* The node behind `word`, or 0. */
uint32_t trie_step(const struct vocabulary *v, uint32_t node, uint32_t word);
/* Flags of the phrase that tokens [begin, end) make up; 0 when it is not known. */
uint16_t vocabulary_phrase_flags(const struct vocabulary *v, const struct token_list *tokens,
                                 size_t begin, size_t end);

/* ---- building (trie.c, label_bits.c) ---- */

void trie_init(struct vocabulary *v);
/* Room for so many more words and edges, so that the tables do not grow by doubling. */
void trie_reserve(struct vocabulary *v, size_t words, size_t edges);
/* The cues of a node, made when there are none; valid until the next one is made. */
struct node_cues *trie_cues(struct vocabulary *v, uint32_t node);
uint32_t trie_add_word(struct vocabulary *v, struct str fold, uint16_t flags);
/* The node of a phrase, made when it is new; 0 for a phrase without words. */
uint32_t trie_add_phrase(struct vocabulary *v, struct str phrase);
/* The same for tokens; `flags` go to each word. */
uint32_t trie_add_tokens(struct vocabulary *v, const struct token_list *tokens, uint16_t flags);
/* The node at the end of all tokens, or 0. */
uint32_t trie_find_tokens(const struct vocabulary *v, const struct token_list *tokens);
/* Tables that make matching quick: words of Han characters, bits of labels. */
void trie_index(struct vocabulary *v);
/* What may be a misspelling of a word of a label. */
void label_bits_index(struct vocabulary *v);
/* Of a folded word, for the tables. */
uint32_t vocabulary_hash_word(struct str fold);

/* image.c: the vocabulary of an image; `image` must stay. */
struct vocabulary *image_read(const unsigned char *image);

/* ---- reading the files ---- */

/* classes.c: the class that "text:class" names, taken off `text`; false when it names none. */
bool class_read_suffix(struct str *text, enum label_class *out);
/* classes.c: the class of a label without a suffix. */
enum label_class class_infer(const struct token_list *tokens);
/* spelling.c: a label of the concept, whose node trie_add_tokens gave, and its other spellings. */
void spelling_add_label(struct vocabulary *v, uint32_t concept, uint32_t label,
                        const struct token_list *tokens, uint32_t node);
/* cues.c: tables/cues.tsv. */
MUST_USE bool cues_load(struct vocabulary *v, struct str name, struct str tsv, struct err *e);
/* words.c: tables/words.tsv and the lists with one phrase a line. */
MUST_USE bool words_load(struct vocabulary *v, struct str name, struct str tsv, struct err *e);
void words_load_list(struct vocabulary *v, struct str text, uint16_t flags);
/* load.c: lines without comments and empty ones; false at the end. `*number` counts from 1. */
bool tsv_next_line(struct str *rest, struct str *line, size_t *number);
/* load.c: "method", "task" … */
bool vocabulary_is_kind(struct str kind);
/* load.c: lower-case letters, digits and hyphens; other scripts are allowed. */
bool vocabulary_is_id(struct str id);
/* load.c: the version covers everything that was added, in order. */
void vocabulary_mix_version(struct vocabulary *v, struct str text);
/* load.c: the number of an area, made when it is new. There are few. */
uint32_t vocabulary_area(struct vocabulary *v, struct str area);
void vocabulary_add_problem(struct vocabulary *v, const char *fmt, ...) PRINTF(2, 3);

#endif
