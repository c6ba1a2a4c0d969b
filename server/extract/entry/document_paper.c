#include "extract/entry/entry_internal.h"

#include "base/strbuf.h"

static const struct field *front_field(const struct entry_search *s, const char *key)
{
    for (size_t i = 0; i < s->d->n_fields; i++) {
        const struct field *f = &s->d->fields[i];
        bool is_page = f->source == FIELD_FRONT_MATTER || f->source == FIELD_PROPERTY;
        if (is_page && str_eq(f->key, str_from(key)) && f->value.n)
            return f;
    }
    return NULL;
}

static size_t count_front(const struct entry_search *s, const char *key)
{
    size_t n = 0;
    for (size_t i = 0; i < s->d->n_fields; i++)
        n += s->d->fields[i].source != FIELD_LABEL && str_eq(s->d->fields[i].key, str_from(key));
    return n;
}

/* ---- the file name ---- */

/* Last part of the path, without its extension. */
static struct str base_name(struct str path)
{
    size_t begin = 0, end = path.n;
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '/' || path.p[i] == '\\')
            begin = i + 1;
    for (size_t i = path.n; i > begin + 1; i--)
        if (path.p[i - 1] == '.') {
            end = i - 1;
            break;
        }
    return str_sub(path, begin, end);
}

static struct str replace_all(struct arena *a, struct str s, struct str from, struct str to)
{
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < s.n;) {
        if (str_starts(str_from_pos(s, i), from)) {
            strbuf_add_str(&out, to);
            i += from.n;
        } else {
            strbuf_add_byte(&out, s.p[i++]);
        }
    }
    return str_copy(a, strbuf_view(&out));
}

/* A file name cannot hold a colon or a slash; note programs write something else instead. */
static struct str restore_punctuation(struct arena *a, struct str name)
{
    static const char *const written[][2] = {{"%3A", ":"}, {"%2F", "/"}, {"___", "/"},
                                             {"_ ", ": "}, {"%20", " "}, {"：", ": "}};
    for (size_t i = 0; i < ARRAY_LEN(written); i++)
        if (str_has(name, str_from(written[i][0])))
            name = replace_all(a, name, str_from(written[i][0]), str_from(written[i][1]));
    return name;
}

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

/* Behind "2012_Jinek_", "Jinek 2012 - ", or 0. */
static size_t author_year_prefix(struct str name)
{
    size_t first = str_find_byte(name, '_', 0);
    size_t second = first == SIZE_MAX ? SIZE_MAX : str_find_byte(name, '_', first + 1);
    if (second == SIZE_MAX || second > 60)
        return 0;
    uint32_t year;
    struct str a = str_sub(name, 0, first), b = str_sub(name, first + 1, second);
    bool is_pair = (all_digits(a) && shape_year(a, &year) == 0 && !all_digits(b)) ||
                   (all_digits(b) && shape_year(b, &year) == 0 && !all_digits(a));
    return is_pair ? second + 1 : 0;
}

static size_t date_prefix(struct str name)
{
    size_t i = 0;
    while (i < name.n && ((name.p[i] >= '0' && name.p[i] <= '9') || strchr("-_. ", name.p[i])))
        i++;
    return i >= 8 ? i : 0;
}

static void read_file_name(struct entry_search *s, struct candidate *c)
{
    struct str name = base_name(s->in->path);
    bool has_mark = str_starts(name, STR("@"));
    size_t prefix = has_mark ? 1 : author_year_prefix(name);
    has_mark |= prefix > 0;
    if (!prefix)
        prefix = date_prefix(name);
    struct str text = restore_punctuation(s->a, str_from_pos(name, prefix));
    if (str_find_byte(text, ' ', 0) == SIZE_MAX)
        text = replace_all(s->a, text, STR("_"), STR(" "));
    struct title t;
    title_clean(text, s->a, &t);
    if (t.text.n == 0)
        return;
    if (c->source != TITLE_NOWHERE) {
        if (shape_is_name(t.text) && c->alias.n == 0)
            c->alias = t.text;
        return;
    }
    has_mark |= t.authors.n && t.year; /* "Lisker & Abramson 1964 - …" */
    c->source = TITLE_FILE_NAME;
    c->raw_title = text;
    c->title = t;
    c->grade = shape_grade(t.text);
    if (has_mark)
        candidate_add(c, FEATURE_FILE_NAME_MARK);
    else if (c->grade == GRADE_STRONG && s->d->n_nodes > 1)
        candidate_add(c, FEATURE_FILE_NAME_TITLE);
}

/* ---- front matter ---- */

static void set_front_title(struct entry_search *s, struct candidate *c, const struct field *f)
{
    struct str value = str_starts(f->value, STR("@")) ? str_from_pos(f->value, 1) : f->value;
    struct title t;
    title_clean(value, s->a, &t);
    if (t.text.n == 0)
        return;
    c->source = TITLE_FIELD;
    c->title = t;
    c->raw_title = f->value;
    c->title_begin = f->begin;
    c->title_end = f->end;
    c->grade = shape_grade(t.text);
}

