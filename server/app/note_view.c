#include "app/note_view.h"

#include "base/arena.h"
#include "extract/document.h"
#include "extract/render.h"
#include "store/graph.h"

static bool read_marks(struct db *db, const struct evidence_row *rows, size_t n, struct arena *a,
                       struct render_mark *marks, struct err *e)
{
    struct edge_row edge;
    for (size_t i = 0; i < n; i++) {
        if (!graph_get_edge_by_id(db, rows[i].edge_id, a, &edge, e))
            return false;
        marks[i] = (struct render_mark){
            .begin = (uint32_t)rows[i].begin,
            .end = (uint32_t)rows[i].end,
            .id = edge.public_id,
        };
    }
    return true;
}

/* A stored note may have been refused since (an older program took it in): then it has no view. */
bool note_view_html(struct db *db, const struct note_row *note, struct arena *a, struct strbuf *out,
                    struct err *e)
{
    struct str body;
    struct document *document;
    struct evidence_row *rows;
    size_t n;
    if (!note_get_body(db, note->id, a, &body, e) || !document_parse(body, a, &document, e) ||
        !graph_list_evidence_in_note(db, note->id, a, &rows, &n, e))
        return false;
    struct render_mark *marks = ARENA_ARRAY(a, struct render_mark, n);
    if (!read_marks(db, rows, n, a, marks, e))
        return false;
    render_html(document, marks, n, a, out);
    return true;
}
