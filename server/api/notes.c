#include "api_internal.h"
#include "app/ingest.h"
#include "app/note_view.h"
#include "app/preview.h"
#include "base/arena.h"

enum note_format { NOTE_JSON, NOTE_SOURCE, NOTE_HTML };

static bool list(struct api_call *c, struct err *e)
{
    return api_list(c, FIND_NOTES, STR_EMPTY, e);
}

/* ?format= beats the extension of the address beats Accept. */
static enum note_format wanted_format(const struct request *q, struct str *path)
{
    struct str format = request_query(q, "format", NULL);
    struct str accept = request_header(q, "accept");
    bool is_html = str_ends(*path, STR(".html"));
    bool is_source = str_ends(*path, STR(".md.md"));
    if (is_html)
        *path = str_sub(*path, 0, path->n - 5);
    else if (is_source)
        *path = str_sub(*path, 0, path->n - 3);
    if (format.n)
        return str_eq(format, STR("html")) ? NOTE_HTML
               : str_eq(format, STR("md")) ? NOTE_SOURCE
                                           : NOTE_JSON;
    if (is_html)
        return NOTE_HTML;
    return is_source || str_has(accept, STR("text/markdown")) ? NOTE_SOURCE : NOTE_JSON;
}

static bool send_source(struct api_call *c, const struct note_row *note, struct err *e)
{
    struct str body;
    if (!note_get_body(c->db, note->id, c->arena, &body, e))
        return false;
    strbuf_add_str(&c->r->body, body);
    c->r->allow_gzip = true;
    response_content_type(c->r, "text/markdown; charset=utf-8");
    return true;
}

static bool send_html(struct api_call *c, const struct note_row *note, struct err *e)
{
    c->r->allow_gzip = true;
    response_content_type(c->r, "text/html; charset=utf-8");
    return note_view_html(c->db, note, c->arena, &c->r->body, e);
}

static json_t *warnings_to_json(const struct fact_warning *rows, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        (void)json_array_append_new(
            list, json_pack("{s:I, s:o, s:o}", "line", (json_int_t)rows[i].line, "code",
                            shape_str(rows[i].code), "detail", shape_str(rows[i].detail)));
    return list;
}

static bool send_json(struct api_call *c, const struct note_row *note, struct err *e)
{
    struct fact_warning *warnings;
    size_t n;
    if (!fact_list_warnings(c->db, note->id, c->arena, &warnings, &n, e))
        return false;
    json_t *o = shape_note(note);
    (void)json_object_set_new(o, "warnings", warnings_to_json(warnings, n));
    return api_send(c->q, c->r, o, e);
}

static bool send_unknown_note(struct api_call *c, struct str path, struct err *e)
{
    return api_send_unknown(c, path, SEARCH_NOTE, "note", e);
}

static bool show(struct api_call *c, struct err *e)
{
    struct str path = request_path_param(c->q, "path");
    enum note_format format = wanted_format(c->q, &path);
    struct note_row note;
    struct err why = {0};
    bool found = note_get(c->db, path, c->arena, &note, &why);
    /* Under its id a note has no ending of its own: "n_….md" is the source. */
    if (!found && why.code == ERR_NOT_FOUND && str_starts(path, STR("n_")) &&
        str_ends(path, STR(".md"))) {
        struct err ignored = {0};
        found = note_get(c->db, str_sub(path, 0, path.n - 3), c->arena, &note, &ignored);
        format = NOTE_SOURCE;
    }
    if (!found) {
        if (why.code == ERR_NOT_FOUND)
            return send_unknown_note(c, path, e);
        return err_set_detail(e, why.code, why.detail, "%s", why.msg);
    }
    api_add_location(c, "/api/v1/notes/", note.path);
    switch (format) {
    case NOTE_SOURCE:
        return send_source(c, &note, e);
    case NOTE_HTML:
        return send_html(c, &note, e);
    case NOTE_JSON:
        break;
    }
    return send_json(c, &note, e);
}

bool api_notes_list(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, list);
}

bool api_notes_show(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, show);
}

/* ---- writing ---- */

static bool check_path(struct str path, struct err *e)
{
    if (path.n > 500 || !(str_ends(path, STR(".md")) || str_ends(path, STR(".markdown"))))
        return err_set(e, ERR_INVALID_PARAMETER,
                       "A note is called by a path of at most 500 bytes that ends in .md, for "
                       "example reading/moco.md.");
    return true;
}

static bool check_markdown(const struct request *q, struct err *e)
{
    struct str type = request_header(q, "content-type");
    if (str_starts_ci(type, STR("text/markdown")) || str_starts_ci(type, STR("text/plain")))
        return true;
    return err_set(e, ERR_UNSUPPORTED_TYPE,
                   "Send the note as it is, with Content-Type: text/markdown.");
}

json_t *shape_report_row(const struct ingest_report_row *row)
{
    json_t *o =
        json_pack("{s:o, s:s, s:i, s:i, s:i, s:i}", "path", shape_str(row->path), "outcome",
                  ingest_outcome_name(row->outcome), "papers", (int)row->papers, "concepts",
                  (int)row->concepts, "edges", (int)row->edges, "warnings", (int)row->warnings);
    if (row->problem.n)
        (void)json_object_set_new(o, "problem", shape_str(row->problem));
    return o;
}

bool api_notes_put(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    struct str path = request_path_param(q, "path");
    struct ingest_report_row row = {0};
    if (!check_path(path, e) || !check_markdown(q, e) ||
        !ingest_note(api->library, path, STR("upload"), q->body, q->arena, &row, e))
        return false;
    if (row.outcome == INGEST_FAILED)
        return err_set(e, ERR_BAD_NOTE, "%.*s", STR_FMT(row.problem));
    r->status = row.outcome == INGEST_ADDED ? 201 : 200;
    return api_send(q, r, shape_report_row(&row), e);
}

bool api_notes_delete(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    if (!ingest_delete(api->library, request_path_param(q, "path"), e))
        return false;
    r->status = 204;
    return true;
}

bool api_notes_preview(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    json_t *document;
    bool named;
    struct str path = request_query(q, "path", &named);
    if (!check_markdown(q, e) ||
        !preview_note(api->library, named ? path : STR("note.md"), q->body, q->arena, &document, e))
        return false;
    return api_send(q, r, document, e);
}
