#include "extract/extract_internal.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "extract/document.h"

/* A language counts when it has at least this share (percent) of the words. */
#define LANGUAGE_SHARE_MIN 4
/* This much kana (percent of all East Asian characters) makes Chinese characters Japanese. */
#define KANA_SHARE_MIN 5

/* ---- title ---- */

static const struct field *first_field(const struct document *d, const char *key)
{
    for (size_t i = 0; i < d->n_fields; i++) {
        const struct field *f = &d->fields[i];
        if (f->source != FIELD_LABEL && str_eq(f->key, str_from(key)) && f->value.n)
            return f;
    }
    return NULL;
}

static struct str base_name(struct str path)
{
    size_t begin = 0, end = path.n;
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '/')
            begin = i + 1;
    if (str_ends_ci(path, STR(".md")))
        end = path.n - 3;
    else if (str_ends_ci(path, STR(".markdown")))
        end = path.n - 9;
    return str_sub(path, begin, end);
}

static struct str heading_title(const struct document *d, struct arena *a)
{
    for (uint32_t i = 1; i < d->n_nodes; i++) {
        const struct node *n = &d->nodes[i];
        if (n->kind == NODE_SECTION && n->level == 1 && n->text_begin < n->text_end)
            return document_visible(d, n->text_begin, n->text_end, a);
    }
    return STR_EMPTY;
}

static struct str read_title(const struct document *d, struct str path, struct arena *a)
{
    const struct field *f = first_field(d, "title");
    if (f)
        return f->value;
    struct str title = heading_title(d, a);
    return title.n ? title : base_name(path);
}

/* ---- languages ---- */

struct script_counts {
    uint32_t words, han, kana, hangul;
};

static void count_scripts(const struct document *d, struct script_counts *c)
{
    bool in_word = false;
    size_t len;
    for (size_t i = 0; i < d->source.n; i += len) {
        uint32_t cp = utf8_decode(d->source, i, &len);
        enum script script = d->mask[i] == MASK_TEXT ? utf8_script(cp) : SCRIPT_OTHER;
        bool is_letter = script == SCRIPT_WORD && (cp > '9' || cp < '0');
        c->words += is_letter && !in_word;
        in_word = script == SCRIPT_WORD;
        c->han += script == SCRIPT_HAN;
        c->kana += script == SCRIPT_KANA;
        c->hangul += script == SCRIPT_HANGUL;
    }
}

static void read_languages(const struct document *d, struct arena *a, struct extraction *x)
{
    struct script_counts c = {0};
    count_scripts(d, &c);
    bool is_japanese = c.kana * 100 > (c.kana + c.han) * KANA_SHARE_MIN;

    struct {
        struct str name;
        uint32_t amount; /* two characters make about a word */
    } found[] = {{is_japanese ? STR("ja") : STR("zh"), (c.han + c.kana) / 2},
                 {STR("ko"), c.hangul / 2},
                 {STR("en"), c.words}};

    uint32_t all = found[0].amount + found[1].amount + found[2].amount;
    x->languages = ARENA_ARRAY(a, struct str, ARRAY_LEN(found));
    for (size_t round = 0; round < ARRAY_LEN(found); round++) {
        size_t best = 0;
        for (size_t i = 1; i < ARRAY_LEN(found); i++)
            if (found[i].amount > found[best].amount)
                best = i;
        if (found[best].amount == 0 || found[best].amount * 100 < all * LANGUAGE_SHARE_MIN)
            return;
        x->languages[x->n_languages++] = found[best].name;
        found[best].amount = 0;
    }
}

/* ---- date ---- */

static bool read_number(struct str s, size_t *at, size_t digits, unsigned *out)
{
    unsigned n = 0;
    size_t i = *at;
    while (i < s.n && i - *at < digits && s.p[i] >= '0' && s.p[i] <= '9')
        n = n * 10 + (unsigned)(s.p[i++] - '0');
    bool ok = i > *at;
    *at = i;
    *out = n;
    return ok;
}

