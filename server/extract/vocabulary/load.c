#include "extract/vocabulary.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/embed.h"
#include "base/fold.h"
#include "base/hash.h"
#include "base/map.h"
#include "extract/token.h"
#include "extract/vocabulary/vocabulary_internal.h"

enum column {
    COLUMN_ID,
    COLUMN_KIND,
    COLUMN_EN,
    COLUMN_ZH,
    COLUMN_JA,
    COLUMN_KO,
    COLUMN_HIDDEN,
    COLUMN_BROADER,
    COLUMN_RELATED,
    COLUMN_FLAGS,
    COLUMN_COUNT
};

struct row {
    struct vocabulary *vocabulary;
    struct str file;
    size_t line;
    struct str columns[COLUMN_COUNT];
};

static const char *const kinds[] = {"field",     "task",   "method", "architecture",
                                    "component", "loss",   "metric", "dataset",
                                    "theory",    "system", "tool",   "term"};

static const struct {
    enum column column;
    struct str lang;
    bool is_hidden;
} label_columns[] = {
    {COLUMN_EN, {"en", 2}, false}, {COLUMN_ZH, {"zh", 2}, false},    {COLUMN_JA, {"ja", 2}, false},
    {COLUMN_KO, {"ko", 2}, false}, {COLUMN_HIDDEN, {"en", 2}, true},
};

bool tsv_next_line(struct str *rest, struct str *line, size_t *number)
{
    while (str_split(rest, '\n', line)) {
        (*number)++;
        if (line->n && line->p[line->n - 1] == '\r')
            line->n--;
        if (line->n && line->p[0] != '#')
            return true;
    }
    return false;
}

void vocabulary_add_problem(struct vocabulary *v, const char *fmt, ...)
{
    char text[256];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1;
    *vec_push(v->arena, &v->problems) = str_copy(v->arena, str_of(text, len));
}

static bool fail(const struct row *r, struct err *e, const char *what, struct str value)
{
    return err_set(e, ERR_VALIDATION, "%.*s line %zu: %s \"%.*s\".", STR_FMT(r->file), r->line,
                   what, (int)(value.n < 80 ? value.n : 80), value.p ? value.p : "");
}

bool vocabulary_is_kind(struct str kind)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_eq(kind, str_from(kinds[i])))
            return true;
    return false;
}

static bool split_columns(struct row *r, struct str line, struct err *e)
{
    size_t n = 0;
    struct str rest = line;
    struct str column;
    while (str_split(&rest, '\t', &column)) {
        if (n == COLUMN_COUNT)
            return fail(r, e, "more than 10 columns, from", column);
        r->columns[n++] = str_trim(column);
    }
    return true;
}

/* The area of "vocabulary/vision.tsv" is "vision". */
static struct str area_of(struct str file)
{
    size_t slash;
    while ((slash = str_find_byte(file, '/', 0)) != SIZE_MAX)
        file = str_from_pos(file, slash + 1);
    return str_sub(file, 0, str_find_byte(file, '.', 0));
}

/* There are few areas, and rows of one stand together. */
uint32_t vocabulary_area(struct vocabulary *v, struct str area)
{
    for (size_t i = v->areas.n; i > 0; i--)
        if (str_eq(v->areas.items[i - 1], area))
            return (uint32_t)(i - 1);
    *vec_push(v->arena, &v->areas) = str_copy(v->arena, area);
    return (uint32_t)(v->areas.n - 1);
}

/* The concept of the row's id, made when it is new. */
static uint32_t open_concept(struct row *r, struct str id)
{
    struct vocabulary *v = r->vocabulary;
    struct str key = str_copy(v->arena, id);
    bool is_new;
    uint64_t *slot = map_put(v->ids, key, &is_new);
    if (!is_new)
        return (uint32_t)*slot;
    *slot = v->concepts.n;
    struct vocabulary_concept *c = vec_push(v->arena, &v->concepts);
    c->id = key;
    c->area_number = vocabulary_area(v, area_of(r->file));
    c->area = v->areas.items[c->area_number];
    return (uint32_t)*slot;
}

