#include "app/decide/request_internal.h"
#include "app/json.h"
#include "app/resolve/join_keys_internal.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/vec.h"
#include "extract/link.h"

static bool read_texts(const json_t *value, const char *name, struct arena *a, struct str **out,
                       size_t *n, struct err *e)
{
    size_t i;
    json_t *item;
    *n = 0;
    if (!json_is_array(value))
        return err_set(e, ERR_VALIDATION, "/%s must be a list of texts.", name);
    *out = ARENA_ARRAY(a, struct str, json_array_size(value));
    json_array_foreach(
        (json_t *)(uintptr_t)value, i,
        item) if (!reading_text(item, name, DECISION_TEXT_MAX, a, &(*out)[(*n)++], e)) return false;
    return true;
}

static bool read_identifier(struct str text, struct arena *a, struct str *out, struct err *e)
{
    struct text_identifier *found;
    size_t n;
    struct link_target target = {0};
    link_scan_text(text, NULL, 0, a, &found, &n);
    if (n == 1 && found[0].begin == 0 && found[0].end == text.n)
        target = found[0].target;
    else if (str_has(text, STR("://")))
        link_read(text, 0, a, &target);
    if (!target.n_identifiers)
        return err_set(e, ERR_VALIDATION,
                       "/identifiers: \"%.*s\" is none; write arxiv:1911.05722, doi:10.1000/182 or "
                       "the address of its page.",
                       STR_FMT(text));
    *out = target.identifiers[0];
    return true;
}

static bool read_list(struct reading *r, const char *name, json_t *fields, struct err *e)
{
    struct str *items = NULL;
    size_t n;
    bool is_identifiers = str_eq(str_from(name), STR("identifiers"));
    if (!reading_member(r, name))
        return true;
    if (!read_texts(reading_member(r, name), name, r->arena, &items, &n, e))
        return false;
    for (size_t i = 0; is_identifiers && i < n; i++)
        if (!read_identifier(items[i], r->arena, &items[i], e))
            return false;
    (void)json_object_set_new(fields, name, json_make_texts(items, n));
    return true;
}

static bool read_string(struct reading *r, const char *name, json_t *fields, struct err *e)
{
    struct str text;
    if (!reading_member(r, name))
        return true;
    if (!reading_text(reading_member(r, name), name, DECISION_TEXT_MAX, r->arena, &text, e))
        return false;
    (void)json_object_set_new(fields, name, json_make_text(text));
    return true;
}

static bool read_year(struct reading *r, json_t *fields, struct err *e)
{
    const json_t *value = reading_member(r, "year");
    json_int_t year = json_integer_value(value);
    if (!value)
        return true;
    if (!json_is_integer(value) || year < 1000 || year > 9999)
        return err_set(e, ERR_VALIDATION, "/year must be a number such as 2019.");
    (void)json_object_set_new(fields, "year", json_integer(year));
    return true;
}

static bool read_labels(struct reading *r, json_t *fields, struct err *e)
{
    const char *lang;
    json_t *value;
    const json_t *labels = reading_member(r, "label");
    struct str text;
    if (!json_is_object(labels) || !json_object_size(labels))
        return err_set(e, ERR_VALIDATION,
                       "/label must give a name for each language, such as {\"en\": \"…\"}.");
    json_t *read = json_object();
    (void)json_object_set_new(fields, "label", read);
    json_object_foreach((json_t *)(uintptr_t)labels, lang, value)
    {
        if (strspn(lang, "abcdefghijklmnopqrstuvwxyz-") != strlen(lang) || strlen(lang) < 2 ||
            strlen(lang) > 12)
            return err_set(e, ERR_VALIDATION, "/label/%.20s: a language is written as en or zh.",
                           lang);
        if (!reading_text(value, "label", DECISION_TEXT_MAX, r->arena, &text, e))
            return false;
        (void)json_object_set_new(read, lang, json_make_text(text));
    }
    return true;
}

static bool read_fields_of_paper(struct reading *r, json_t *fields, struct err *e)
{
    return read_string(r, "title", fields, e) && read_string(r, "short", fields, e) &&
           read_string(r, "venue", fields, e) && read_year(r, fields, e) &&
           read_list(r, "authors", fields, e) && read_list(r, "identifiers", fields, e);
}

static bool read_correction(struct reading *r, json_t *fields, struct err *e)
{
    if (!reading_paper(r, reading_member(r, "paper"), "paper", &r->out->first, e) ||
        !read_fields_of_paper(r, fields, e))
        return false;
    return json_object_size(fields) ||
           err_set(e, ERR_VALIDATION, "Say what is to change: a title, for example.");
}

/* Takes the reference. */
static void keep_fields(struct reading *r, json_t *fields)
{
    r->out->fields = json_print(fields, JSON_COMPACT | JSON_SORT_KEYS, r->arena);
    json_decref(fields);
}

static bool read_concept(struct reading *r, struct err *e)
{
    return reading_concept(r, reading_member(r, "concept"), "concept", &r->out->first, e);
}

