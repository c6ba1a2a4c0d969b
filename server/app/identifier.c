#include "app/identifier.h"

#include "base/arena.h"
#include "extract/link.h"

#define TEXT_MAX 512 /* bytes; identifiers and addresses of papers are shorter */

static struct str best_of(const struct link_target *target)
{
    bool is_paper = target->kind == LINK_PAPER && target->n_identifiers;
    return is_paper ? target->identifiers[0] : STR_EMPTY;
}

/* The identifier that the whole text is. */
static struct str whole(struct str text, struct arena *a)
{
    struct text_identifier *found;
    size_t n;
    link_scan_text(text, NULL, 0, a, &found, &n);
    bool is_whole = n == 1 && found[0].begin == 0 && found[0].end == text.n;
    return is_whole ? best_of(&found[0].target) : STR_EMPTY;
}

struct str identifier_read(struct str text, struct arena *a)
{
    struct str typed = str_trim(text);
    if (!typed.n || typed.n > TEXT_MAX)
        return STR_EMPTY;
    if (str_find(typed, STR("://"), 0) != SIZE_MAX) {
        struct link_target target;
        link_read(typed, 0, a, &target);
        return best_of(&target);
    }
    struct str found = whole(typed, a);
    if (found.n)
        return found;
    return whole(str_from(arena_printf(a, "arXiv:%.*s", STR_FMT(typed))), a);
}
