#include "extract/document/document_internal.h"

#include <yaml.h>

#include "base/arena.h"

#define LINES_MAX 200             /* of front matter; more is no front matter */
#define YAML_MAX  ((size_t)65536) /* bytes given to libyaml; longer ones are read line by line */
#define FLOWS_MAX 1000            /* … and brackets: its time is quadratic in their depth */

/* ---- where it is ---- */

static struct str line_slice(const struct builder *b, uint32_t line)
{
    return str_sub(b->src, line_begin(b->d, line), line_end(b->d, line));
}

static bool is_fence_line(struct str line, struct str fence)
{
    return str_eq(str_trim(line), fence);
}

/* "key: value", "key = value", "- item", a comment, JSON, or indented. */
static bool is_plausible(struct str line)
{
    struct str text = str_trim(line);
    if (text.n == 0 || is_blank(line.p[0]) || strchr("#-{}[],\"", text.p[0]))
        return true;
    size_t colon = str_find_byte(text, ':', 0);
    size_t equals = str_find_byte(text, '=', 0);
    return (colon != SIZE_MAX && colon > 0) || (equals != SIZE_MAX && equals > 0);
}

/* The line that closes what line `open` opens with `fence`; 0 when it is no front matter. */
static uint32_t closing_line(const struct builder *b, uint32_t open, struct str fence)
{
    uint32_t stop = open + LINES_MAX + 1;
    for (uint32_t i = open + 1; i < b->d->n_lines && i <= stop; i++) {
        struct str line = line_slice(b, i);
        if (is_fence_line(line, fence) || (fence.p[0] == '-' && is_fence_line(line, STR("..."))))
            return i;
        if (!is_plausible(line))
            return 0;
    }
    return 0;
}

void front_matter_find(struct builder *b)
{
    uint32_t open = 0;
    uint32_t bom = bytes_at(b->src, 0, STR("\xEF\xBB\xBF")) ? 3 : 0;
    mask_set(b, 0, bom, MASK_HIDDEN);
    while (open + 1 < b->d->n_lines &&
           str_trim(str_from_pos(line_slice(b, open), open ? 0 : bom)).n == 0)
        open++;
    struct str first = str_from_pos(line_slice(b, open), open ? 0 : bom);
    bool is_toml = is_fence_line(first, STR("+++"));
    if (!is_toml && !is_fence_line(first, STR("---")))
        return;
    uint32_t close = closing_line(b, open, is_toml ? STR("+++") : STR("---"));
    if (close == 0)
        return;
    b->front_begin = line_begin(b->d, open + 1);
    b->front_end = line_begin(b->d, close);
    b->body = close + 1 < b->d->n_lines ? line_begin(b->d, close + 1) : (uint32_t)b->src.n;
    mask_set(b, 0, b->body, MASK_HIDDEN);
}

/* ---- YAML and JSON by libyaml's events ---- */

struct yaml_reader {
    struct builder *b;
    struct str text;
    size_t at;        /* byte offset in `text` … */
    size_t character; /* … of this character */
    uint32_t depth;   /* open mappings */
    uint32_t nested;  /* open sequences and inner mappings below the top level */
    struct str key;   /* of the value that is read; p == NULL before a key */
};

/* Byte offset of a character: libyaml counts those. Marks only go forward. */
static uint32_t byte_of(struct yaml_reader *r, size_t character)
{
    while (r->at < r->text.n && r->character < character) {
        r->at++;
        while (r->at < r->text.n && ((unsigned char)r->text.p[r->at] & 0xC0) == 0x80)
            r->at++;
        r->character++;
    }
    return (uint32_t)r->at + r->b->front_begin;
}

static void add_front_field(struct builder *b, struct str key, uint32_t begin, uint32_t end,
                            const struct str *value)
{
    size_t before = b->fields.n;
    field_add(b,
              (struct field){.source = FIELD_FRONT_MATTER, .key = key, .begin = begin, .end = end});
    if (value && b->fields.n == before + 1)
        b->fields.items[before].value = *value;
}

static void scalar_read(struct yaml_reader *r, const yaml_event_t *event)
{
    struct str value = str_of((const char *)event->data.scalar.value, event->data.scalar.length);
    uint32_t begin = byte_of(r, event->start_mark.index);
    uint32_t end = byte_of(r, event->end_mark.index);
    if (r->depth == 1 && r->nested == 0 && !r->key.p) {
        r->key = field_key(r->b, value, true);
        if (!r->key.p)
            r->key = STR("");
        return;
    }
    bool is_inner_mapping = r->depth > 1;
    if (!is_inner_mapping && r->key.n > 0 && value.n > 0) {
        bool is_plain = str_has(str_sub(r->b->src, begin, end), value);
        struct str copy = is_plain ? STR_EMPTY : str_copy(r->b->a, value);
        add_front_field(r->b, r->key, begin, end, is_plain ? NULL : &copy);
    }
    if (r->nested == 0)
        r->key = STR_EMPTY;
}