/* "title: Shim 2017" with the real title as description. */
static void read_front_title(struct entry_search *s, struct candidate *c)
{
    const struct field *title = front_field(s, "title"),
                       *description = front_field(s, "description");
    if (c->source == TITLE_NOWHERE && title)
        set_front_title(s, c, title);
    if (!title || !description || c->source != TITLE_FIELD || c->grade > GRADE_NAME)
        return;
    uint32_t year;
    if (shape_grade(description->value) < GRADE_SENTENCE ||
        shape_year(title->value, &year) == SIZE_MAX)
        return;
    set_front_title(s, c, description);
    c->alias = title->value;
}

static bool has_paper_tag(const struct entry_search *s)
{
    for (size_t i = 0; i < s->d->n_fields; i++) {
        const struct field *f = &s->d->fields[i];
        bool is_kind = str_eq(f->key, STR("tags")) || str_eq(f->key, STR("type"));
        if (f->source != FIELD_LABEL && is_kind &&
            words_match(WORDS_PAPER_TAG, PLACE_ALL, words_fold(f->value, s->a)))
            return true;
    }
    return false;
}

static bool is_in_paper_folder(const struct entry_search *s)
{
    struct str rest = s->in->path, part, last = STR_EMPTY;
    bool found = false;
    while (str_split(&rest, '/', &part)) {
        struct str folder = words_fold(last, s->a);
        while (folder.n &&
               ((folder.p[0] >= '0' && folder.p[0] <= '9') || strchr(" -_.", folder.p[0])))
            folder = str_from_pos(folder, 1);
        found |= words_match(WORDS_PAPER_TAG, PLACE_ALL, folder);
        last = part;
    }
    return found;
}

static void read_hints(struct entry_search *s, struct candidate *c)
{
    if (front_field(s, "citekey"))
        candidate_add(c, FEATURE_CITE_KEY);
    if (has_paper_tag(s) || is_in_paper_folder(s))
        candidate_add(c, FEATURE_PAPER_TAG);
    if (front_field(s, "aliases") || front_field(s, "venue") || count_front(s, "authors") > 1)
        candidate_add(c, FEATURE_FIELD_HINT);
}

/* ---- the whole note ---- */

/* When one identifier alone is written in the whole note, it is most likely the note's subject. */
uint32_t only_identifier(const struct entry_search *s)
{
    uint32_t only = NONE;
    for (uint32_t i = 0; i < s->n_references; i++) {
        if (!reference_is_paper(&s->references[i]))
            continue;
        if (only != NONE && !str_eq(s->references[only].target.identifiers[0],
                                    s->references[i].target.identifiers[0]))
            return NONE;
        only = i;
    }
    return only != NONE && s->references[only].label != LABEL_NAME ? only : NONE;
}

/* The first heading of the note, when it stands above everything else. */
static uint32_t first_heading(const struct entry_search *s)
{
    for (uint32_t i = s->d->nodes[0].first_child; i != NO_NODE; i = s->d->nodes[i].next)
        if (s->d->nodes[i].kind == NODE_SECTION)
            return s->node_candidate[i];
    return NONE;
}

/* Front matter without a title belongs to the first heading when that is one. */
static bool give_to_heading(struct entry_search *s, struct candidate *c)
{
    uint32_t index = first_heading(s);
    if (index == NONE || front_field(s, "title") || c->source != TITLE_NOWHERE)
        return false;
    struct candidate *h = &s->candidates.items[index];
    if (h->grade < GRADE_NAME || heading_is(h, WORDS_INFO) || heading_is(h, WORDS_TEMPLATE) ||
        heading_is(h, WORDS_ESSAY) || s->d->nodes[h->node].level > 1)
        return false;
    h->features |= c->features;
    if (h->identifier == NONE)
        h->identifier = c->identifier;
    for (size_t i = 0; i < c->fields.n; i++)
        *vec_push(s->a, &h->fields) = c->fields.items[i];
    c->features = 0;
    return true;
}

void document_read(struct entry_search *s)
{
    struct candidate *c = &s->candidates.items[0];
    c->line = 1;
    read_front_title(s, c);
    if (c->source == TITLE_FIELD && c->title_end)
        c->line = document_line(s->d, c->title_begin);
    read_hints(s, c);
    if (give_to_heading(s, c))
        return;
    read_file_name(s, c);
    if (c->source == TITLE_NOWHERE)
        return;
    section_read_document(s, c);
    uint32_t only = c->grade >= GRADE_NAME ? only_identifier(s) : NONE;
    if (only != NONE && c->identifier == NONE && c->lead == NONE) {
        c->lead = only;
        candidate_add(c, FEATURE_ONLY_IDENTIFIER);
    }
}
