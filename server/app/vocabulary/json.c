#include "app/json.h"
#include "app/vocabulary/vocabulary_json_internal.h"
#include "base/strbuf.h"
#include "extract/vocabulary_file.h"

/* {"en": "…"} for preferred labels, {"en": ["…"]} for others. */
static json_t *labels_to_json(const struct list_concept *c, enum label_rank rank)
{
    json_t *o = json_object();
    for (size_t i = 0; i < c->n_labels; i++) {
        const struct list_label *l = &c->labels[i];
        if (l->rank != rank)
            continue;
        json_t *text = json_make_text(l->text), *texts;
        if (rank == LABEL_PREFERRED) {
            (void)json_object_setn_new_nocheck(o, l->lang.p, l->lang.n, text);
            continue;
        }
        texts = json_object_getn(o, l->lang.p, l->lang.n);
        if (!texts)
            (void)json_object_setn_new_nocheck(o, l->lang.p, l->lang.n, texts = json_array());
        (void)json_array_append_new(texts, text);
    }
    return o;
}

static json_t *definitions_to_json(const struct list_concept *c)
{
    json_t *o = json_object();
    for (size_t i = 0; i < c->n_definitions; i++)
        (void)json_object_setn_new_nocheck(o, c->definitions[i].lang.p, c->definitions[i].lang.n,
                                           json_make_text(c->definitions[i].text));
    return o;
}

static json_t *links_to_json(const struct concept_list *list, const struct list_concept *c,
                             bool is_broader)
{
    json_t *ids = json_array();
    for (size_t i = 0; i < c->n_links; i++) {
        const struct list_link *l = &c->links[i];
        if (l->is_broader == is_broader)
            (void)json_array_append_new(
                ids, json_make_text(l->target == UINT32_MAX ? l->name : list->items[l->target].id));
    }
    return ids;
}

static json_t *concept_to_json(const struct concept_list *list, const struct list_concept *c)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id",
                     json_make_text(c->id), "uri", json_make_text_or_null(c->uri), "kind",
                     json_make_text_or_null(c->kind), "origin", json_make_text_or_null(c->origin),
                     "label", labels_to_json(c, LABEL_PREFERRED), "alternatives",
                     labels_to_json(c, LABEL_ALTERNATIVE), "hidden",
                     labels_to_json(c, LABEL_HIDDEN), "definition", definitions_to_json(c),
                     "broader", links_to_json(list, c, true), "related",
                     links_to_json(list, c, false), "notation", json_make_text_or_null(c->notation),
                     "exact_match", json_make_texts(c->matches, c->n_matches));
}

static int add_bytes(const char *p, size_t n, void *out)
{
    strbuf_add(out, p, n);
    return 0;
}

void vocabulary_write_json(const struct concept_list *list, struct strbuf *out)
{
    strbuf_add_cstr(out, "{\"concepts\":[");
    for (size_t i = 0; i < list->n; i++) {
        json_t *c = concept_to_json(list, &list->items[i]);
        strbuf_add_cstr(out, i ? ",\n" : "\n");
        if (json_dump_callback(c, add_bytes, out, JSON_COMPACT) != 0)
            BUG("a concept could not be written as JSON");
        json_decref(c);
    }
    strbuf_add_cstr(out, "\n]}\n");
}
