#include "app/query/document_internal.h"
#include "base/arena.h"
#include "base/strbuf.h"

#define NONE STR_EMPTY

/* ---- places ---- */

struct str document_place(const struct document *d, struct str place, const char *key)
{
    STRBUF_SCOPE(out);
    strbuf_add_str(&out, place);
    strbuf_add_byte(&out, '/');
    for (const char *c = key; *c; c++) {
        if (*c == '~' || *c == '/')
            strbuf_add_cstr(&out, *c == '~' ? "~0" : "~1");
        else
            strbuf_add_byte(&out, *c);
    }
    return str_copy(d->reader.arena, strbuf_view(&out));
}

struct str document_place_at(const struct document *d, struct str place, size_t index)
{
    return str_from(arena_printf(d->reader.arena, "%.*s/%zu", STR_FMT(place), index));
}

struct str document_place_name(const struct document *d, struct str place)
{
    return place.n ? place : query_message(&d->reader, DOCUMENT, NONE);
}

void document_problem(const struct document *d, enum query_message message, struct str place,
                      struct str suggestion, struct query_message_args args)
{
    query_problem_add(&d->reader, message,
                      (struct query_problem){.pointer = place, .suggestion = suggestion}, args);
}

static enum query_message type_of(json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return MESSAGE_AN_OBJECT;
    case JSON_ARRAY:
        return MESSAGE_A_LIST;
    case JSON_STRING:
        return MESSAGE_A_TEXT;
    case JSON_INTEGER:
    case JSON_REAL:
        return MESSAGE_A_NUMBER;
    case JSON_NULL:
        return MESSAGE_A_NULL;
    default:
        return MESSAGE_A_BOOL;
    }
}

void document_wrong_type(const struct document *d, struct str place, enum query_message wanted,
                         json_t *got)
{
    struct query_message_args none = {0};
    DOCUMENT_PROBLEM(d, WRONG_TYPE, place, NONE, query_message_fill(&d->reader, wanted, none),
                     query_message_fill(&d->reader, type_of(got), none));
}

/* ---- values ---- */

bool document_check_members(const struct document *d, struct str place, json_t *value,
                            const char *members)
{
    const char *key;
    json_t *member;
    if (!json_is_object(value)) {
        document_wrong_type(d, place, MESSAGE_AN_OBJECT, value);
        return false;
    }
    size_t before = d->reader.problems->n;
    json_object_foreach(value, key, member)
    {
        if (query_is_one_of(str_from(key), members))
            continue;
        struct str name = query_shown(str_from(key));
        struct query_problem where = {.pointer = document_place(d, place, key),
                                      .suggestion = query_nearest_of(name, members)};
        query_problem_add(&d->reader, MESSAGE_UNKNOWN_MEMBER, where,
                          (struct query_message_args){
                              {document_place_name(d, place), str_copy(d->reader.arena, name)}});
    }
    return d->reader.problems->n == before;
}

bool document_read_text(const struct document *d, struct str place, json_t *value, struct str *out)
{
    if (!json_is_string(value)) {
        document_wrong_type(d, place, MESSAGE_A_TEXT, value);
        return false;
    }
    struct str text = str_trim(str_of(json_string_value(value), json_string_length(value)));
    *out = str_copy(d->reader.arena, text);
    if (!text.n)
        DOCUMENT_PROBLEM(d, EMPTY, place, NONE, NONE);
    return text.n > 0;
}

static bool is_short_enough(const struct document *d, struct str place, size_t n)
{
    if (n > QUERY_VALUES_MAX)
        DOCUMENT_PROBLEM(d, MANY_VALUES, place, NONE, query_message_number(&d->reader, n),
                         query_message_number(&d->reader, QUERY_VALUES_MAX));
    return n <= QUERY_VALUES_MAX;
}

bool document_read_texts(const struct document *d, struct str place, json_t *value,
                         struct str **out, size_t *n)
{
    bool ok = true;
    if (json_is_string(value)) {
        *out = ARENA_NEW(d->reader.arena, struct str);
        *n = 1;
        return document_read_text(d, place, value, *out);
    }
    if (!json_is_array(value)) {
        document_wrong_type(d, place, MESSAGE_A_TEXT_OR_LIST, value);
        return false;
    }
    *n = json_array_size(value);
    if (!is_short_enough(d, place, *n))
        return false;
    *out = ARENA_ARRAY(d->reader.arena, struct str, *n);
    for (size_t i = 0; i < *n; i++)
        ok = document_read_text(d, document_place_at(d, place, i), json_array_get(value, i),
                                &(*out)[i]) &&
             ok;
    return ok;
}

bool document_read_number(const struct document *d, struct str place, json_t *value, int64_t min,
                          int64_t max, int64_t *out)
{
    if (!json_is_integer(value)) {
        document_wrong_type(d, place, MESSAGE_A_WHOLE_NUMBER, value);
        return false;
    }
    *out = json_integer_value(value);
    if (*out >= min && *out <= max)
        return true;
    DOCUMENT_PROBLEM(d, OUT_OF_RANGE, place, NONE, query_number_text(min, d->reader.arena),
                     query_number_text(max, d->reader.arena));
    return false;
}

static bool check_choice(const struct document *d, struct str place, const char *values,
                         struct str text)
{
    if (query_is_one_of(text, values))
        return true;
    DOCUMENT_PROBLEM(d, NOT_ONE_OF, place, query_nearest_of(text, values), str_from(values),
                     query_shown(text));
    return false;
}

bool document_read_choice(const struct document *d, struct str place, json_t *value,
                          const char *values, struct str *out)
{
    return document_read_text(d, place, value, out) && check_choice(d, place, values, *out);
}

bool document_read_choices(const struct document *d, struct str place, json_t *value,
                           const char *values, struct str **out, size_t *n)
{
    bool ok = document_read_texts(d, place, value, out, n);
    for (size_t i = 0; ok && i < *n; i++)
        ok = check_choice(d, json_is_array(value) ? document_place_at(d, place, i) : place, values,
                          (*out)[i]);
    return ok;
}

bool document_read_score(const struct document *d, struct str place, json_t *value, int64_t *out)
{
    if (!json_is_number(value)) {
        document_wrong_type(d, place, MESSAGE_A_NUMBER, value);
        return false;
    }
    double score = json_number_value(value);
    if (score >= 0 && score <= 1) {
        *out = (int64_t)(score * 1000 + 0.5);
        return true;
    }
    DOCUMENT_PROBLEM(d, OUT_OF_RANGE, place, NONE, STR("0"), STR("1"));
    return false;
}