bool reading_change(struct reading *r, struct err *e)
{
    json_t *fields = json_object();
    bool ok = reading_member(r, "concept") ? read_concept(r, e) && read_labels(r, fields, e)
                                           : read_correction(r, fields, e);
    keep_fields(r, fields);
    return ok;
}

/* ---- further labels of a concept ---- */

/* The concept as it is now. */
static bool get_target(struct reading *r, struct concept_row *out, struct err *e)
{
    int64_t id;
    return graph_find_anchor(r->db, &r->out->first, &id, e) &&
           graph_get_concept(r->db, id, r->arena, out, e);
}

static bool has_preferred(const struct concept_row *row, struct str folded, struct arena *a)
{
    json_t *labels = json_make_stored(row->labels);
    const char *lang;
    json_t *label;
    bool found = false;
    json_object_foreach(labels, lang, label) found =
        found || str_eq(fold_key(a, reading_text_of(label)), folded);
    json_decref(labels);
    return found;
}

static bool has_alternative(const struct concept_row *row, struct str folded, struct arena *a)
{
    struct str *items;
    size_t n;
    json_read_texts(row->alternatives, a, &items, &n);
    for (size_t i = 0; i < n; i++)
        if (str_eq(fold_key(a, items[i]), folded))
            return true;
    return false;
}

static bool check_label(struct reading *r, struct str text, struct err *e)
{
    struct concept_row row;
    struct str folded = fold_key(r->arena, text);
    if (!folded.n)
        return err_set(e, ERR_VALIDATION, "/alt must have letters or digits.");
    if (!get_target(r, &row, e))
        return false;
    bool is_preferred = has_preferred(&row, folded, r->arena);
    bool is_there = is_preferred || has_alternative(&row, folded, r->arena);
    if (r->out->kind == DECISION_ADD_LABEL)
        return !is_there ||
               err_set(e, ERR_CONFLICT, "/alt: the concept has the label \"%.*s\".", STR_FMT(text));
    if (is_preferred)
        return err_set(e, ERR_CONFLICT,
                       "/alt: \"%.*s\" is the preferred label of a language. A rename gives it "
                       "another.",
                       STR_FMT(text));
    return is_there ||
           err_set(e, ERR_NOT_FOUND, "/alt: the concept has no label \"%.*s\".", STR_FMT(text));
}

bool reading_label(struct reading *r, struct err *e)
{
    struct str text;
    if (!read_concept(r, e) ||
        !reading_text(reading_member(r, "alt"), "alt", DECISION_TEXT_MAX, r->arena, &text, e) ||
        !check_label(r, text, e))
        return false;
    keep_fields(r, json_pack("{s:o}", "alt", json_make_text(text)));
    return true;
}

/* ---- broader concepts ---- */

/* The concept lies above all that are broader than `above`, or is it. */
static bool closes_circle(struct reading *r, int64_t above, int64_t target, bool *out,
                          struct err *e)
{
    VEC(int64_t) open = VEC_INIT;
    *vec_push(r->arena, &open) = above;
    *out = false;
    for (size_t i = 0; i < open.n && !*out; i++) {
        int64_t *broader;
        size_t n;
        *out = open.items[i] == target;
        if (!graph_broader(r->db, open.items[i], r->arena, &broader, &n, e))
            return false;
        for (size_t k = 0; k < n; k++) {
            bool is_known = false;
            for (size_t j = 0; j < open.n; j++)
                is_known = is_known || open.items[j] == broader[k];
            if (!is_known)
                *vec_push(r->arena, &open) = broader[k];
        }
    }
    return true;
}

static bool read_one_broader(struct reading *r, const json_t *item, int64_t target, json_t *keys,
                             struct err *e)
{
    struct graph_anchor broader;
    int64_t id;
    bool is_circle;
    if (!reading_concept(r, item, "broader", &broader, e) ||
        !graph_find_anchor(r->db, &broader, &id, e) || !closes_circle(r, id, target, &is_circle, e))
        return false;
    if (is_circle)
        return err_set(e, ERR_CONFLICT,
                       "/broader: \"%.*s\" is below this concept or is it; the circle is refused.",
                       STR_FMT(broader.key));
    (void)json_array_append_new(keys, json_make_text(broader.key));
    return true;
}

bool reading_broader(struct reading *r, struct err *e)
{
    const json_t *list = reading_member(r, "broader");
    size_t i;
    json_t *item;
    int64_t target;
    if (!read_concept(r, e) || !graph_find_anchor(r->db, &r->out->first, &target, e))
        return false;
    if (!json_is_array(list))
        return err_set(e, ERR_VALIDATION, "/broader must be a list of concepts, or [] for none.");
    json_t *keys = json_array();
    bool ok = true;
    json_array_foreach((json_t *)(uintptr_t)list, i, item) ok =
        ok && read_one_broader(r, item, target, keys, e);
    keep_fields(r, json_pack("{s:o}", "broader", keys));
    return ok;
}

/* ---- papers and concepts made by hand ---- */

