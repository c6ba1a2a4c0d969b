#include "api_internal.h"
#include "base/arena.h"
#include "base/utf8.h"

/* Text of a note may hold bytes that are no UTF-8: they are shown as U+FFFD. */
json_t *shape_str(struct str s)
{
    if (utf8_is_valid(s))
        return json_stringn(s.p ? s.p : "", s.n);
    STRBUF_SCOPE(clean);
    for (size_t i = 0; i < s.n;) {
        size_t len;
        strbuf_add_codepoint(&clean, utf8_decode(s, i, &len));
        i += len;
    }
    return json_stringn(clean.p, clean.n);
}

json_t *shape_or_null(struct str s)
{
    return s.n ? shape_str(s) : json_null();
}

json_t *shape_score(int64_t thousandths)
{
    return json_real((double)thousandths / 1000.0);
}

json_t *shape_column(struct str json)
{
    json_t *value = json.n ? json_loadb(json.p, json.n, 0, NULL) : NULL;
    return value ? value : json_array();
}

static json_t *links(const char *resource, struct str id)
{
    json_t *o = json_object();
    json_put(o, "self", json_sprintf("/api/v1/%s/%.*s", resource, STR_FMT(id)));
    json_put(o, "html", json_sprintf("/%s/%.*s", resource, STR_FMT(id)));
    return o;
}

json_t *shape_paper(const struct paper_row *p)
{
    json_t *o = json_object();
    json_put(o, "type", json_string("paper"));
    json_put(o, "id", shape_str(p->public_id));
    json_put(o, "key", shape_str(p->key));
    json_put(o, "status", shape_str(p->status));
    json_put(o, "title", shape_str(p->title));
    json_put(o, "short", shape_or_null(p->short_name));
    json_put(o, "aliases", shape_column(p->aliases));
    json_put(o, "identifiers", shape_column(p->identifiers));
    json_put(o, "urls", shape_column(p->urls));
    json_put(o, "resources", shape_column(p->resources));
    json_put(o, "authors", shape_column(p->authors));
    json_put(o, "venue", shape_or_null(p->venue));
    json_put(o, "year", p->year ? json_integer(p->year) : json_null());
    json_put(o, "notes", json_integer(p->n_notes));
    json_put(o, "concepts", json_integer(p->n_concepts));
    json_put(o, "links", links("papers", p->public_id));
    return o;
}

json_t *shape_concept(const struct concept_row *c)
{
    json_t *o = json_object();
    json_put(o, "type", json_string("concept"));
    json_put(o, "id", shape_str(c->public_id));
    json_put(o, "key", shape_str(c->key));
    json_put(o, "slug", shape_str(c->slug));
    json_put(o, "kind", shape_str(c->kind));
    json_put(o, "origin", shape_str(c->origin));
    json_put(o, "label", shape_column(c->labels));
    json_put(o, "alt", shape_column(c->alternatives));
    json_put(o, "papers", json_integer(c->n_papers));
    json_put(o, "notes", json_integer(c->n_notes));
    json_put(o, "links", links("concepts", c->slug));
    return o;
}

json_t *shape_note(const struct note_row *n)
{
    json_t *o = json_object();
    json_put(o, "type", json_string("note"));
    json_put(o, "id", shape_str(n->public_id));
    json_put(o, "path", shape_str(n->path));
    json_put(o, "title", shape_str(n->title));
    json_put(o, "language", shape_column(n->languages));
    json_put(o, "date", shape_or_null(n->date));
    json_put(o, "tags", shape_column(n->tags));
    json_put(o, "bytes", json_integer(n->size));
    json_put(o, "sha256", shape_str(n->sha256));
    json_put(o, "error", shape_or_null(n->error));
    return o;
}

json_t *shape_evidence(const struct evidence_row *rows, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *o = json_object();
        json_put(o, "note", shape_str(rows[i].path));
        json_put(o, "line", json_integer(rows[i].line));
        json_put(o, "start", json_integer(rows[i].begin));
        json_put(o, "end", json_integer(rows[i].end));
        json_put(o, "quote", shape_str(rows[i].quote));
        json_put(o, "rule", shape_str(rows[i].rule));
        (void)json_array_append_new(list, o);
    }
    return list;
}

