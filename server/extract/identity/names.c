#include "extract/identity/identity_internal.h"
#include "extract/title.h"

#define CVF_BEGINNING_MIN 24 /* bytes of a name that tell works of one meeting apart */

void str_vec_add_unique(struct str_vec *v, struct str s, struct arena *a)
{
    if (s.n > 0 && !str_vec_has(v, s))
        *vec_push(a, v) = s;
}

bool str_vec_has(const struct str_vec *v, struct str s)
{
    for (size_t i = 0; i < v->n; i++)
        if (str_eq(v->items[i], s))
            return true;
    return false;
}

static size_t count_tokens(struct str folded)
{
    size_t count = folded.n > 0;
    for (size_t i = 0; i < folded.n; i++)
        count += folded.p[i] == ' ';
    return count;
}

static struct str joined(struct str folded, struct arena *a)
{
    char *out = arena_alloc(a, folded.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < folded.n; i++)
        if (folded.p[i] != ' ')
            out[n++] = folded.p[i];
    return str_of(out, n);
}

/* A text that is no title of its own ("MoCo", "World Models") is a short name. */
static void add_name(struct str text, struct str short_name, struct arena *a,
                     struct mention_names *out)
{
    struct title_keys keys;
    title_keys(text, short_name, a, &keys);
    str_vec_add_unique(&out->shorts, keys.short_key, a);
    if (!title_is_distinctive(keys.full) || count_tokens(keys.full) == 1) { /* "EfficientNet" */
        if (!title_is_common(keys.full))
            str_vec_add_unique(&out->shorts, keys.joined, a);
        return;
    }
    struct full_name *name = &out->titles[out->n_titles++];
    *name = (struct full_name){keys.full, keys.joined, STR_EMPTY, STR_EMPTY, keys.short_key};
    if (count_tokens(keys.tail) >= TAIL_WORDS_MIN && title_is_distinctive(keys.tail)) {
        name->tail = keys.tail;
        name->tail_joined = joined(keys.tail, a);
    }
    if (out->initials.n == 0)
        out->initials = keys.initials;
}

void mention_names(const struct paper_mention *m, struct arena *a, struct mention_names *out)
{
    *out = (struct mention_names){.titles = ARENA_ARRAY(a, struct full_name, m->n_aliases + 1)};
    if (m->title.n > 0 || m->short_name.n > 0)
        add_name(m->title, m->short_name, a, out);
    for (size_t i = 0; i < m->n_aliases; i++)
        add_name(m->aliases[i], STR_EMPTY, a, out);
    if (out->shorts.n > 0)
        out->initials = STR_EMPTY;
}

struct str cvf_beginning(struct str identifier)
{
    size_t slash = str_find_byte(identifier, '/', 0);
    if (!str_starts(identifier, STR("cvf:")) || slash == SIZE_MAX ||
        identifier.n - slash - 1 < CVF_BEGINNING_MIN)
        return STR_EMPTY;
    return str_sub(identifier, 0, slash + 1 + CVF_BEGINNING_MIN);
}

bool identity_is_bare(const struct paper_mention *m, struct arena *a)
{
    struct mention_names names;
    mention_names(m, a, &names);
    return names.n_titles == 0 && names.shorts.n > 0;
}