static void skip_separators(struct str s, size_t *at)
{
    static const char *const units[] = {"年", "月", " ", "-", "_", "/", "."};
    for (size_t i = 0; i < ARRAY_LEN(units); i++)
        if (str_starts(str_from_pos(s, *at), str_from(units[i])))
            *at += strlen(units[i]);
}

/* "2020-03-26", "2021_03_16", "2020年3月26日" at `at`, as ISO date, or empty. */
static struct str date_at(struct str s, size_t at, struct arena *a)
{
    unsigned year, month, day;
    if (!read_number(s, &at, 4, &year) || year < 1970 || year > 2100)
        return STR_EMPTY;
    size_t before = at;
    skip_separators(s, &at);
    if (at == before || !read_number(s, &at, 2, &month) || month < 1 || month > 12)
        return STR_EMPTY;
    skip_separators(s, &at);
    if (!read_number(s, &at, 2, &day) || day < 1 || day > 31)
        return STR_EMPTY;
    return str_from(arena_printf(a, "%04u-%02u-%02u", year, month, day));
}

static struct str find_date(struct str s, struct arena *a)
{
    for (size_t i = 0; i + 8 <= s.n; i++) {
        bool starts =
            (s.p[i] == '1' || s.p[i] == '2') && (i == 0 || s.p[i - 1] < '0' || s.p[i - 1] > '9');
        struct str date = starts ? date_at(s, i, a) : STR_EMPTY;
        if (date.n)
            return date;
    }
    return STR_EMPTY;
}

static struct str read_date(const struct document *d, struct str path, struct arena *a)
{
    for (size_t i = 0; i < d->n_fields; i++) {
        const struct field *f = &d->fields[i];
        bool is_date = str_eq(f->key, STR("date")) || str_eq(f->key, STR("year"));
        struct str date = f->source != FIELD_LABEL && is_date ? find_date(f->value, a) : STR_EMPTY;
        if (date.n)
            return date;
    }
    return find_date(base_name(path), a);
}

/* ---- tags ---- */

struct tag_list {
    struct str *items;
    size_t n, cap;
    struct map *seen;
};

static void add_tag(struct tag_list *tags, struct str tag, struct arena *a)
{
    static const char edge[] = " \t#[]'\"";
    while (tag.n && strchr(edge, tag.p[0]))
        tag = str_from_pos(tag, 1);
    while (tag.n && strchr(edge, tag.p[tag.n - 1]))
        tag.n--;
    bool is_new = false;
    if (tag.n)
        (void)map_put(tags->seen, tag, &is_new);
    if (is_new)
        *vec_push(a, tags) = tag;
}

/* One value may hold several tags: "a, b、c". */
static void add_tags(struct tag_list *tags, struct str value, struct arena *a)
{
    static const char *const separators[] = {",", "，", "、", ";", "；"};
    size_t begin = 0;
    for (size_t i = 0; i < value.n; i++)
        for (size_t k = 0; k < ARRAY_LEN(separators); k++)
            if (str_starts(str_from_pos(value, i), str_from(separators[k]))) {
                add_tag(tags, str_sub(value, begin, i), a);
                begin = i + strlen(separators[k]);
            }
    add_tag(tags, str_from_pos(value, begin), a);
}

static void read_tags(const struct document *d, struct arena *a, struct extraction *x)
{
    struct tag_list tags = {.seen = map_new(a)};
    for (size_t i = 0; i < d->n_fields; i++)
        if (str_eq(d->fields[i].key, STR("tags")))
            add_tags(&tags, d->fields[i].value, a);
    for (size_t i = 0; i < d->n_spans; i++)
        if (d->spans[i].kind == SPAN_TAG)
            add_tag(&tags, document_slice(d, d->spans[i].text_begin, d->spans[i].text_end), a);
    x->tags = tags.items;
    x->n_tags = tags.n;
}

void note_data_read(const struct document *d, struct arena *a, struct extraction *x)
{
    x->title = read_title(d, x->path, a);
    x->date = read_date(d, x->path, a);
    read_languages(d, a, x);
    read_tags(d, a, x);
}