static void add_marked(struct strbuf *out, char c)
{
    if (c == '\x01' || c == '\x02')
        strbuf_add_cstr(out, c == '\x01' ? "<mark>" : "</mark>");
    else
        strbuf_add_html(out, c);
}

json_t *shape_marked(struct str snippet)
{
    STRBUF_SCOPE(html);
    for (size_t i = 0; i < snippet.n; i++)
        add_marked(&html, snippet.p[i]);
    return shape_str(strbuf_view(&html));
}

static const char *hit_type(enum search_kind kind)
{
    return kind == SEARCH_PAPER ? "paper" : kind == SEARCH_CONCEPT ? "concept" : "note";
}

static const char *match_name(enum search_match match)
{
    static const char *const names[] = {[SEARCH_MATCH_ALL] = "all",
                                        [SEARCH_MATCH_SOME] = "some",
                                        [SEARCH_MATCH_NEAREST] = "nearest"};

    return names[match];
}

json_t *shape_hit(const struct search_hit *h)
{
    json_t *o = json_object();
    json_put(o, "type", json_string(hit_type(h->kind)));
    json_put(o, "id", shape_str(h->public_id));
    json_put(o, h->kind == SEARCH_NOTE ? "path" : "key", shape_str(h->key));
    json_put(o, "title", shape_str(h->title));
    json_put(o, "snippet", h->snippet.n ? shape_marked(h->snippet) : json_null());
    json_put(o, "line", h->line ? json_integer(h->line) : json_null());
    json_put(o, "score", shape_score(h->score));
    json_put(o, "match", json_string(match_name(h->match)));
    return o;
}

struct str shape_label(const struct concept_row *c, const struct request *q, struct arena *a)
{
    json_t *labels = shape_column(c->labels);
    const char *wanted = json_string_value(json_object_get(labels, request_language(q)));
    if (!wanted)
        wanted = json_string_value(json_object_get(labels, "en"));
    if (!wanted && json_object_iter(labels))
        wanted = json_string_value(json_object_iter_value(json_object_iter(labels)));
    struct str label = wanted ? str_copy(a, str_from(wanted)) : c->slug;
    json_decref(labels);
    return label;
}

static json_t *end_to_json(const char *type, struct str id, struct str key, struct str label)
{
    json_t *o = json_object();
    json_put(o, "type", json_string(type));
    json_put(o, "id", shape_str(id));
    json_put(o, "key", shape_str(key));
    json_put(o, "label", shape_str(label));
    return o;
}

bool shape_end(struct api_call *c, enum node_class class_, int64_t id, json_t **out, struct err *e)
{
    struct paper_row paper;
    struct concept_row concept;
    if (class_ == NODE_PAPER) {
        if (!graph_get_paper(c->db, id, c->arena, &paper, e))
            return false;
        *out = end_to_json("paper", paper.public_id, paper.key, paper.title);
        return true;
    }
    if (!graph_get_concept(c->db, id, c->arena, &concept, e))
        return false;
    *out = end_to_json("concept", concept.public_id, concept.key,
                       shape_label(&concept, c->q, c->arena));
    return true;
}

bool shape_edge(struct api_call *c, const struct edge_row *edge, size_t n_evidence, json_t **out,
                struct err *e)
{
    json_t *from = NULL;
    json_t *to = NULL;
    struct evidence_row *rows = NULL;
    size_t n = 0;
    if (!shape_end(c, edge->from_class, edge->from_id, &from, e))
        return false;
    if (!shape_end(c, edge->to_class, edge->to_id, &to, e) ||
        !graph_list_evidence(c->db, edge->id, n_evidence, c->arena, &rows, &n, e)) {
        json_decref(from);
        json_decref(to);
        return false;
    }
    json_t *o = json_object();
    json_put(o, "type", json_string("edge"));
    json_put(o, "id", shape_str(edge->public_id));
    json_put(o, "from", from);
    json_put(o, "relation", shape_str(edge->relation));
    json_put(o, "to", to);
    json_put(o, "score", shape_score(edge->score));
    json_put(o, "status", shape_str(edge->status));
    json_put(o, "origin", shape_str(edge->origin));
    json_put(o, "evidence", shape_evidence(rows, n));
    *out = o;
    return true;
}
