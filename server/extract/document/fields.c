#include "extract/document/document_internal.h"

#include "base/arena.h"
#include "base/fold.h"

#define NAME_MAX_BYTES 60 /* of a label or property name */

/* ---- the table ---- */

/* Made from tables/fields.tsv by tools/mkfields.c: folded names in the order of their bytes. */
static const struct field_name {
    struct str name, key;
} field_names[] = {

#include "field_names.inc"
};

struct str field_key(struct builder *b, struct str name, bool any)
{
    struct str folded = str_trim(fold_text(b->a, str_trim(name)));
    size_t low = 0;
    size_t high = ARRAY_LEN(field_names);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = str_cmp(field_names[mid].name, folded);
        if (order == 0)
            return field_names[mid].key;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return any ? folded : STR_EMPTY;
}

/* ---- values ---- */

static bool unwrap(struct str s, uint32_t *begin, uint32_t *end, struct str open, struct str close)
{
    struct str value = str_sub(s, *begin, *end);
    if (value.n < open.n + close.n || !str_starts(value, open) || !str_ends(value, close) ||
        str_has(str_sub(value, open.n, value.n - close.n), close))
        return false;
    *begin += (uint32_t)open.n;
    *end -= (uint32_t)close.n;
    return true;
}

/* Without white space, quotes, [[…]] and emphasis around the whole value. */
static void trim_value(struct str s, uint32_t *begin, uint32_t *end)
{
    static const struct str wraps[][2] = {
        {STR_INIT("\""), STR_INIT("\"")}, {STR_INIT("'"), STR_INIT("'")},
        {STR_INIT("[["), STR_INIT("]]")}, {STR_INIT("**"), STR_INIT("**")},
        {STR_INIT("《"), STR_INIT("》")}, {STR_INIT("`"), STR_INIT("`")}};
    trim_range(s, begin, end);
    for (size_t i = 0; i < ARRAY_LEN(wraps); i++)
        if (unwrap(s, begin, end, wraps[i][0], wraps[i][1]))
            trim_range(s, begin, end);
}

/* Keys whose value is a list when it is written with commas. */
static bool is_list_key(struct str key)
{
    return str_eq(key, STR("tags")) || str_eq(key, STR("aliases"));
}

/* Length of what parts two elements at `at`: a comma of any script, or the space before a #tag. */
static uint32_t separator_at(struct str s, uint32_t at)
{
    static const struct str separators[] = {STR_INIT(","), STR_INIT("，"), STR_INIT("、"),
                                            STR_INIT(";"), STR_INIT("；"), STR_INIT(" #")};
    for (size_t i = 0; i < ARRAY_LEN(separators); i++)
        if (bytes_at(s, at, separators[i]))
            return (uint32_t)separators[i].n;
    return 0;
}

/* End of the list element that begins at `at`, and where the next one begins. */
static uint32_t element_end(struct str s, uint32_t at, uint32_t end, uint32_t *next)
{
    struct str value = str_sub(s, 0, end);
    uint32_t n = 0;
    while (at < end && (n = separator_at(value, at)) == 0)
        at++;
    *next = at + n;
    return at;
}

static void add_value(struct builder *b, struct field f)
{
    struct str s = b->src;
    trim_value(s, &f.begin, &f.end);
    if (is_list_key(f.key) && f.begin < f.end && s.p[f.begin] == '#')
        f.begin++;
    f.value = str_sub(s, f.begin, f.end);
    f.line = builder_line(b, f.begin) + 1;
    if (f.value.n > 0)
        *vec_push(b->a, &b->fields) = f;
}

/* The wikilink at or behind `at`: its inside. */
static bool next_wikilink(struct str s, uint32_t at, uint32_t end, uint32_t *from, uint32_t *to)
{
    struct str value = str_sub(s, 0, end);
    size_t open = str_find(value, STR("[["), at);
    size_t close = open == SIZE_MAX ? SIZE_MAX : str_find(value, STR("]]"), open);
    if (close == SIZE_MAX)
        return false;
    *from = (uint32_t)open + 2;
    *to = (uint32_t)close;
    return true;
}

static void add_elements(struct builder *b, struct field f)
{
    struct field element = f;
    for (uint32_t at = f.begin; at < f.end;) {
        element.begin = at;
        element.end = element_end(b->src, at, f.end, &at);
        add_value(b, element);
    }
}

