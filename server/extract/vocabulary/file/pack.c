/* A list as lines, each a letter and cells behind tabs; labels and texts hold neither tabs nor line
 * ends (label_clean). Counts come first, so that reading allocates once.
 *
 *   V 1 concepts labels texts links matches
 *   C id kind uri notation     then for this concept
 *   P|A|H lang text            label: preferred, alternative, hidden
 *   D lang text                definition
 *   B|R index                  broader, related concept of the list, from 0
 *   b|r name                   the same of another vocabulary
 *   X uri                      exact match */
#include "base/arena.h"
#include "base/strbuf.h"
#include "extract/vocabulary/file/list_builder_internal.h"

static void add_line(struct strbuf *out, char letter, const struct str *cells, size_t n)
{
    strbuf_add_byte(out, letter);
    for (size_t i = 0; i < n; i++) {
        strbuf_add_byte(out, '\t');
        strbuf_add_str(out, cells[i]);
    }
    strbuf_add_byte(out, '\n');
}

static void pack_link(const struct list_link *l, struct strbuf *out)
{
    bool is_open = l->target == UINT32_MAX;
    if (is_open)
        add_line(out, l->is_broader ? 'b' : 'r', &l->name, 1);
    else
        strbuf_printf(out, "%c\t%u\n", l->is_broader ? 'B' : 'R', l->target);
}

static void pack_concept(const struct list_concept *c, struct strbuf *out)
{
    static const char ranks[] = {'P', 'A', 'H'};
    add_line(out, 'C', (const struct str[]){c->id, c->kind, c->uri, c->notation}, 4);
    for (size_t i = 0; i < c->n_labels; i++)
        add_line(out, ranks[c->labels[i].rank],
                 (const struct str[]){c->labels[i].lang, c->labels[i].text}, 2);
    for (size_t i = 0; i < c->n_definitions; i++)
        add_line(out, 'D', (const struct str[]){c->definitions[i].lang, c->definitions[i].text}, 2);
    for (size_t i = 0; i < c->n_links; i++)
        pack_link(&c->links[i], out);
    for (size_t i = 0; i < c->n_matches; i++)
        add_line(out, 'X', &c->matches[i], 1);
}

void concept_list_pack(const struct concept_list *list, struct strbuf *out)
{
    size_t texts = 0, links = 0, matches = 0;
    for (size_t i = 0; i < list->n; i++) {
        texts += list->items[i].n_definitions;
        links += list->items[i].n_links;
        matches += list->items[i].n_matches;
    }
    strbuf_printf(out, "V\t1\t%zu\t%zu\t%zu\t%zu\t%zu\n", list->n, list->n_labels, texts, links,
                  matches);
    for (size_t i = 0; i < list->n; i++)
        pack_concept(&list->items[i], out);
}

/* ---- back ---- */

#define CELLS_MAX 6

struct unpacking {
    struct concept_list *list;
    struct list_concept *concept; /* the one that is read */
    struct list_label *labels;    /* the next free ones */
    struct list_text *texts;
    struct list_link *links;
    struct str *matches;
    uint64_t left[5]; /* concepts, labels, texts, links, matches that may still come */
};

enum { LEFT_CONCEPTS, LEFT_LABELS, LEFT_TEXTS, LEFT_LINKS, LEFT_MATCHES };

static bool unpack_header(struct unpacking *u, const struct str cells[CELLS_MAX], struct arena *a,
                          size_t bytes)
{
    for (size_t i = 0; i < ARRAY_LEN(u->left); i++)
        if (!str_to_u64(cells[i + 1], &u->left[i]) || u->left[i] > bytes)
            return false;
    if (!str_eq(cells[0], STR("1")))
        return false;
    u->list->items = ARENA_ARRAY(a, struct list_concept, u->left[LEFT_CONCEPTS]);
    u->labels = ARENA_ARRAY(a, struct list_label, u->left[LEFT_LABELS]);
    u->texts = ARENA_ARRAY(a, struct list_text, u->left[LEFT_TEXTS]);
    u->links = ARENA_ARRAY(a, struct list_link, u->left[LEFT_LINKS]);
    u->matches = ARENA_ARRAY(a, struct str, u->left[LEFT_MATCHES]);
    return true;
}