static bool check_made_members(const json_t *o, const char *what, const char *const *names,
                               size_t n, struct err *e)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)o, name, value)
    {
        bool is_known = false;
        for (size_t i = 0; i < n; i++)
            is_known = is_known || strcmp(names[i], name) == 0;
        if (!is_known)
            return err_set(e, ERR_VALIDATION, "/%s/%.80s is no member of a %s.", what, name, what);
    }
    return true;
}

static bool exists(struct str key, const char *name, struct err *e)
{
    return err_set(e, ERR_CONFLICT, "/%s: it is there already, \"%.*s\". Change that one.", name,
                   STR_FMT(key));
}

static bool check_new_paper(struct reading *r, const struct str *references, size_t n,
                            struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        struct paper_row row;
        bool moved;
        struct err why = {0};
        if (graph_find_paper(r->db, references[i], r->arena, &row, &moved, &why))
            return exists(row.key, "paper", e);
        if (why.code != ERR_NOT_FOUND)
            return err_set_detail(e, why.code, why.detail, "/paper: %s", why.msg);
    }
    return true;
}

static bool read_made_paper(struct reading *r, json_t *fields, struct err *e)
{
    static const char *const names[] = {"title", "short",   "year",
                                        "venue", "authors", "identifiers"};

    struct str *title = ARENA_ARRAY(r->arena, struct str, 1), *identifiers = NULL;
    size_t n = 0;
    struct reading made = *r;
    made.request = reading_member(r, "paper");
    if (!json_is_object(made.request))
        return err_set(e, ERR_VALIDATION, "/paper must be an object such as {\"title\": \"…\"}.");
    if (!check_made_members(made.request, "paper", names, ARRAY_LEN(names), e) ||
        !reading_text(reading_member(&made, "title"), "paper/title", DECISION_TEXT_MAX, r->arena,
                      title, e) ||
        !read_fields_of_paper(&made, fields, e))
        return false;
    json_read_texts(json_print(json_object_get(fields, "identifiers"), JSON_COMPACT, r->arena),
                    r->arena, &identifiers, &n);
    r->out->first = (struct graph_anchor){.class_ = NODE_PAPER,
                                          .identifiers = identifiers,
                                          .n_identifiers = n,
                                          .names = title,
                                          .n_names = 1};
    r->out->first.key = paper_natural_key(*title, identifiers, n, r->arena);
    return check_new_paper(r, n ? identifiers : title, n ? n : 1, e);
}

static bool check_new_concept(struct reading *r, const json_t *labels, struct err *e)
{
    const char *lang;
    json_t *label;
    json_object_foreach((json_t *)(uintptr_t)labels, lang, label)
    {
        struct concept_row row;
        bool moved;
        struct err why = {0};
        if (graph_find_concept(r->db, reading_text_of(label), r->arena, &row, &moved, &why))
            return exists(row.key, "concept", e);
        if (why.code != ERR_NOT_FOUND)
            return err_set_detail(e, why.code, why.detail, "/concept: %s", why.msg);
    }
    return true;
}

/* The key that the concept has by its labels: that of the vocabulary, else made from the label. */
static void anchor_of_labels(struct reading *r, const json_t *labels)
{
    struct str *names = ARENA_ARRAY(r->arena, struct str, json_object_size(labels));
    struct graph_anchor *out = &r->out->first;
    const struct vocabulary_concept *known = NULL;
    const char *lang;
    json_t *label;
    *out = (struct graph_anchor){.class_ = NODE_CONCEPT, .names = names};
    json_object_foreach((json_t *)(uintptr_t)labels, lang, label)
    {
        uint32_t *concepts;
        size_t n;
        struct str text = str_copy(r->arena, reading_text_of(label));
        names[out->n_names++] = text;
        vocabulary_by_label(r->vocabulary, text, r->arena, &concepts, &n);
        if (!known && n == 1)
            known = vocabulary_at(r->vocabulary, concepts[0]);
    }
    const json_t *english = json_object_get(labels, "en");
    struct str first = english ? reading_text_of(english) : names[0];
    out->key =
        known
            ? known->key
            : str_from(arena_printf(r->arena, "concept:%.*s", STR_FMT(fold_slug(r->arena, first))));
}

static bool read_made_concept(struct reading *r, json_t *fields, struct err *e)
{
    static const char *const names[] = {"label", "alt", "kind"};

    struct reading made = *r;
    made.request = reading_member(r, "concept");
    if (!json_is_object(made.request))
        return err_set(e, ERR_VALIDATION,
                       "/concept must be an object such as {\"label\": {\"en\": \"…\"}}.");
    if (!check_made_members(made.request, "concept", names, ARRAY_LEN(names), e) ||
        !read_labels(&made, fields, e) || !read_list(&made, "alt", fields, e) ||
        !read_string(&made, "kind", fields, e))
        return false;
    anchor_of_labels(r, json_object_get(fields, "label"));
    return check_new_concept(r, json_object_get(fields, "label"), e);
}

bool reading_made(struct reading *r, struct err *e)
{
    json_t *fields = json_object();
    bool ok = r->out->kind == DECISION_ADD_PAPER ? read_made_paper(r, fields, e)
                                                 : read_made_concept(r, fields, e);
    keep_fields(r, fields);
    return ok;
}
