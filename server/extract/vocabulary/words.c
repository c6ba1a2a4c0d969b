/* Reads tables/words.tsv (class, words separated by "|") and the lists with one phrase a line. */
#include "base/arena.h"
#include "base/fold.h"
#include "extract/token.h"
#include "extract/vocabulary/vocabulary_internal.h"

static const struct {
    struct str name;
    uint16_t flag;
} classes[] = {
    {{"stop", 4}, PHRASE_STOP},       {{"abbreviation", 12}, PHRASE_ABBREVIATION},
    {{"ending", 6}, PHRASE_ENDING},   {{"organisation", 12}, PHRASE_ORGANISATION},
    {{"venue", 5}, PHRASE_VENUE},     {{"verb", 4}, PHRASE_VERB},
    {{"lead", 4}, PHRASE_LEAD},       {{"weak-head", 9}, PHRASE_WEAK_HEAD},
    {{"quality", 7}, PHRASE_QUALITY}, {{"suffix", 6}, PHRASE_SUFFIX},
    {{"inner", 5}, PHRASE_INNER},
};

static bool class_flag(struct str name, uint16_t *out)
{
    for (size_t i = 0; i < ARRAY_LEN(classes); i++) {
        if (str_eq(classes[i].name, name)) {
            *out = classes[i].flag;
            return true;
        }
    }
    return false;
}

/* Single words carry the flags themselves, so that they can be asked for without the trie. */
static void add_phrase(struct vocabulary *v, struct str phrase, uint16_t flags)
{
    struct token_list tokens;
    arena_clear(v->scratch);
    tokenise_text(phrase, NULL, v->scratch, &tokens);
    uint32_t node = trie_add_tokens(v, &tokens, 0);
    if (!node)
        return;
    v->nodes.items[node].flags |= flags;
    if (tokens.n == 1)
        (void)trie_add_word(v, tokens.items[0].fold, flags);
}

bool words_load(struct vocabulary *v, struct str name, struct str tsv, struct err *e)
{
    struct str rest = tsv;
    struct str line;
    size_t number = 0;
    while (tsv_next_line(&rest, &line, &number)) {
        struct str class_name;
        struct str phrase;
        uint16_t flag;
        (void)str_split(&line, '\t', &class_name);
        if (!class_flag(class_name, &flag))
            return err_set(e, ERR_VALIDATION, "%.*s line %zu: unknown class \"%.*s\".",
                           STR_FMT(name), number, STR_FMT(class_name));
        while (str_split(&line, '|', &phrase))
            add_phrase(v, phrase, flag);
    }
    return true;
}

void words_load_list(struct vocabulary *v, struct str text, uint16_t flags)
{
    struct str line;
    size_t number = 0;
    while (tsv_next_line(&text, &line, &number))
        add_phrase(v, line, flags);
}