static bool take_one(struct unpacking *u, size_t kind)
{
    return (u->concept || kind == LEFT_CONCEPTS) && u->left[kind] && u->left[kind]--;
}

static bool unpack_concept(struct unpacking *u, const struct str cells[CELLS_MAX])
{
    if (!take_one(u, LEFT_CONCEPTS))
        return false;
    u->concept = &u->list->items[u->list->n++];
    *u->concept = (struct list_concept){
        .id = cells[0],
        .kind = cells[1],
        .uri = cells[2],
        .notation = cells[3],
        .labels = u->labels,
        .definitions = u->texts,
        .links = u->links,
        .matches = u->matches,
    };
    return cells[0].n > 0;
}

static bool unpack_label(struct unpacking *u, const struct str cells[CELLS_MAX],
                         enum label_rank rank)
{
    if (!take_one(u, LEFT_LABELS))
        return false;
    *u->labels++ = (struct list_label){.lang = cells[0], .text = cells[1], .rank = rank};
    u->concept->n_labels++;
    u->list->n_labels++;
    return true;
}

static bool unpack_text(struct unpacking *u, const struct str cells[CELLS_MAX])
{
    if (!take_one(u, LEFT_TEXTS))
        return false;
    *u->texts++ = (struct list_text){cells[0], cells[1]};
    u->concept->n_definitions++;
    return true;
}

static bool unpack_link(struct unpacking *u, struct str cell, char letter)
{
    bool is_open = letter == 'b' || letter == 'r';
    uint64_t target = UINT32_MAX;
    if (!take_one(u, LEFT_LINKS) || (!is_open && !str_to_u64(cell, &target)))
        return false;
    *u->links++ = (struct list_link){.target = (uint32_t)target,
                                     .name = is_open ? cell : STR_EMPTY,
                                     .is_broader = letter == 'B' || letter == 'b'};
    u->concept->n_links++;
    return is_open || target < u->list->n + u->left[LEFT_CONCEPTS];
}

static bool unpack_match(struct unpacking *u, struct str cell)
{
    if (!take_one(u, LEFT_MATCHES))
        return false;
    *u->matches++ = cell;
    u->concept->n_matches++;
    return true;
}

static bool unpack_line(struct unpacking *u, char letter, const struct str cells[CELLS_MAX])
{
    switch (letter) {
    case 'C':
        return unpack_concept(u, cells);
    case 'P':
        return unpack_label(u, cells, LABEL_PREFERRED);
    case 'A':
        return unpack_label(u, cells, LABEL_ALTERNATIVE);
    case 'H':
        return unpack_label(u, cells, LABEL_HIDDEN);
    case 'D':
        return unpack_text(u, cells);
    case 'B':
    case 'R':
    case 'b':
    case 'r':
        return unpack_link(u, cells[0], letter);
    case 'X':
        return unpack_match(u, cells[0]);
    default:
        return false;
    }
}

/* The letter of the next line, and its cells; the last one takes all that is left. */
static char next_line(struct str *rest, struct str cells[CELLS_MAX])
{
    struct str line, letter;
    for (size_t i = 0; i < CELLS_MAX; i++)
        cells[i] = STR_EMPTY;
    if (!rest->n || !str_split(rest, '\n', &line) || !str_split(&line, '\t', &letter))
        return 0;
    for (size_t i = 0; i < CELLS_MAX && str_split(&line, '\t', &cells[i]); i++)
        ;
    return letter.n == 1 ? letter.p[0] : '?';
}

bool concept_list_unpack(struct str packed, struct arena *a, struct concept_list *out,
                         struct err *e)
{
    struct unpacking u = {.list = out};
    struct str cells[CELLS_MAX];
    *out = (struct concept_list){0};
    bool ok = str_ends(packed, STR("\n")) && next_line(&packed, cells) == 'V' &&
              unpack_header(&u, cells, a, packed.n);
    char letter;
    while (ok && (letter = next_line(&packed, cells)))
        ok = unpack_line(&u, letter, cells);
    for (size_t i = 0; ok && i < ARRAY_LEN(u.left); i++)
        ok = u.left[i] == 0;
    return ok || err_set(e, ERR_STORAGE,
                         "A stored vocabulary is damaged. Remove it and import it again.");
}