/* "[[Ann]], [[Bo]]": a value each. */
static void add_wikilinks(struct builder *b, struct field f)
{
    struct field element = f;
    uint32_t at = f.begin;
    while (next_wikilink(b->src, at, f.end, &element.begin, &element.end)) {
        add_value(b, element);
        at = element.end;
    }
}

static bool is_address(struct str value)
{
    return str_has(value, STR("://")) || str_has(value, STR("](")) ||
           str_starts_ci(value, STR("www.")) || str_starts_ci(value, STR("10."));
}

void field_add(struct builder *b, struct field f)
{
    uint32_t first = skip_blank(b->src, f.begin, f.end);
    struct str value = str_sub(b->src, first, f.end);
    if (str_eq(f.key, STR("paper"))) /* "论文: title" or "论文: https://…" */
        f.key = is_address(value) ? STR("url") : STR("title");
    if (str_eq(f.key, STR("date")) && f.source != FIELD_FRONT_MATTER)
        f.key = STR("year"); /* of the paper that the line describes, not of the note */
    if (is_list_key(f.key))
        add_elements(b, f);
    else if (str_starts(value, STR("[[")) && str_has(value, STR("]]")) && !is_address(value))
        add_wikilinks(b, f);
    else
        add_value(b, f);
}

/* ---- key:: value ---- */

static bool is_name_byte(char c)
{
    return is_alnum(c) || (unsigned char)c >= 0x80 || (c && strchr("-_./ ", c));
}

/* Position of the "::" of a property line, or `end`. */
static uint32_t find_property(struct str s, uint32_t at, uint32_t end)
{
    uint32_t limit = end - at > NAME_MAX_BYTES ? at + NAME_MAX_BYTES : end;
    uint32_t i = at;
    while (i < limit && is_name_byte(s.p[i]))
        i++;
    bool is_property = i > at && bytes_at(str_sub(s, 0, end), i, STR("::")) &&
                       (i + 2 == end || is_blank(s.p[i + 2]));
    return is_property ? i : end;
}

static void read_property(struct builder *b, uint32_t node, uint32_t at, uint32_t end)
{
    uint32_t colons = find_property(b->src, at, end);
    if (colons == end)
        return;
    struct str key = field_key(b, str_sub(b->src, at, colons), true);
    if (str_eq(key, STR("hidden"))) {
        mask_set(b, at, end, MASK_HIDDEN);
        return;
    }
    mask_set(b, at, colons + 2, MASK_MARKUP);
    field_add(
        b,
        (struct field){
            .source = FIELD_PROPERTY, .key = key, .begin = colons + 2, .end = end, .node = node});
}

void fields_read_properties(struct builder *b, uint32_t node)
{
    uint32_t begin = b->nodes.items[node].text_begin;
    uint32_t end = b->nodes.items[node].text_end;
    if (!str_has(str_sub(b->src, begin, end), STR("::")))
        return;
    uint32_t last = builder_line(b, end - 1);
    for (uint32_t line = builder_line(b, begin); line <= last; line++) {
        uint32_t from = line_text(b, line);
        uint32_t to = line_end(b->d, line);
        read_property(b, node, from < begin ? begin : from, to > end ? end : to);
    }
    trim_hidden(b, &begin, &end);
    tree_set_text(b, node, begin, end);
}

/* ---- labels ---- */

static uint32_t skip_markup(const struct builder *b, uint32_t at, uint32_t end)
{
    while (at < end && (b->mask[at] == MASK_MARKUP || is_blank(b->src.p[at])))
        at++;
    return at;
}

/* The colon of "label: …": its offset and length, or false. */
static bool find_colon(struct str s, uint32_t at, uint32_t end, uint32_t *colon, uint32_t *length)
{
    uint32_t limit = end - at > NAME_MAX_BYTES ? at + NAME_MAX_BYTES : end;
    struct str wide = STR("：");
    for (uint32_t i = at; i < limit; i++) {
        bool is_wide = bytes_at(str_sub(s, 0, end), i, wide);
        if (s.p[i] != ':' && !is_wide)
            continue;
        *colon = i;
        *length = is_wide ? (uint32_t)wide.n : 1;
        return i > at;
    }
    return false;
}

