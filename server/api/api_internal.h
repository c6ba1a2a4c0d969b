/* api_internal.h: what the files of the api layer share: one call, its answer, the JSON shapes.
 *
 * A handler is two lines: it names a function that gets the call inside a read transaction, so that
 * all it reads is of one snapshot and nothing can forget to end it. */
#ifndef PS_API_INTERNAL_H
#define PS_API_INTERNAL_H

#include <jansson.h>

#include "api/api.h"
#include "app/citation.h"
#include "app/json.h"
#include "app/query.h"
#include "base/language.h"
#include "store/fact.h"
#include "store/graph.h"
#include "store/note.h"
#include "store/search.h"

struct job_info;

struct ingest_report_row;

struct api_call {
    struct api *api;
    struct request *q;
    struct response *r;
    struct arena *arena; /* the request's */
    struct db *db;       /* a snapshot */
    bool is_of_today;    /* the answer depends on the day: set by the reader */
};

/* ---- call.c ---- */

typedef bool (*api_reader)(struct api_call *c, struct err *e);

/* Runs `read` in a snapshot with the time budget of a request; answers 304 without it when the
 * client already has this version of the graph. */
MUST_USE bool api_read(void *context, struct request *q, struct response *r, struct err *e,
                       api_reader read);
/* The same for answers that depend on more than the graph: no ETag, and none of them is kept. */
MUST_USE bool api_read_anew(void *context, struct request *q, struct response *r, struct err *e,
                            api_reader read);
/* Sends `body` (the reference is taken) as JSON, indented when asked for. */
MUST_USE bool api_send(struct request *q, struct response *r, json_t *body, struct err *e);
/* The JSON object in the body, a new reference. Errors: ERR_UNSUPPORTED_TYPE, ERR_BAD_JSON with line
 * and column, ERR_VALIDATION. */
MUST_USE bool api_read_object(const struct request *q, json_t **out, struct err *e);
/* Percent-encoded, but for what may stand in a path or a parameter. */
void api_add_escaped(struct strbuf *out, struct str s);
/* Content-Location: the address of the thing itself, in `folder` ("/api/v1/papers/"). */
void api_add_location(struct api_call *c, const char *folder, struct str id);
/* 308 to the same route under another id. `old_id` is a path parameter, or its beginning. */
bool api_send_moved(struct api_call *c, struct str old_id, struct str new_id);
/* 404 with the nearest names. `kinds` as in store/search.h. */
bool api_send_unknown(struct api_call *c, struct str name, unsigned kinds, const char *what,
                      struct err *e);

/* ---- page of a list ---- */

#define LIST_LIMIT_DEFAULT 50
#define LIST_LIMIT_MAX     200

struct list_page {
    size_t limit;
    struct str after; /* last key of the page before, or empty */
    uint64_t filter;  /* hash of path and filters: a cursor is good for one list only */
};

MUST_USE bool list_page_read(const struct request *q, struct list_page *out, struct err *e);
/* Link: next and first. */
void list_add_links(struct api_call *c, struct str cursor);
/* {"items":…, "page":{limit,total,next_cursor}} with a Link header; takes `items`. `last_key` is empty on the last page. */
json_t *list_to_json(struct api_call *c, const struct list_page *p, json_t *items, uint64_t total,
                     struct str last_key);

/* ---- people.c ---- */

/* The name of the cookie that holds the secret of a session. */
const char *api_session_cookie(const struct api *api);

/* Of POST /notes. */
#define UPLOAD_FILES_MAX 500
#define UPLOAD_MAX       ((size_t)16 << 20)

/* ---- shapes: each a new reference ---- */

json_t *shape_str(struct str s);
json_t *shape_job(const struct job_info *job);
json_t *shape_or_null(struct str s);
json_t *shape_score(int64_t thousandths);
/* JSON text of a column; an empty array when it is empty. */
json_t *shape_column(struct str json);
json_t *shape_paper(const struct paper_row *p);
json_t *shape_concept(const struct concept_row *c);
json_t *shape_note(const struct note_row *n);
/* What came of a note that was sent. */
json_t *shape_report_row(const struct ingest_report_row *row);
/* What everybody says of reading a paper. */
MUST_USE bool shape_readings(struct api_call *c, int64_t paper_id, json_t **out, struct err *e);
json_t *shape_evidence(const struct evidence_row *rows, size_t n);
json_t *shape_hit(const struct search_hit *h);
/* {type,id,key,label} of an end of an edge. */
MUST_USE bool shape_end(struct api_call *c, enum node_class class_, int64_t id, json_t **out,
                        struct err *e);
