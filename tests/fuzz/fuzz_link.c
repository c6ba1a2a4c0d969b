/* Links and titles: any bytes may stand in a URL, in text with identifiers and in a title.
 *
 * Holds: identifiers are named and their text is finite; reading the unwrapped URL again gives the
 * same; text identifiers stand in the text, one behind the other; a cleaned title is no longer than
 * what it was read from allows, and its keys can be made. */
#include <stdlib.h>

#include "base/arena.h"
#include "extract/link.h"
#include "extract/title.h"

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

#define LATEST_YEAR 2030

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_identifiers(const struct link_target *t)
{
    REQUIRE(t->n_identifiers <= sizeof(t->identifiers) / sizeof(t->identifiers[0]));
    for (size_t i = 0; i < t->n_identifiers; i++) {
        size_t colon = str_find_byte(t->identifiers[i], ':', 0);
        REQUIRE(colon != SIZE_MAX && colon > 0 && colon + 1 < t->identifiers[i].n);
        REQUIRE(identifier_family(t->identifiers[i]).n >= colon);
        REQUIRE(identifier_rank(t->identifiers[i]) >= 0);
    }
}

static void check_link(struct str raw, struct arena *a)
{
    struct link_target first;
    struct link_target second;
    link_read(raw, LATEST_YEAR, a, &first);
    check_identifiers(&first);
    link_read(first.url, LATEST_YEAR, a, &second);
    REQUIRE(first.kind == second.kind && first.n_identifiers == second.n_identifiers);
    for (size_t i = 0; i < first.n_identifiers; i++)
        REQUIRE(str_eq(first.identifiers[i], second.identifiers[i]));
}

static void check_text(struct str text, struct arena *a)
{
    struct text_identifier *found;
    size_t n;
    size_t behind = 0;
    link_scan_text(text, NULL, LATEST_YEAR, a, &found, &n);
    for (size_t i = 0; i < n; i++) {
        REQUIRE(found[i].begin >= behind && found[i].begin < found[i].end);
        REQUIRE(found[i].end <= text.n && found[i].target.n_identifiers > 0);
        check_identifiers(&found[i].target);
        behind = found[i].end;
    }
}

static void check_title(struct str visible, struct arena *a)
{
    struct title title;
    struct title_keys keys;
    struct citation_parts parts;
    title_clean(visible, a, &title);
    title_keys(title.text, title.short_name, a, &keys);
    REQUIRE(keys.joined.n <= keys.full.n && keys.initials.n <= keys.full.n);
    (void)title_is_shaped(visible);
    (void)title_is_short_name(visible);
    (void)title_is_generic(visible);
    if (!title_split_citation(visible, &parts))
        return;
    REQUIRE(parts.title_begin < parts.title_end && parts.title_end <= visible.n);
    REQUIRE(parts.authors_begin <= parts.authors_end && parts.authors_end <= visible.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct str input = str_of((const char *)data, size);
    check_link(input, a);
    check_text(input, a);
    check_title(input, a);
    arena_free(a);
    return 0;
}
