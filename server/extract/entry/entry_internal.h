/* entry_internal.h: what the files of entry/ share.
 *
 * References are the links and written identifiers of the note, read once. Candidates are the
 * blocks that may be papers: headings, items, paragraphs, rows, the whole note. Each is read by
 * head.c (which reference identifies it, where its title stands) and scored by features.c and
 * score.c. Works are what entries, loose references, citations and records say about one paper
 * each; merge.c joins those that are the same. */
#ifndef PS_EXTRACT_ENTRY_INTERNAL_H
#define PS_EXTRACT_ENTRY_INTERNAL_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "extract/document.h"
#include "extract/entry.h"
#include "extract/identity.h"
#include "extract/link.h"
#include "extract/match.h"
#include "extract/title.h"
#include "extract/token.h"
#include "extract/vocabulary.h"

struct entry_search;

#define NONE UINT32_MAX
/* Points that make an entry, and points that make a warning. */
#define ENTRY_SCORE    60
#define POSSIBLE_SCORE 40
/* An item is read this far for its title; prose that goes on longer is not. */
#define HEAD_BYTES_MAX 600

/* ---- words and shape of text (words.c, shape.c) ---- */

enum word_list {
    WORDS_FUNCTION,
    WORDS_TEMPLATE,
    WORDS_ESSAY,
    WORDS_INFO,
    WORDS_CONTAINER,
    WORDS_WEAK_CONTAINER,
    WORDS_PAPERS,
    WORDS_RELATED,
    WORDS_REFERENCES,
    WORDS_RESOURCE,
    WORDS_TASK,
    WORDS_HOWTO,
    WORDS_OPENER_START,
    WORDS_OPENER_END,
    WORDS_COLUMN_TITLE,
    WORDS_COLUMN_NAME,
    WORDS_COLUMN_LINK,
    WORDS_COLUMN_YEAR,
    WORDS_COLUMN_AUTHOR,
    WORDS_COLUMN_VENUE,
    WORDS_PAPER_TAG,
    WORDS_CALENDAR,
    WORDS_ORG_STATE,
    WORDS_SIDE_DOCUMENT,
    WORDS_WIDE_TITLE_START,
    WORDS_WIDE_TITLE_END,
    WORDS_MANUAL_FILE,
    WORDS_MANUAL_HEADING
};

enum word_place { PLACE_ALL, PLACE_START, PLACE_END, PLACE_ANYWHERE };

/* `folded` comes from words_fold. */
bool words_match(enum word_list list, enum word_place place, struct str folded);
/* Folded, without punctuation at the ends. */
struct str words_fold(struct str text, struct arena *a);

struct shape {
    uint32_t words, function_words, content_words, capitalised;
    uint32_t cjk; /* characters of Chinese, Japanese and Korean */
    bool has_stop;
    bool starts_upper, ends_sentence;
};

void shape_read(struct str visible, struct shape *out);

/* How much a text looks like a title, from its words alone. */
enum title_grade {
    GRADE_NONE,
    GRADE_NAME,        /* "MoCo", "Tacotron 2" */
    GRADE_SENTENCE,    /* "Basic local alignment search tool" */
    GRADE_CAPITALISED, /* "Graph Attention Networks" */
    GRADE_STRONG /* "Short: rest"; five words and more, capitalised, with small words between */
};
enum title_grade shape_grade(struct str visible);
bool shape_is_name(struct str visible);
/* Names, venues and years only: few words in small letters. */
bool shape_is_citation_like(struct str visible);
/* The same with a sign of a list of authors: a comma, "et al.", a year. */
bool shape_is_authors(struct str visible);
/* "Cytron, Ferrante, Rosen", "Agrawal, Pulkit and Malik, Jitendra": names of persons and nothing
 * else. Titles such as "Look, Listen and Learn" are told apart by their English words. */
bool shape_is_persons(struct str visible, const struct vocabulary *v, struct arena *a);
/* "Ricci v. DeStefano": the parties of a case, both with capitals. */
bool shape_is_court_case(struct str visible);
/* Position of the first year, or SIZE_MAX. */
size_t shape_year(struct str visible, uint32_t *year);
bool shape_is_date(struct str visible, struct arena *a);

/* ---- where a title ends in plain text (title_cut.c) ---- */

