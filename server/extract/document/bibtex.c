#include "extract/document/inline_internal.h"

#include "base/arena.h"
#include "base/strbuf.h"

#define TYPE_MAX 20 /* letters of "inproceedings" and its like */

/* One record while it is read: s ends where the code block ends. */
struct bib_reader {
    struct builder *b;
    struct str s;
    uint32_t at;
};

static uint32_t skip_space(const struct bib_reader *r, uint32_t at)
{
    return skip_white(r->s, at, (uint32_t)r->s.n);
}

/* End of "{…}" at `at`, behind the closing brace; the end of the block when it is not closed. */
static uint32_t braces_end(struct str s, uint32_t at)
{
    uint32_t depth = 0;
    for (; at < s.n; at++) {
        if (s.p[at] == '\\')
            at++;
        else if (s.p[at] == '{')
            depth++;
        else if (s.p[at] == '}' && --depth == 0)
            return at + 1;
    }
    return (uint32_t)s.n;
}

static uint32_t quotes_end(struct str s, uint32_t at)
{
    uint32_t depth = 0;
    for (at++; at < s.n; at++) {
        if (s.p[at] == '\\')
            at++;
        else if (s.p[at] == '{')
            depth++;
        else if (s.p[at] == '}' && depth > 0)
            depth--;
        else if (s.p[at] == '"' && depth == 0)
            return at + 1;
    }
    return (uint32_t)s.n;
}

/* The value at `at` without its fences; gives where it ends. */
static uint32_t value_read(const struct bib_reader *r, uint32_t at, uint32_t *begin, uint32_t *end)
{
    char c = at < r->s.n ? r->s.p[at] : 0;
    if (c == '{' || c == '"') {
        uint32_t stop = c == '{' ? braces_end(r->s, at) : quotes_end(r->s, at);
        *begin = at + 1;
        *end = stop > at + 1 ? stop - 1 : stop;
        return stop;
    }
    uint32_t i = at;
    while (i < r->s.n && !strchr(",}\n", r->s.p[i]))
        i++;
    *begin = at;
    *end = i;
    return i;
}

/* Combining character of a TeX accent, or 0. */
static uint32_t accent_of(char c)
{
    static const struct {
        char tex;
        uint32_t mark;
    } accents[] = {{'\'', 0x301}, {'`', 0x300}, {'^', 0x302}, {'"', 0x308}, {'~', 0x303},
                   {'=', 0x304},  {'.', 0x307}, {'c', 0x327}, {'v', 0x30C}, {'u', 0x306},
                   {'H', 0x30B},  {'k', 0x328}, {'r', 0x30A}};

    for (size_t i = 0; i < ARRAY_LEN(accents); i++)
        if (accents[i].tex == c)
            return accents[i].mark;
    return 0;
}

/* A TeX command at `at` ("\"o", "\v{s}", "\&", "\textbf"): appends what it stands for. */
static size_t add_command(struct strbuf *out, struct str s, size_t at)
{
    size_t i = at + 1;
    char c = i < s.n ? s.p[i] : 0;
    uint32_t mark = accent_of(c);
    bool is_word = is_letter(c) && i + 1 < s.n && is_letter(s.p[i + 1]);
    if (mark && !is_word) {
        i++;
        while (i < s.n && (s.p[i] == '{' || s.p[i] == ' ' || s.p[i] == '\\'))
            i++;
        if (i < s.n)
            strbuf_add_byte(out, s.p[i++]);
        strbuf_add_codepoint(out, mark);
        return i;
    }
    if (!is_letter(c)) {
        if (c)
            strbuf_add_byte(out, c);
        return i + 1;
    }
    while (i < s.n && is_letter(s.p[i]))
        i++;
    return i;
}

/* Text of a value: no braces, no TeX, white space collapsed. */
static struct str value_text(struct builder *b, uint32_t begin, uint32_t end)
{
    struct str s = str_sub(b->src, 0, end);
    STRBUF_SCOPE(out);
    for (size_t at = begin; at < end;) {
        char c = s.p[at];
        if (c == '\\') {
            at = add_command(&out, s, at);
            continue;
        }
        if (is_white(c) && out.n > 0 && out.p[out.n - 1] != ' ')
            strbuf_add_byte(&out, ' ');
        else if (c != '{' && c != '}' && !is_white(c))
            strbuf_add_byte(&out, c);
        at++;
    }
    return str_copy(b->a, str_trim(strbuf_view(&out)));
}

/* "Last, First" as "First Last" */
static struct str author_name(struct arena *a, struct str name)
{
    size_t comma = str_find_byte(name, ',', 0);
    if (comma == SIZE_MAX)
        return name;
    struct str first = str_trim(str_from_pos(name, comma + 1));
    return str_from(arena_printf(a, "%.*s %.*s", STR_FMT(first), STR_FMT(str_sub(name, 0, comma))));
}