/* "**Title**: x", "作者：x", "[Code](…)" is none. */
static void read_label(struct builder *b, uint32_t node, uint32_t at, uint32_t end)
{
    uint32_t colon;
    uint32_t length;
    at = skip_markup(b, at, end);
    if (!find_colon(b->src, at, end, &colon, &length))
        return;
    uint32_t name_end = colon;
    while (name_end > at &&
           (b->mask[name_end - 1] == MASK_MARKUP || is_blank(b->src.p[name_end - 1])))
        name_end--;
    struct str key = field_key(b, str_sub(b->src, at, name_end), false);
    if (key.n == 0 || str_eq(key, STR("hidden")))
        return;
    uint32_t value = colon + length;
    while (value < end && (bytes_at(b->src, value, STR("*")) || is_blank(b->src.p[value])) &&
           (is_blank(b->src.p[value]) || b->mask[value] == MASK_MARKUP))
        value++;
    field_add(b, (struct field){
                     .source = FIELD_LABEL, .key = key, .begin = value, .end = end, .node = node});
}

static bool may_hold_labels(enum node_kind kind)
{
    return kind == NODE_PARAGRAPH || kind == NODE_ITEM || kind == NODE_HTML;
}

/* A row "label | value" of a table with two columns. */
static void read_row(struct builder *b, const struct node *row)
{
    uint32_t name = row->first_child;
    uint32_t value = name == NO_NODE ? NO_NODE : b->nodes.items[name].next;
    if (value == NO_NODE || b->nodes.items[value].next != NO_NODE)
        return;
    const struct node *n = &b->nodes.items[name];
    const struct node *v = &b->nodes.items[value];
    if (n->text_end - n->text_begin > NAME_MAX_BYTES)
        return;
    uint32_t from = skip_markup(b, n->text_begin, n->text_end);
    uint32_t to = n->text_end;
    while (to > from && b->mask[to - 1] == MASK_MARKUP)
        to--;
    struct str key = field_key(b, str_sub(b->src, from, to), false);
    struct str second = field_key(b, str_sub(b->src, v->text_begin, v->text_end), false);
    if (key.n == 0 || second.n > 0 || str_eq(key, STR("hidden")))
        return;
    field_add(b, (struct field){.source = FIELD_LABEL,
                                .key = key,
                                .begin = v->text_begin,
                                .end = v->text_end,
                                .node = value});
}

/* ":DOI: 10.1038/…" of an Org drawer, which exporters write as a block of code. */
static void read_drawer_line(struct builder *b, uint32_t node, uint32_t at, uint32_t end)
{
    at = skip_blank(b->src, at, end);
    if (at >= end || b->src.p[at] != ':')
        return;
    size_t colon = str_find_byte(str_sub(b->src, 0, end), ':', at + 1);
    if (colon == SIZE_MAX || colon - at > NAME_MAX_BYTES)
        return;
    struct str key = field_key(b, str_sub(b->src, at + 1, colon), false);
    if (key.n && !str_eq(key, STR("hidden")))
        field_add(b, (struct field){.source = FIELD_LABEL,
                                    .key = key,
                                    .begin = (uint32_t)colon + 1,
                                    .end = end,
                                    .node = node});
}

static void read_drawer(struct builder *b, uint32_t node)
{
    const struct node *n = &b->nodes.items[node];
    struct str text = str_trim(str_sub(b->src, n->begin, n->end));
    if (!str_starts_ci(text, STR(":PROPERTIES:")))
        return;
    uint32_t last = builder_line(b, n->end - 1);
    for (uint32_t line = builder_line(b, n->begin); line <= last; line++)
        read_drawer_line(b, node, line_text(b, line), line_end(b->d, line));
}

static void read_lines(struct builder *b, uint32_t node)
{
    uint32_t begin = b->nodes.items[node].text_begin;
    uint32_t end = b->nodes.items[node].text_end;
    uint32_t last = builder_line(b, end - 1);
    for (uint32_t line = builder_line(b, begin); line <= last; line++) {
        uint32_t from = line_text(b, line);
        uint32_t to = line_end(b->d, line);
        from = from < begin ? begin : from;
        to = to > end ? end : to;
        if (from < to)
            read_label(b, node, from, to);
    }
}

void fields_read_labels(struct builder *b)
{
    for (uint32_t i = 0; i < b->nodes.n; i++) {
        const struct node *n = &b->nodes.items[i];
        if (n->kind == NODE_ROW)
            read_row(b, n);
        else if (n->kind == NODE_CODE && n->begin < n->end)
            read_drawer(b, i);
        else if (may_hold_labels(n->kind) && n->text_begin < n->text_end)
            read_lines(b, i);
    }
}