/* The end of the clause at `begin`: a line, a sentence, a dash that begins a remark, or `limit`. */
uint32_t text_clause_end(const struct document *d, uint32_t begin, uint32_t limit);
/* Without the brackets, colons and commas that a text cut before a link ends with. */
struct str text_trim_opening(struct str text);
/* Without "(SISC 2021" behind a title, when a link took the closing bracket. */
struct str text_cut_open_bracket(struct str text);
/* Without "(Angrist, Imbens, Rubin 1996)" behind a title; year and authors go into `t`. */
struct str text_cut_author_year(struct str text, struct title *t);
/* Without "— Zhu et al., ICLR 2021: …" behind a title. */
struct str text_cut_dashed_authors(struct str text);

/* ---- references (references.c) ---- */

enum reference_label {
    LABEL_NONE,    /* bare URL or identifier */
    LABEL_GENERIC, /* "paper", "pdf", 论文地址 */
    LABEL_ADDRESS, /* the URL or identifier again, a venue, a year */
    LABEL_NAME     /* may be a title */
};

struct reference {
    uint32_t node;
    uint32_t begin, end;           /* with markup */
    uint32_t text_begin, text_end; /* label; equal when there is none */
    enum span_kind kind;           /* SPAN_KIND_COUNT: identifier written in text */
    enum reference_label label;
    struct link_target target; /* zero for empty links, brackets, wikilinks */
    struct str page, folder;   /* wikilink: page without folder and heading, and the folder */
    bool is_taken;             /* an entry speaks for it: it makes no cited paper of its own */
};

/* Reads all links and written identifiers. */
void references_collect(struct entry_search *s);
/* Has an identifier of a paper, or is some .pdf. */
bool reference_is_paper(const struct reference *r);
/* Index of the first reference that begins at or after `offset`. */
uint32_t references_from(const struct entry_search *s, uint32_t offset);
struct str reference_label(const struct entry_search *s, const struct reference *r);

/* ---- candidates ---- */

enum candidate_kind {
    CANDIDATE_DOCUMENT,
    CANDIDATE_HEADING,
    CANDIDATE_ITEM,
    CANDIDATE_PARAGRAPH,
    CANDIDATE_ROW,
    CANDIDATE_FOOTNOTE
};

enum title_source {
    TITLE_NOWHERE,
    TITLE_FIELD,
    TITLE_LINK,
    TITLE_MARKED,
    TITLE_CITATION,
    TITLE_BEFORE_LINK,
    TITLE_AFTER_LINK,
    TITLE_TEXT,
    TITLE_CELL,
    TITLE_FILE_NAME
};

enum feature {

#define FEATURE(name, points, label) FEATURE_##name,
#define FOUND                        FEATURE
#include "extract/tables/entry_scores.def"
#undef FEATURE
#undef FOUND
    FEATURE_COUNT
};

struct candidate {
    enum candidate_kind kind;
    uint32_t node;       /* owns the scope */
    uint32_t begin, end; /* own text, in bytes of the note */
    uint32_t line;
    struct str text;   /* visible own text */
    struct str folded; /* words_fold of it; only the beginning of a long one */
    uint32_t lists;    /* headings: bit per enum word_list that heading_is answers */
    uint32_t first_reference, n_references; /* within own text */

    uint32_t identifier; /* reference that identifies it, or NONE */
    uint32_t head;       /* reference whose label is the title, or NONE */
    enum title_source source;
    uint32_t title_begin, title_end; /* bytes; equal when the title stands elsewhere */
    struct str raw_title;            /* visible text before cleaning */
    struct title title;
    struct str alias; /* a name that stands before or behind the title, or empty */
    enum title_grade grade;

    uint32_t lead;        /* reference in the block below that identifies it, or NONE */
    uint32_t lead_block;  /* candidate that this one speaks for, or NONE */
    uint32_t spoken_for;  /* candidate that speaks for this one, or NONE */
    VEC(uint32_t) fields; /* of the document: a field block that describes it */

    uint64_t features;
    int score;
    uint32_t record;     /* BibTeX record it is about, or NONE */
    uint64_t list, pool; /* siblings share them: of one list, of like lists; 0: has none */
    bool is_entry;
};

struct str_list { /* for vec_push */
    struct str *items;
    size_t n, cap;
};

/* What one place says about one paper. */
struct work {
    enum paper_status status;
    uint32_t candidate; /* whose scope it owns, or NONE */
    uint32_t origin;    /* candidate that it was read from, or NONE */
    uint32_t paper;     /* final paper it became part of (merge.c) */
    uint32_t node, begin, end, line;
    struct str title, short_name;
    bool has_own_title; /* false: only an identifier or a link label stands for one */
    struct str_list aliases;
    struct str_list identifiers;
    struct str_list urls;
    struct str_list resources;
    struct str_list authors;
    struct str venue;
    uint32_t year;
};

