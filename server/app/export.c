#include "app/export.h"

#include "app/graph_json.h"
#include "app/json.h"
#include "base/arena.h"
#include "store/graph.h"

struct exporter {
    bool (*write)(void *context, const char *p, size_t n);
    void *context;
    struct arena *arena; /* emptied for each line */
    bool has_failed;
};

/* Takes over the reference. */
static bool write_line(struct exporter *x, json_t *line)
{
    arena_clear(x->arena);
    struct str text = json_print(line, JSON_STYLE | JSON_COMPACT, x->arena);
    json_decref(line);
    x->has_failed = !x->write(x->context, text.p, text.n) || !x->write(x->context, "\n", 1);
    return !x->has_failed;
}

static bool export_paper(void *context, const struct paper_row *row)
{
    json_t *o = json_object();
    json_put(o, "type", json_string("paper"));
    graph_json_put_paper(o, row);
    json_put(o, "notes", json_integer(row->n_notes));
    json_put(o, "concepts", json_integer(row->n_concepts));
    return write_line(context, o);
}

static bool export_concept(void *context, const struct concept_row *row)
{
    json_t *o = json_object();
    json_put(o, "type", json_string("concept"));
    graph_json_put_concept(o, row);
    json_put(o, "notes", json_integer(row->n_notes));
    json_put(o, "papers", json_integer(row->n_papers));
    return write_line(context, o);
}

static json_t *evidence_to_json(const struct evidence_row *row)
{
    json_t *o = json_object();
    json_put(o, "note", json_make_text(row->path));
    json_put(o, "line", json_integer(row->line));
    json_put(o, "start", json_integer(row->begin));
    json_put(o, "end", json_integer(row->end));
    json_put(o, "quote", json_make_text(row->quote));
    json_put(o, "rule", json_make_text(row->rule));
    return o;
}

static bool export_edge(void *context, const struct edge_row *row, struct str from_key,
                        struct str to_key, const struct evidence_row *evidence, size_t n_evidence)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n_evidence; i++)
        (void)json_array_append_new(list, evidence_to_json(&evidence[i]));
    json_t *o = json_object();
    json_put(o, "type", json_string("edge"));
    graph_json_put_edge(o, row, from_key, to_key);
    json_put(o, "evidence", list);
    return write_line(context, o);
}

bool export_jsonl(struct db *db, bool (*write)(void *context, const char *p, size_t n),
                  void *context, struct err *e)
{
    struct exporter x = {.write = write, .context = context, .arena = arena_new()};
    const struct graph_visitor visitor = {
        .context = &x, .paper = export_paper, .concept = export_concept, .edge = export_edge};
    struct err reason = {0};
    bool ok = graph_visit(db, &visitor, &reason);
    if (x.has_failed)
        (void)err_set(e, ERR_IO, "The export could not be written.");
    else if (!ok)
        (void)err_set_detail(e, reason.code, reason.detail, "%s", reason.msg);
    arena_free(x.arena);
    return ok;
}