/* With `n_evidence` best places. */
MUST_USE bool shape_edge(struct api_call *c, const struct edge_row *edge, size_t n_evidence,
                         json_t **out, struct err *e);
/* The label to show for a concept in the language of the request. */
struct str shape_label(const struct concept_row *c, const struct request *q, struct arena *a);
/* Text with \x01 and \x02 round matches as escaped HTML with <mark>. */
json_t *shape_marked(struct str snippet);

/* ---- handlers, one file a resource ---- */

typedef bool api_handler(void *context, struct request *q, struct response *r, struct err *e);

api_handler api_openapi_show;
api_handler api_root_show, api_stats_show, api_health_show, api_ready_show;
api_handler api_papers_list, api_papers_show, api_papers_list_concepts, api_papers_list_edges,
    api_papers_list_notes, api_papers_list_evidence;
api_handler api_digest_show, api_digest_feed, api_changes_feed;
api_handler api_papers_show_reading, api_papers_put_reading, api_papers_delete_reading,
    api_reading_list;
api_handler api_problems_show, api_papers_cite, api_concepts_resolve;
api_handler api_concepts_list, api_concepts_show, api_concepts_list_papers;
api_handler api_edges_list, api_edges_show;
api_handler api_notes_list, api_notes_show, api_notes_put, api_notes_upload, api_notes_delete,
    api_notes_preview;
api_handler api_search_find, api_search_suggest;
api_handler api_changes_list, api_events_show;
api_handler api_query_ask, api_query_post;
api_handler api_vocabulary_show, api_vocabulary_put, api_vocabulary_delete;
api_handler api_me_show, api_session_create, api_session_delete;
api_handler api_tokens_list, api_tokens_create, api_tokens_delete, api_audit_list;
api_handler api_papers_create, api_papers_change, api_papers_delete;
api_handler api_concepts_create, api_concepts_change, api_concepts_delete;
api_handler api_edges_create, api_edges_change, api_edges_delete;
api_handler api_suggestions_list;
api_handler api_decisions_list, api_decisions_show, api_decisions_create, api_decisions_revert;
api_handler api_graph_neighbourhood, api_graph_path;
api_handler api_papers_list_similar, api_concepts_list_related;
api_handler api_graph_overview, api_graph_make_overview, api_graph_cluster;
api_handler api_jobs_list, api_jobs_show, api_jobs_cancel;
api_handler api_concepts_show_tree, api_concepts_show_timeline, api_graph_list_orphans;

/* by_hand.c: 410 when somebody hid what `name` names; `*is_hidden` says so. */
MUST_USE bool api_send_hidden(struct api_call *c, enum node_class class_, struct str name,
                              bool *is_hidden, struct err *e);

/* Finds {id}; on a moved id the redirect is sent and `*found` is false. */
MUST_USE bool api_find_paper(struct api_call *c, struct paper_row *out, bool *found, struct err *e);
MUST_USE bool api_find_concept(struct api_call *c, struct concept_row *out, bool *found,
                               struct err *e);

bool api_send_citation(struct api_call *c, const struct paper_row *paper, enum citation_format f);

/* edge_explain.c: adds to the JSON of an edge how its score came about, and all evidence with the lines
 * round it. */
MUST_USE bool api_explain_edge(struct api_call *c, const struct edge_row *edge, json_t *o,
                               struct err *e);

/* Of messages and labels. */
enum language api_language(const struct request *q);
/* Items of a page: the things, with score and why, what they bring along, only the members asked for. */
MUST_USE bool shape_query_hits(struct api_call *c, const struct query *query,
                               const struct query_result *result, json_t **out, struct err *e);
/* All parameters of the request as a question for things of one kind; `linked_to` (may be empty) is one
 * more. */
MUST_USE bool api_list(struct api_call *c, enum query_find find, struct str linked_to,
                       struct err *e);
/* Sends the answer to a question: items, page, facets, how it was understood, warnings. */
MUST_USE bool api_send_query(struct api_call *c, const struct query *query, struct err *e);

#endif