struct entry_search {
    const struct entry_input *in;
    const struct document *d;
    struct arena *a;
    uint32_t latest_year;
    struct reference *references; /* by begin */
    size_t n_references;
    VEC(struct candidate) candidates; /* in document order; [0] is the document */
    uint32_t *node_candidate;         /* per node: its first candidate, or NONE */
    uint32_t *node_scope;             /* per node: candidate whose scope it is in, or NONE */
    bool *is_continuation;
    bool is_manual; /* the note tells how software is used or made (manual.c) */
    VEC(struct work) works;
    VEC(struct warning) warnings;
    VEC(struct paper_place) places; /* where a paper is only named */
};

/* ---- the steps, in the order in which entry.c takes them ---- */

void candidates_collect(struct entry_search *s); /* candidates.c */
void manual_read(struct entry_search *s);        /* manual.c */
/* The head of the own text: which reference identifies it and what is its title (head.c). */
void head_read(struct entry_search *s, struct candidate *c);
/* "…" (Guérin et al., 2013, p. 2160): words of a paper, not its title (cited.c). */
bool span_is_excerpt(const struct entry_search *s, const struct span *span);
/* "@tilman1996" at the beginning of a text, without its mark; or empty. */
struct str cite_key_at(struct str text);
void rows_read(struct entry_search *s);     /* table_paper.c */
void fields_assign(struct entry_search *s); /* field_block.c */
void sections_read(struct entry_search *s); /* section_paper.c */
void document_read(struct entry_search *s); /* document_paper.c */
/* The reference of the one paper that the whole note refers to, or NONE (document_paper.c). */
uint32_t only_identifier(const struct entry_search *s);
void candidates_score(struct entry_search *s); /* score.c */
void scopes_assign(struct entry_search *s);    /* scope.c */
void records_mark(struct entry_search *s);     /* bib_paper.c */
void records_adopt_only(struct entry_search *s);
void works_collect(struct entry_search *s);                        /* works.c, with the next two */
void cited_collect(struct entry_search *s);                        /* cited.c */
void records_collect(struct entry_search *s);                      /* bib_paper.c */
void works_merge(struct entry_search *s, struct note_papers *out); /* merge.c */
void names_find(struct entry_search *s, struct note_papers *out);  /* names.c */
void places_merge(struct entry_search *s, struct note_papers *out);
void place_add(struct entry_search *s, uint32_t paper, uint32_t node, uint32_t begin, uint32_t end);
void entries_explain(struct entry_search *s, struct note_papers *out); /* explain.c */
void warn_conflict(struct entry_search *s, const struct identity_conflict *conflict);

/* ---- works (works.c) ---- */

struct work *work_add_cited(struct entry_search *s, uint32_t node, uint32_t begin, uint32_t end,
                            struct str title);
/* Takes a reference's identifiers, unless they show that it is another paper. */
bool work_take(struct entry_search *s, struct work *w, struct reference *r);
void work_add_alias(struct entry_search *s, struct work *w, struct str name);
/* Where there is no title, a hint from the address or the identifier stands for one. */
void work_set_stand_in(struct work *w, const struct reference *r);
void str_list_add(struct str_list *list, struct str s, struct arena *a); /* once */

/* ---- questions about candidates (candidates.c) ---- */

/* The candidate whose block encloses `node` most closely: an item, a heading or the document. */
uint32_t candidate_above(const struct entry_search *s, uint32_t node);
bool candidate_has(const struct candidate *c, enum feature f);

static inline void candidate_add(struct candidate *c, enum feature f)
{
    c->features |= (uint64_t)1 << f;
}

/* Whether a node's own text is one label of the vocabulary (not of a work known by its name). */
/* Whether a title names a collection and not a work: "… reading list". */
bool title_is_container(struct str folded, enum title_grade grade);
bool node_is_concept(const struct entry_search *s, uint32_t node);
/* The field whose label begins the own text, or NULL. */
const struct field *candidate_field(const struct entry_search *s, const struct candidate *c);
/* TEMPLATE, ESSAY, INFO, REFERENCES: the heading is one word of the list or begins with it
 * ("Results: …", "2. 方法"). PAPERS, RELATED: it holds one. */
bool heading_is(const struct candidate *c, enum word_list list);
/* The same for the heading above a block. */
bool section_is(const struct entry_search *s, uint32_t node, enum word_list list);

bool field_is_title(const struct entry_search *s, const struct field *f);
/* Looks for the identifier at the top of the note and for headings of a template. */
void section_read_document(struct entry_search *s, struct candidate *c);

/* Points of the first pass (features.c). */
uint64_t features_read(const struct entry_search *s, const struct candidate *c);
int features_points(uint64_t features);

#endif