static size_t count_parts(struct str s)
{
    size_t n = 0;
    struct str part;
    while (str_split(&s, '|', &part))
        n++;
    return n;
}

static void add_label(struct row *r, uint32_t concept, struct str text, struct str lang,
                      bool is_hidden)
{
    struct vocabulary *v = r->vocabulary;
    struct vocabulary_concept *c = &v->concepts.items[concept];
    struct vocabulary_label label = {.lang = lang, .is_hidden = is_hidden};
    bool has_suffix = class_read_suffix(&text, &label.class_);
    struct token_list tokens;
    tokenise_text(text, NULL, v->scratch, &tokens);
    if (!has_suffix)
        label.class_ = class_infer(&tokens);
    label.text = str_copy(v->arena, text);
    c->labels[c->n_labels] = label;
    v->n_labels++;
    spelling_add_label(v, concept, (uint32_t)c->n_labels++, &tokens,
                       trie_add_tokens(v, &tokens, PHRASE_LABEL));
}

static void read_labels(struct row *r, uint32_t concept)
{
    struct vocabulary *v = r->vocabulary;
    struct vocabulary_concept *c = &v->concepts.items[concept];
    size_t most = c->n_labels;
    for (size_t i = 0; i < ARRAY_LEN(label_columns); i++)
        most += count_parts(r->columns[label_columns[i].column]);
    struct vocabulary_label *labels = ARENA_ARRAY(v->arena, struct vocabulary_label, most);
    if (c->n_labels)
        memcpy(labels, c->labels, c->n_labels * sizeof(*labels));
    c->labels = labels;
    for (size_t i = 0; i < ARRAY_LEN(label_columns); i++) {
        struct str rest = r->columns[label_columns[i].column];
        struct str part;
        while (str_split(&rest, '|', &part))
            if (str_trim(part).n)
                add_label(r, concept, str_trim(part), label_columns[i].lang,
                          label_columns[i].is_hidden);
    }
}

static void read_references(struct row *r, uint32_t concept, enum column column)
{
    struct vocabulary *v = r->vocabulary;
    struct str rest = r->columns[column];
    struct str id;
    while (str_split(&rest, '|', &id)) {
        id = str_trim(id);
        if (!id.n)
            continue;
        struct concept_reference *ref = vec_push(v->arena, &v->references);
        ref->concept = concept;
        ref->is_broader = column == COLUMN_BROADER;
        ref->id = str_copy(v->arena, id);
        ref->place = str_from(arena_printf(v->arena, "%.*s line %zu", STR_FMT(r->file), r->line));
    }
}

bool vocabulary_is_id(struct str id)
{
    for (size_t i = 0; i < id.n; i++) {
        unsigned char c = (unsigned char)id.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
        if (!plain && c != '-' && c != '+')
            return false;
    }
    return id.n > 0;
}

static void note_second_row(const struct row *r, struct str id)
{
    vocabulary_add_problem(r->vocabulary, "%.*s line %zu: second row of %.*s", STR_FMT(r->file),
                           r->line, STR_FMT(id));
}

static bool read_row(struct row *r, struct str line, struct err *e)
{
    if (!split_columns(r, line, e))
        return false;
    struct str kind = r->columns[COLUMN_KIND];
    if (!vocabulary_is_kind(kind))
        return fail(r, e, "unknown kind", kind);
    struct str id = r->columns[COLUMN_ID];
    if (!vocabulary_is_id(id))
        return fail(r, e, "an id is lower-case words joined by hyphens, not", id);
    uint32_t index = open_concept(r, id);
    struct vocabulary_concept *c = &r->vocabulary->concepts.items[index];
    if (c->kind.n)
        note_second_row(r, id);
    c->kind = str_copy(r->vocabulary->arena, kind);
    c->is_work |= str_eq(r->columns[COLUMN_FLAGS], STR("work"));
    read_labels(r, index);
    read_references(r, index, COLUMN_BROADER);
    read_references(r, index, COLUMN_RELATED);
    return true;
}

