#include "base/ascii.h"
#include "base/utf8.h"
#include "extract/token.h"
#include "extract/vocabulary/vocabulary_internal.h"

/* What the class of a label is inferred from. */
struct label_form {
    size_t n_tokens;
    size_t letters;         /* of all words */
    size_t wide;            /* Han characters, kana and hangul */
    enum token_shape shape; /* of the first word */
    bool has_digit;
};

static void read_form(const struct token_list *tokens, struct label_form *out)
{
    *out = (struct label_form){.n_tokens = tokens->n, .shape = SHAPE_NONE};
    for (size_t i = 0; i < tokens->n; i++) {
        const struct token *t = &tokens->items[i];
        size_t n = utf8_count(t->fold);
        *(t->kind == TOKEN_WORD ? &out->letters : &out->wide) += n;
        if (t->kind == TOKEN_WORD && out->shape == SHAPE_NONE)
            out->shape = t->shape;
        for (size_t k = 0; k < t->fold.n; k++)
            out->has_digit |= ascii_is_digit(t->fold.p[k]);
    }
}

static enum label_class infer_word_class(const struct label_form *f)
{
    if (f->shape == SHAPE_MIXED)
        return f->letters <= 3 && f->has_digit ? CLASS_CONTEXT : CLASS_CASED;
    if (f->letters >= 6)
        return CLASS_SAFE;
    if (f->shape == SHAPE_UPPER)
        return f->letters <= 3 ? CLASS_CONTEXT : CLASS_CASED;
    if (f->shape == SHAPE_TITLE)
        return CLASS_CASED;
    return CLASS_STRUCTURAL;
}

enum label_class class_infer(const struct token_list *tokens)
{
    struct label_form f;
    read_form(tokens, &f);
    if (f.wide == 0)
        return f.n_tokens > 1 && f.letters > 3 ? CLASS_SAFE : infer_word_class(&f);
    return f.letters || f.wide >= 3 ? CLASS_SAFE : CLASS_STRUCTURAL;
}

static bool read_class(struct str name, enum label_class *out)
{
    static const struct {
        struct str name;
        enum label_class class_;
    } classes[] = {
        {{"safe", 4}, CLASS_SAFE},
        {{"cased", 5}, CLASS_CASED},
        {{"context", 7}, CLASS_CONTEXT},
        {{"multi", 5}, CLASS_MULTI},
        {{"structural", 10}, CLASS_STRUCTURAL},
    };

    for (size_t i = 0; i < ARRAY_LEN(classes); i++) {
        if (str_eq(classes[i].name, name)) {
            *out = classes[i].class_;
            return true;
        }
    }
    return false;
}

/* Position of the last colon, or s.n. */
static size_t last_colon(struct str s)
{
    for (size_t i = s.n; i > 0; i--)
        if (s.p[i - 1] == ':')
            return i - 1;
    return s.n;
}

bool class_read_suffix(struct str *text, enum label_class *out)
{
    size_t colon = last_colon(*text);
    if (colon == text->n || !read_class(str_from_pos(*text, colon + 1), out))
        return false;
    *text = str_trim(str_sub(*text, 0, colon));
    return true;
}
