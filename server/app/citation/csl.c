#include <jansson.h>

#include "citation_internal.h"

static json_t *text(struct str s)
{
    return json_stringn(s.p ? s.p : "", s.n);
}

static void set(json_t *o, const char *key, struct str value)
{
    if (value.n && json_object_set_new(o, key, text(value)) != 0)
        BUG("a JSON value could not be made");
}

static json_t *names_to_json(const struct citation_names *names)
{
    json_t *list = json_array();
    for (size_t i = 0; i < names->n; i++) {
        const struct citation_name *name = &names->items[i];
        json_t *o = json_object();
        set(o, name->given.n ? "family" : "literal", name->family);
        set(o, "given", name->given);
        (void)json_array_append_new(list, o);
    }
    if (names->has_others)
        (void)json_array_append_new(list, json_pack("{s:s}", "literal", "others"));
    return list;
}

static int add_bytes(const char *p, size_t n, void *context)
{
    strbuf_add(context, p, n);
    return 0;
}

void citation_write_csl(const struct citation *c, struct strbuf *out)
{
    static const char *const types[] = {[CITATION_ARTICLE] = "article-journal",
                                        [CITATION_PAPER] = "paper-conference",
                                        [CITATION_BOOK] = "book",
                                        [CITATION_OTHER] = "article"};
    json_t *o = json_object();
    set(o, "id", c->key);
    set(o, "type", str_from(types[c->type]));
    set(o, "title", c->title);
    if (c->names.n)
        (void)json_object_set_new(o, "author", names_to_json(&c->names));
    if (c->year)
        (void)json_object_set_new(o, "issued",
                                  json_pack("{s:[[I]]}", "date-parts", (json_int_t)c->year));
    set(o, c->type == CITATION_BOOK ? "publisher" : "container-title", c->venue);
    set(o, "DOI", c->doi);
    set(o, "ISBN", c->isbn);
    if (c->arxiv.n)
        (void)json_object_set_new(o, "number", json_sprintf("arXiv:%.*s", STR_FMT(c->arxiv)));
    set(o, "URL", c->url);
    json_t *list = json_pack("[o]", o);
    (void)json_dump_callback(list, add_bytes, out, JSON_INDENT(2));
    strbuf_add_byte(out, '\n');
    json_decref(list);
}
