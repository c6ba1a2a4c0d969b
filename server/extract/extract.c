#include "extract/extract.h"

#include "base/arena.h"
#include "base/hash.h"
#include "extract/document.h"
#include "extract/extract_internal.h"
#include "extract/match.h"
#include "extract/token.h"

/* Which types a relation joins. */
enum { PP = 1, PC = 2, CC = 4 };

static const struct {
    const char *name;
    bool is_symmetric;
    unsigned pairs; /* PP, PC, CC */
} relations[REL_COUNT] = {
    [REL_EXTENDS] = {"extends", false, PP},
    [REL_SUCCEEDS] = {"succeeds", false, PP},
    [REL_USES] = {"uses", false, PP | PC},
    [REL_IMPROVES_ON] = {"improves_on", false, PP},
    [REL_COMPARES_WITH] = {"compares_with", true, PP | PC},
    [REL_SIMILAR_TO] = {"similar_to", true, PP},
    [REL_CRITIQUES] = {"critiques", false, PP},
    [REL_REVIEWS] = {"reviews", false, PP},
    [REL_CITES] = {"cites", false, PP},
    [REL_RELATED_TO] = {"related_to", true, PP},
    [REL_ABOUT] = {"about", false, PC},
    [REL_INTRODUCES] = {"introduces", false, PC},
    [REL_EVALUATES_ON] = {"evaluates_on", false, PC},
    [REL_MENTIONS] = {"mentions", false, PC},
    [REL_BROADER] = {"broader", false, CC},
    [REL_PART_OF] = {"part_of", false, CC},
    [REL_USED_FOR] = {"used_for", false, CC},
    [REL_DERIVED_FROM] = {"derived_from", false, CC},
    [REL_CONTRASTS_WITH] = {"contrasts_with", true, CC},
    [REL_RELATED] = {"related", true, CC},
};

const char *relation_name(enum relation r)
{
    return relations[r].name;
}

bool relation_from_name(struct str name, enum relation *out)
{
    for (int i = 0; i < REL_COUNT; i++)
        if (str_eq(name, str_from(relations[i].name))) {
            *out = (enum relation)i;
            return true;
        }
    return false;
}

bool relation_is_symmetric(enum relation r)
{
    return relations[r].is_symmetric;
}

bool relation_joins(enum relation r, enum node_type from, enum node_type to)
{
    if (from != to)
        return from == TYPE_PAPER && (relations[r].pairs & PC);
    return relations[r].pairs & (from == TYPE_PAPER ? PP : CC);
}

static void run_pipeline(const struct document *d, const struct vocabulary *v,
                         const struct extract_options *options, struct arena *a,
                         struct extraction *x)
{
    struct token_list tokens;
    struct match_list matches;
    struct note_papers papers;
    struct note_concepts concepts;
    struct note_edges edges;
    tokenise(d, v, a, &tokens);
    match_all(&tokens, v, a, &matches);
    entries_find(&(struct entry_input){.document = d,
                                       .tokens = &tokens,
                                       .matches = &matches,
                                       .vocabulary = v,
                                       .path = x->path,
                                       .options = options},
                 a, &papers);
    concepts_find(&(struct concept_input){.document = d,
                                          .tokens = &tokens,
                                          .matches = &matches,
                                          .papers = &papers,
                                          .vocabulary = v,
                                          .options = options},
                  a, &concepts);
    relations_find(&(struct relation_input){.document = d,
                                            .tokens = &tokens,
                                            .matches = &matches,
                                            .papers = &papers,
                                            .concepts = &concepts,
                                            .vocabulary = v,
                                            .options = options},
                   a, &edges);
    assemble(&edges, &concepts, &papers, a, x);
}

bool extract_note(struct str path, struct str bytes, const struct vocabulary *vocabulary,
                  const struct extract_options *options, struct arena *a, struct extraction **out,
                  struct err *e)
{
    if (bytes.n > NOTE_MAX_BYTES)
        return err_set(e, ERR_TOO_LARGE, "The note has %zu bytes; at most %zu are read. Split it.",
                       bytes.n, NOTE_MAX_BYTES);
    struct document *d;
    if (!document_parse(bytes, a, &d, e))
        return false;
    struct extraction *x = ARENA_NEW(a, struct extraction);
    x->path = path;
    hash_sha256_hex(bytes, x->sha256);
    note_data_read(d, a, x);
    run_pipeline(d, vocabulary, options, a, x);
    *out = x;
    return true;
}
