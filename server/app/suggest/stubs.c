/* Papers that several notes name and none is about: who knows them can give them a title or an identifier. */
#include "app/suggest/suggest_internal.h"
#include "base/arena.h"

#define NOTES_MIN 2
/* With so many notes the score is a half. */
#define NOTES_HALF 4

static void suggest(struct making *m, const struct named_node *n)
{
    struct suggestion_reason reason = {.code = "named-in-notes", .count = n->n_notes};
    struct suggestion s = {.kind = SUGGESTION_STUB,
                           .key =
                               str_from(arena_printf(m->kept, "stub:%.*s", STR_FMT(n->public_id))),
                           .score = 1000 * n->n_notes / (n->n_notes + NOTES_HALF),
                           .first = n->node,
                           .reasons = reasons_keep(m, &reason, 1),
                           .n_reasons = 1};
    making_add(m, &s);
}

void stubs_suggest(struct making *m)
{
    for (size_t i = 0; i < m->naming.nodes.n; i++) {
        const struct named_node *n = &m->naming.nodes.items[i];
        if (n->is_stub && n->n_notes >= NOTES_MIN &&
            !map_get(m->decided.corrected, ends_key(m->scratch, n->node, 0)))
            suggest(m, n);
    }
}
