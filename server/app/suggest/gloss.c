/* "X (Y)" in the text of a note, when both are names of nodes: an abbreviation that can be made of the
 * letters of the other, or a name in another script. */
#include "app/suggest/suggest_internal.h"
#include "base/arena.h"
#include "base/fold.h"

#define INSIDE_MAX 80  /* bytes between the parentheses */
#define BEFORE_MAX 120 /* bytes in front that are read */
#define WORDS_MAX  8   /* of the name in front */
#define QUOTE_MAX  300

struct gloss {
    struct str path, body;
    size_t line_begin, line_end;
    int64_t line;
    size_t open, close;  /* of the parentheses; `close` is behind */
    bool is_translation; /* of the script in front into another */
    bool is_proper; /* inside stands one word with a capital: the name of something, an example */
};

static uint32_t first_holder(const struct naming *naming, struct str folded)
{
    const uint64_t *first = folded.n ? map_get(naming->by_name, folded) : NULL;
    return first ? (uint32_t)*first : 0;
}

static bool is_latin(struct str folded)
{
    for (size_t i = 0; i < folded.n; i++)
        if ((unsigned char)folded.p[i] >= 0x80)
            return false;
    return folded.n > 0;
}

/* What stands in parentheses may also be an example or a remark: the two names must fit each other. */
static bool fit(struct making *m, struct str a, struct str b)
{
    struct str x = name_letters(a, m->scratch), y = name_letters(b, m->scratch);
    if (is_latin(a) != is_latin(b))
        return true;
    return is_latin(a) &&
           (str_find_byte(a, ' ', 0) == SIZE_MAX || str_find_byte(b, ' ', 0) == SIZE_MAX) &&
           (name_shortens(x, y) || name_shortens(y, x));
}

/* The line, or of a long one the part round the gloss. */
static const struct evidence_row *place(struct making *m, const struct gloss *g)
{
    struct evidence_row *row = ARENA_NEW(m->kept, struct evidence_row);
    size_t begin = g->line_begin, end = g->line_end;
    if (end - begin > QUOTE_MAX) {
        size_t from = g->open > BEFORE_MAX ? g->open - BEFORE_MAX : 0;
        begin = from > begin ? from : begin;
        while (begin < g->open && ((unsigned char)g->body.p[begin] & 0xc0) == 0x80)
            begin++;
        end = g->close;
    }
    struct str quote = str_trim(str_sub(g->body, begin, end));
    size_t at = (size_t)(quote.p - g->body.p);
    *row = (struct evidence_row){.path = str_copy(m->kept, g->path),
                                 .begin = (int64_t)at,
                                 .end = (int64_t)(at + quote.n),
                                 .line = g->line,
                                 .rule = STR("gloss"),
                                 .quote = str_copy(m->kept, quote)};
    return row;
}

static bool has_name_in(const struct named_node *n, bool latin)
{
    for (size_t i = 0; i < n->n_names; i++)
        if (is_latin(n->names[i].folded) == latin)
            return true;
    return false;
}

/* Whether a translation can be one: what has a name in that script already is explained by an example. */
static bool lack_names(const struct named_node *x, const struct named_node *y)
{
    return !(has_name_in(x, true) && has_name_in(y, true)) &&
           !(has_name_in(x, false) && has_name_in(y, false));
}

static void add_pair(struct making *m, const struct gloss *g, uint32_t one, uint32_t other)
{
    const struct named_node *nodes = m->naming.nodes.items;
    if (one == other || nodes[one].is_concept != nodes[other].is_concept ||
        (g->is_translation && (g->is_proper || !lack_names(&nodes[one], &nodes[other]))))
        return;
    struct twin_pair *p = pairs_put(m->pairs, one, other);
    if (p->gloss)
        return;
    p->gloss = place(m, g);
    p->texts[TWIN_GLOSS] = p->gloss->quote;
}

static void add_pairs(struct making *m, const struct gloss *g, uint32_t before, uint32_t inside)
{
    const struct name_holder *holders = m->naming.holders.items;
    for (uint32_t i = before; i; i = holders[i - 1].next)
        for (uint32_t k = inside; k; k = holders[k - 1].next)
            add_pair(m, g, holders[i - 1].node, holders[k - 1].node);
}

/* The longest name that ends in front of the parenthesis. */
static void look_before(struct making *m, struct gloss *g, struct str inside, uint32_t holder)
{
    size_t from = g->open > BEFORE_MAX ? g->open - BEFORE_MAX : 0;
    from = from > g->line_begin ? from : g->line_begin;
    struct str before = fold_key(m->scratch, str_sub(g->body, from, g->open));
    size_t starts[WORDS_MAX], n = 0;
    for (size_t i = before.n; i > 0 && n < WORDS_MAX; i--)
        if (i == 1 || before.p[i - 2] == ' ')
            starts[n++] = i - 1;
    while (n-- > 0) {
        struct str name = str_from_pos(before, starts[n]);
        uint32_t found = first_holder(&m->naming, name);
        if (!found)
            continue;
        g->is_translation = is_latin(name) != is_latin(inside);
        if (fit(m, name, inside))
            add_pairs(m, g, found, holder);
        return;
    }
}

/* The end of the parentheses that open at `at`, behind which `*inside` ends; 0 when there is none near. */
static size_t close_of(struct str line, size_t at, struct str *inside)
{
    bool is_wide = line.p[at] != '(';
    size_t begin = at + (is_wide ? 3 : 1);
    size_t narrow = str_find_byte(line, ')', begin), wide = str_find(line, STR("）"), begin);
    size_t end = narrow < wide ? narrow : wide;
    if (end == SIZE_MAX || end - begin > INSIDE_MAX)
        return 0;
    *inside = str_sub(line, begin, end);
    return end + (end == wide ? 3 : 1);
}

static bool is_proper_name(struct str s)
{
    return s.n && s.p[0] >= 'A' && s.p[0] <= 'Z' && str_find_byte(s, ' ', 0) == SIZE_MAX &&
           !name_is_acronym(s);
}

static void look_at(struct making *m, struct gloss *g, struct str line, size_t at)
{
    struct str inside;
    size_t end = close_of(line, at, &inside);
    if (!end)
        return;
    struct str folded = fold_key(m->scratch, inside);
    uint32_t holder = first_holder(&m->naming, folded);
    if (!holder)
        return;
    g->open = g->line_begin + at;
    g->close = g->line_begin + end;
    g->is_proper = is_proper_name(str_trim(inside));
    look_before(m, g, folded, holder);
}

static void read_line(struct making *m, struct gloss *g)
{
    struct str line = str_sub(g->body, g->line_begin, g->line_end);
    for (size_t i = 0; i + 2 < line.n; i++) {
        bool is_wide = str_starts(str_from_pos(line, i), STR("（"));
        /* "](" begins the address of a link. */
        if (is_wide || (line.p[i] == '(' && i > 0 && line.p[i - 1] != ']'))
            look_at(m, g, line, i);
    }
}

void gloss_find(struct making *m, struct str path, struct str body)
{
    struct gloss g = {.path = path, .body = body, .line = 1};
    while (g.line_begin < body.n) {
        size_t end = str_find_byte(body, '\n', g.line_begin);
        g.line_end = end == SIZE_MAX ? body.n : end;
        read_line(m, &g);
        g.line_begin = g.line_end + 1;
        g.line++;
    }
}
