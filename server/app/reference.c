#include "app/reference.h"

#include "base/arena.h"
#include "extract/link.h"

/* Tries what the text names; ERR_NOT_FOUND stays set when nothing does. */
static bool find_any(struct db *db, const struct link_target *target, struct arena *a,
                     struct paper_row *out, bool *moved, struct err *e)
{
    for (size_t i = 0; i < target->n_identifiers; i++) {
        struct err why = {0};
        if (graph_find_paper(db, target->identifiers[i], a, out, moved, &why))
            return true;
        if (why.code != ERR_NOT_FOUND)
            return err_set_detail(e, why.code, why.detail, "%s", why.msg);
    }
    return false;
}

/* Nothing may follow the identifier: "….bib" is another name. The text itself, or as the number of a registry that it leaves out. */
static bool find_in_text(struct db *db, struct str text, struct arena *a, struct paper_row *out,
                         bool *moved, struct err *e)
{
    struct text_identifier *found;
    size_t n;
    link_scan_text(text, NULL, 0, a, &found, &n);
    return n == 1 && found[0].end == text.n && find_any(db, &found[0].target, a, out, moved, e);
}

bool reference_find_paper(struct db *db, struct str reference, struct arena *a,
                          struct paper_row *out, bool *moved, struct err *e)
{
    static const char *const prefixes[] = {"", "arXiv:", "doi:"};
    struct link_target target;
    if (graph_find_paper(db, reference, a, out, moved, e))
        return true;
    if (e->code != ERR_NOT_FOUND)
        return false;
    link_read(reference, 0, a, &target);
    if (str_has(reference, STR("://")) && find_any(db, &target, a, out, moved, e))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(prefixes) && e->code == ERR_NOT_FOUND; i++) {
        struct str text = str_from(arena_printf(a, "%s%.*s", prefixes[i], STR_FMT(reference)));
        if (find_in_text(db, text, a, out, moved, e))
            return true;
    }
    return false;
}