static void authors_read(struct builder *b, struct bib_record *record, struct str all)
{
    VEC(struct str) authors = VEC_INIT;
    size_t at = 0;
    while (at < all.n) {
        size_t next = str_find(all, STR(" and "), at);
        struct str name = str_trim(str_sub(all, at, next == SIZE_MAX ? all.n : next));
        if (name.n > 0 && !str_eq_ci(name, STR("others")))
            *vec_push(b->a, &authors) = author_name(b->a, name);
        at = next == SIZE_MAX ? all.n : next + 5;
    }
    record->authors = authors.items;
    record->n_authors = authors.n;
}

static struct str *slot_of(struct bib_record *record, struct str name)
{
    const struct {
        struct str name;
        struct str *slot;
    } slots[] = {
        {STR("title"), &record->title},
        {STR("year"), &record->year},
        {STR("journal"), &record->venue},
        {STR("booktitle"), &record->venue},
        {STR("journaltitle"), &record->venue},
        {STR("doi"), &record->doi},
        {STR("eprint"), &record->eprint},
        {STR("arxivid"), &record->eprint},
        {STR("url"), &record->url},
        {STR("date"), &record->year},
    };

    for (size_t i = 0; i < ARRAY_LEN(slots); i++)
        if (str_eq_ci(name, slots[i].name))
            return slots[i].slot;
    return NULL;
}

static void field_set(struct builder *b, struct bib_record *record, struct str name, uint32_t begin,
                      uint32_t end)
{
    if (str_eq_ci(name, STR("author"))) {
        authors_read(b, record, value_text(b, begin, end));
        return;
    }
    struct str *slot = slot_of(record, name);
    if (!slot || slot->n > 0)
        return;
    *slot = value_text(b, begin, end);
    if (slot == &record->title) {
        record->title_begin = begin;
        record->title_end = end;
    }
}

/* "name = value," at `at`; gives where to go on, or 0 at the end of the record. */
static uint32_t field_read(struct bib_reader *r, uint32_t at, struct bib_record *record)
{
    at = skip_space(r, at);
    while (at < r->s.n && r->s.p[at] == ',')
        at = skip_space(r, at + 1);
    uint32_t name = at;
    while (at < r->s.n && (is_alnum(r->s.p[at]) || strchr("-_", r->s.p[at])))
        at++;
    struct str key = str_sub(r->s, name, at);
    at = skip_space(r, at);
    if (key.n == 0 || at >= r->s.n || r->s.p[at] != '=')
        return 0;
    uint32_t begin;
    uint32_t end;
    uint32_t stop = value_read(r, skip_space(r, at + 1), &begin, &end);
    trim_range(r->s, &begin, &end);
    field_set(r->b, record, key, begin, end);
    return stop;
}

/* "arXiv preprint arXiv:1806.07366" as a journal holds the number. */
static void take_eprint(struct bib_record *record)
{
    size_t at = str_find_ci(record->venue, STR("arXiv:"), 0);
    if (record->eprint.n > 0 || at == SIZE_MAX)
        return;
    size_t end = at += 6;
    while (end < record->venue.n &&
           (is_alnum(record->venue.p[end]) || record->venue.p[end] == '.' ||
            record->venue.p[end] == '/' || record->venue.p[end] == '-'))
        end++;
    record->eprint = str_sub(record->venue, at, end);
}

/* "@type{key," at `at`: where its fields begin, or 0. */
static uint32_t head_read(const struct bib_reader *r, uint32_t at, struct bib_record *record)
{
    uint32_t type = at + 1;
    uint32_t i = type;
    while (i < r->s.n && i - type < TYPE_MAX && is_letter(r->s.p[i]))
        i++;
    record->type = str_sub(r->s, type, i);
    i = skip_space(r, i);
    if (record->type.n == 0 || i >= r->s.n || r->s.p[i] != '{')
        return 0;
    uint32_t key = i + 1;
    for (i = key; i < r->s.n && !strchr(",}\n=", r->s.p[i]); i++)
        ;
    if (i >= r->s.n || r->s.p[i] != ',')
        return 0;
    record->key = str_trim(str_sub(r->s, key, i));
    return i + 1;
}

static uint32_t record_read(struct bib_reader *r, uint32_t node, uint32_t at)
{
    struct bib_record record = {.begin = at, .node = node, .line = line_at(r->b->d, at) + 1};
    uint32_t next = head_read(r, at, &record);
    if (next == 0)
        return at + 1;
    uint32_t last = next;
    while ((next = field_read(r, next, &record)) > 0)
        last = next;
    last = skip_space(r, last);
    while (last < r->s.n && (r->s.p[last] == ',' || is_white(r->s.p[last])))
        last++;
    record.end = last < r->s.n && r->s.p[last] == '}' ? last + 1 : last;
    take_eprint(&record);
    *vec_push(r->b->a, &r->b->records) = record;
    return record.end;
}

void bibtex_read(struct builder *b, uint32_t node, uint32_t begin, uint32_t end)
{
    struct bib_reader r = {.b = b, .s = str_sub(b->src, 0, end)};
    for (uint32_t at = begin; at < end;) {
        const char *hit = memchr(b->src.p + at, '@', end - at);
        if (!hit)
            return;
        at = record_read(&r, node, (uint32_t)(hit - b->src.p));
    }
}