static void collection_read(struct yaml_reader *r, yaml_event_type_t type)
{
    bool opens = type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT;
    bool is_mapping = type == YAML_MAPPING_START_EVENT || type == YAML_MAPPING_END_EVENT;
    bool is_top = is_mapping && r->depth == (opens ? 0u : 1u) && r->nested == 0;
    if (is_mapping)
        r->depth = opens ? r->depth + 1 : r->depth - 1;
    if (!is_top)
        r->nested = opens ? r->nested + 1 : r->nested - 1;
    if (!opens && r->nested == 0)
        r->key = STR_EMPTY;
}

/* False when the YAML is broken. */
static bool events_read(struct yaml_reader *r, yaml_parser_t *parser)
{
    for (;;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event))
            return false;
        yaml_event_type_t type = event.type;
        if (type == YAML_SCALAR_EVENT)
            scalar_read(r, &event);
        else if (type >= YAML_SEQUENCE_START_EVENT)
            collection_read(r, type);
        yaml_event_delete(&event);
        if (type == YAML_STREAM_END_EVENT || type == YAML_DOCUMENT_END_EVENT)
            return true;
    }
}

static bool is_too_much(struct str yaml)
{
    uint32_t flows = 0;
    for (size_t i = 0; i < yaml.n && yaml.n <= YAML_MAX; i++)
        flows += yaml.p[i] == '[' || yaml.p[i] == '{';
    return yaml.n > YAML_MAX || flows > FLOWS_MAX;
}

static bool yaml_read(struct builder *b)
{
    struct yaml_reader r = {.b = b, .text = str_sub(b->src, b->front_begin, b->front_end)};
    yaml_parser_t parser;
    if (is_too_much(r.text) || !yaml_parser_initialize(&parser))
        return false;
    yaml_parser_set_input_string(&parser, (const unsigned char *)r.text.p, r.text.n);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    bool ok = events_read(&r, &parser);
    yaml_parser_delete(&parser);
    return ok;
}

/* ---- line by line: TOML, and YAML that is broken ---- */

/* Where a comment begins (" #" outside of quotes), or `end`. */
static uint32_t comment_begin(struct str s, uint32_t at, uint32_t end)
{
    char quote = 0;
    for (uint32_t i = at; i < end; i++) {
        char c = s.p[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if ((c == '"' || c == '\'') && (i == at || is_blank(s.p[i - 1]) || s.p[i - 1] == '['))
            quote = c;
        else if (c == '#' && (i == at || is_blank(s.p[i - 1])))
            return i;
    }
    return end;
}

/* "[a, b]" or a single value. */
static void values_read(struct builder *b, struct str key, uint32_t at, uint32_t end)
{
    end = comment_begin(b->src, at, end);
    trim_range(b->src, &at, &end);
    bool is_list =
        end - at >= 2 && b->src.p[at] == '[' && b->src.p[end - 1] == ']' && b->src.p[at + 1] != '[';
    if (!is_list) {
        add_front_field(b, key, at, end, NULL);
        return;
    }
    for (at++, end--; at < end;) {
        size_t comma = str_find_byte(str_sub(b->src, 0, end), ',', at);
        uint32_t stop = comma == SIZE_MAX ? end : (uint32_t)comma;
        add_front_field(b, key, at, stop, NULL);
        at = stop + 1;
    }
}

/* Position of the sign between key and value, or `end`. */
static uint32_t sign_of(struct str s, uint32_t at, uint32_t end, char sign)
{
    for (uint32_t i = at; i < end; i++)
        if (s.p[i] == sign && (sign == '=' || i + 1 == end || is_blank(s.p[i + 1])))
            return i;
    return end;
}

static void lines_read(struct builder *b, char sign)
{
    struct str key = STR_EMPTY;
    uint32_t last = line_at(b->d, b->front_end);
    for (uint32_t line = line_at(b->d, b->front_begin); line < last; line++) {
        uint32_t begin = line_begin(b->d, line);
        uint32_t end = line_end(b->d, line);
        uint32_t at = skip_blank(b->src, begin, end);
        if (at == end || b->src.p[at] == '#')
            continue;
        uint32_t middle = sign_of(b->src, at, end, sign);
        if (b->src.p[at] == '-' && key.n > 0) {
            values_read(b, key, at + 1, end);
        } else if (middle < end && at == begin) {
            key = field_key(b, str_sub(b->src, at, middle), true);
            values_read(b, key, middle + 1, end);
        }
    }
}

void front_matter_read(struct builder *b)
{
    if (b->front_begin >= b->front_end)
        return;
    uint32_t fence = line_begin(b->d, line_at(b->d, b->front_begin) - 1);
    size_t before = b->fields.n;
    bool is_toml = str_find(str_sub(b->src, fence, b->front_begin), STR("+++"), 0) != SIZE_MAX;
    if (!is_toml && yaml_read(b))
        return;
    b->fields.n = before;
    lines_read(b, is_toml ? '=' : ':');
}
