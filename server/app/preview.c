#include "app/preview.h"

#include "app/extraction_json.h"

bool preview_note(struct library *l, struct str path, struct str bytes, struct arena *a,
                  json_t **out, struct err *e)
{
    struct extract_options options = {.latest_year = l->latest_year};
    struct extraction *x;
    struct vocabulary *vocabulary = library_hold_vocabulary(l);
    bool ok = extract_note(path, bytes, vocabulary, &options, a, &x, e);
    if (ok)
        *out = extraction_to_json(x, bytes);
    vocabulary_free(vocabulary);
    return ok;
}
