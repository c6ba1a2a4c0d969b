#include "app/preview.h"

#include "app/extraction_json.h"

bool preview_note(const struct library *l, struct str path, struct str bytes, struct arena *a,
                  json_t **out, struct err *e)
{
    struct extract_options options = {.latest_year = l->latest_year};
    struct extraction *x;
    if (!extract_note(path, bytes, l->vocabulary, &options, a, &x, e))
        return false;
    *out = extraction_to_json(x, bytes);
    return true;
}
