/* token.h: the words of a note, once.
 *
 * A token is a folded run of letters and digits, one Han or hiragana character, one hangul syllable,
 * or a run of katakana. Single hiragana and hangul let a label or cue end before the inflection or
 * particle that follows it (に基づいた, 신경망을). Only bytes that the document's mask calls text (or
 * inline code) are read (EXTRACTION.md 3.1).
 *
 * "C++", "B+" and "C#" keep their sign where the vocabulary has it; the 's of a possessive belongs to no token. */
#ifndef PS_EXTRACT_TOKEN_H
#define PS_EXTRACT_TOKEN_H

#include "base/str.h"

struct arena;
struct document;
struct vocabulary;

enum token_kind { TOKEN_WORD, TOKEN_HAN, TOKEN_KANA, TOKEN_HANGUL };

enum token_shape { SHAPE_LOWER, SHAPE_TITLE, SHAPE_UPPER, SHAPE_MIXED, SHAPE_DIGIT, SHAPE_NONE };

/* What stands between a token and the one before it. */
enum token_gap {
    GAP_NONE, /* they touch: "KL散度" */
    GAP_SPACE,
    GAP_HYPHEN, /* any dash, underscore, middle dot or dot that touches both ("GPT-3.5") */
    GAP_BREAK,  /* one soft line break */
    GAP_SLASH,  /* / & + that touch both: "CNN/RNN", "A/B test", "Q&A" */
    GAP_COMMA, /* , 、 ， and other punctuation that ends a term but not a clause; " - ", " / " */
    GAP_BRACKET, /* ( ) （ ） [ ] quotes, emphasis borders */
    GAP_CLAUSE,  /* 。 ； ; ! ? ： : and ". " : ends a clause */
    GAP_BLOCK    /* another block, table cell, code or formula */
};

struct token {
    uint32_t begin, end; /* bytes of the note */
    uint32_t node;
    uint32_t word;            /* number of the folded form in the vocabulary; 0 = unknown there */
    struct str fold;          /* folded form */
    uint8_t kind, shape, gap; /* enum token_kind, token_shape, token_gap */
    bool in_code;             /* inline code */
};

struct token_list {
    struct token *items;
    size_t n;
    uint32_t *node_first; /* per node of the document: first token of its own text … */
    uint32_t *node_end;   /* … and one past the last */
};

void tokenise(const struct document *d, const struct vocabulary *v, struct arena *a,
              struct token_list *out);

/* The tokens of a piece of text that is no document (titles, labels, queries). */
void tokenise_text(struct str text, const struct vocabulary *v, struct arena *a,
                   struct token_list *out);

#endif
