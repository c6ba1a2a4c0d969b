#include "app/json.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "base/utf8.h"

static json_t *make_repaired(struct str s)
{
    STRBUF_SCOPE(valid);
    for (size_t i = 0, len; i < s.n; i += len)
        strbuf_add_codepoint(&valid, utf8_decode(s, i, &len));
    return json_stringn_nocheck(valid.p, valid.n);
}

void json_put(json_t *o, const char *name, json_t *value)
{
    if (json_object_set_new(o, name, value) != 0)
        BUG("a JSON value could not be made");
}

json_t *json_make_text(struct str s)
{
    if (!utf8_is_valid(s))
        return make_repaired(s);
    return json_stringn_nocheck(s.n ? s.p : "", s.n);
}

json_t *json_make_text_or_null(struct str s)
{
    return s.n ? json_make_text(s) : json_null();
}

json_t *json_make_texts(const struct str *items, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_make_text(items[i]));
    return list;
}

json_t *json_make_number_or_null(int64_t n)
{
    return n ? json_integer(n) : json_null();
}

json_t *json_make_score(int64_t thousandths)
{
    return json_real((double)thousandths / 1000.0);
}

json_t *json_make_stored(struct str text)
{
    if (!text.n)
        return json_null();
    json_t *value = json_loadb(text.p, text.n, JSON_ALLOW_NUL, NULL);
    if (!value)
        BUG("a row holds text that is not JSON");
    return value;
}

struct str json_print(const json_t *value, size_t flags, struct arena *a)
{
    size_t n = json_dumpb(value, NULL, 0, flags);
    char *p = arena_alloc(a, n);
    json_dumpb(value, p, n, flags);
    return str_of(p, n);
}

struct str json_write_texts(const struct str *items, size_t n, struct arena *a)
{
    if (n == 0)
        return STR("[]");
    json_t *list = json_make_texts(items, n);
    struct str text = json_print(list, JSON_COMPACT, a);
    json_decref(list);
    return text;
}

void json_read_texts(struct str text, struct arena *a, struct str **items, size_t *n)
{
    *items = NULL;
    *n = 0;
    if (text.n <= 2)
        return;
    json_t *list = json_make_stored(text);
    *items = ARENA_ARRAY(a, struct str, json_array_size(list));
    size_t i;
    json_t *value;
    json_array_foreach(list, i, value)(*items)[(*n)++] =
        str_copy(a, str_of(json_string_value(value), json_string_length(value)));
    json_decref(list);
}