/* ---- public ---- */

/* The version covers everything that was added, in order. */
void vocabulary_mix_version(struct vocabulary *v, struct str text)
{
    char hex[SHA256_HEX + 1];
    hash_sha256_hex(text, hex);
    char chained[SHA256_HEX + 32];
    int n = snprintf(chained, sizeof(chained), "%016llx %s", (unsigned long long)v->version, hex);
    hash_sha256_hex(str_of(chained, (size_t)n), hex);
    uint64_t version = 0;
    for (size_t i = 0; i < 16; i++)
        version = version << 4 | (uint64_t)(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
    v->version = version;
}

bool vocabulary_add(struct vocabulary *v, struct str name, struct str tsv, struct err *e)
{
    if (v->is_finished)
        BUG("nothing may be added to a finished vocabulary");
    vocabulary_mix_version(v, tsv);
    struct row r = {.vocabulary = v, .file = name};
    struct str rest = tsv;
    struct str line;
    while (tsv_next_line(&rest, &line, &r.line)) {
        memset(r.columns, 0, sizeof(r.columns));
        arena_clear(v->scratch);
        if (!str_starts(line, STR("id\t")) && !read_row(&r, line, e))
            return false;
    }
    return true;
}

/* What each embedded file is, by the end of its name. */
static bool load_file(struct vocabulary *v, const struct embedded_file *f, struct err *e)
{
    struct str path = str_from(f->path);
    if (str_ends(path, STR("/cues.tsv"))) {
        vocabulary_mix_version(v, f->bytes);
        return cues_load(v, path, f->bytes, e);
    }
    if (str_ends(path, STR("/words.tsv"))) {
        vocabulary_mix_version(v, f->bytes);
        return words_load(v, path, f->bytes, e);
    }
    if (str_starts(path, STR("vocabulary/")) && str_ends(path, STR(".tsv")))
        return vocabulary_add(v, path, f->bytes, e);

    static const struct {
        struct str end;
        uint16_t flags;
    } lists[] = {
        {{"/blockers.txt", 13}, PHRASE_BLOCKER},
        {{"/blocked.txt", 12}, PHRASE_BLOCKED},
        {{"/words-en.txt", 13}, PHRASE_ENGLISH},
    };

    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        if (!str_ends(path, lists[i].end))
            continue;
        vocabulary_mix_version(v, f->bytes);
        words_load_list(v, f->bytes, lists[i].flags);
    }
    return true;
}

struct vocabulary *vocabulary_new_empty(void)
{
    struct arena *a = arena_new();
    struct vocabulary *v = ARENA_NEW(a, struct vocabulary);
    v->arena = a;
    atomic_init(&v->n_holders, 1);
    v->scratch = arena_new();
    v->ids = map_new(a);
    trie_init(v);
    return v;
}

bool vocabulary_new(struct vocabulary **out, struct err *e)
{
    static const struct str folders[] = {{"vocabulary/", 11}, {"tables/", 7}};
    struct vocabulary *v = vocabulary_new_empty();
    for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
        size_t n;
        const struct embedded_file *files = embed_folder(folders[i], &n);
        for (size_t k = 0; k < n; k++) {
            if (load_file(v, &files[k], e))
                continue;
            vocabulary_free(v);
            return false;
        }
    }
    *out = v;
    return true;
}

struct vocabulary *vocabulary_hold(struct vocabulary *v)
{
    (void)atomic_fetch_add(&v->n_holders, 1);
    return v;
}

void vocabulary_free(struct vocabulary *v)
{
    if (!v || atomic_fetch_sub(&v->n_holders, 1) > 1)
        return;
    arena_free(v->scratch);
    arena_free(v->arena);
}
