#include "extract/entry/entry_internal.h"

#define LATEST_YEAR_DEFAULT 2100

void entries_find(const struct entry_input *in, struct arena *a, struct note_papers *out)
{
    *out = (struct note_papers){0};
    struct entry_search s = {.in = in, .d = in->document, .a = a};
    s.latest_year =
        in->options && in->options->latest_year ? in->options->latest_year : LATEST_YEAR_DEFAULT;
    references_collect(&s);
    candidates_collect(&s);
    manual_read(&s);
    for (size_t i = 1; i < s.candidates.n; i++)
        if (s.candidates.items[i].kind != CANDIDATE_ROW)
            head_read(&s, &s.candidates.items[i]);
    rows_read(&s);
    fields_assign(&s);
    records_mark(&s);
    sections_read(&s);
    document_read(&s);
    candidates_score(&s);
    records_adopt_only(&s);
    scopes_assign(&s);
    works_collect(&s);
    works_merge(&s, out);
    names_find(&s, out);
    places_merge(&s, out);
    entries_explain(&s, out);
}
