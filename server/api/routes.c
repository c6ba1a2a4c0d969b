/* THE route table. 404, 405 with Allow, OPTIONS, HEAD, the check of parameters and the root document
 * follow from it. In reading order. */
#include "api_internal.h"
#include "app/preview.h"
#include "app/reading.h"
#include "app/vocabulary.h"
#include "changes_internal.h"

/* clang-format off */
#define LIMIT  {.name = "limit", .type = PARAM_INT, .min = 1, .max = LIST_LIMIT_MAX, .doc = "How many at most; 50 when left out", .example = "20"}
#define CURSOR {.name = "cursor", .type = PARAM_TEXT, .doc = "next_cursor of the page before"}
#define END    {.name = NULL}
#define KINDS  {.name = "type", .type = PARAM_ENUM, .values = "paper|concept|note", .doc = "Only this kind", .example = "paper"}
#define RELATION {.name = "relation", .type = PARAM_TEXT, .doc = "Only edges with this relation", .example = "uses"}
#define STATUS {.name = "status", .type = PARAM_TEXT, .doc = "Only with this status", .example = "proposed"}

static const struct route_param no_params[] = {END};
static const struct route_param relation_params[] = {RELATION, LIMIT, CURSOR, END};
static const struct route_param note_params[] = {
    {.name = "format", .type = PARAM_ENUM, .values = "json|md|html", .doc = "JSON, the source, or safe HTML with the evidence marked", .example = "html"}, END};
static const struct route_param preview_params[] = {
    {.name = "path", .type = PARAM_TEXT, .doc = "Name of the note: titles may stand only there", .example = "reading/moco.md"}, END};
static const struct route_param search_params[] = {
    {.name = "q", .type = PARAM_TEXT, .doc = "Any text; \"quoted words\" stay together, -word excludes", .example = "对比学习"},
    KINDS,
    {.name = "prefix", .type = PARAM_BOOL, .doc = "The last word is only begun", .example = "true"},
    LIMIT, CURSOR, END};
static const struct route_param suggest_params[] = {
    {.name = "q", .type = PARAM_TEXT, .doc = "Beginning of a name", .example = "contr"},
    KINDS,
    {.name = "limit", .type = PARAM_INT, .min = 1, .max = 20, .doc = "How many at most; 10 when left out", .example = "5"}, END};
static const struct route_param query_params[] = {
    {.name = "q", .type = PARAM_TEXT, .doc = "A question in English or Chinese", .example = "papers linked to contrastive learning"},
    LIMIT, CURSOR, END};

#define RELATIONS {.name = "relation", .type = PARAM_TEXT, .doc = "Only edges with this relation, or one of several by comma", .example = "uses,extends"}
#define MIN_SCORE {.name = "min_score", .type = PARAM_TEXT, .doc = "Only edges with this score or more; 0.3 for proposed ones when left out", .example = "0.5"}
#define STATUSES  {.name = "status", .type = PARAM_TEXT, .doc = "Only edges with this status, or one of several by comma; confirmed and proposed when left out", .example = "confirmed"}
#define NODE_TYPE {.name = "type", .type = PARAM_ENUM, .values = "paper|concept", .doc = "Only over papers, or only over concepts", .example = "paper"}
#define YEARS     {.name = "year__gte", .type = PARAM_INT, .min = 1000, .max = 9999, .doc = "Only papers of this year or later", .example = "2019"}, \
                  {.name = "year__lte", .type = PARAM_INT, .min = 1000, .max = 9999, .doc = "Only papers of this year or earlier", .example = "2021"}
#define NOTE      {.name = "note", .type = PARAM_TEXT, .doc = "Only edges that a note says whose path begins so: whose notes, if each person has a folder", .example = "reading/"}
static const struct route_param neighbourhood_params[] = {
    {.name = "node", .type = PARAM_TEXT, .doc = "Paper or concept, by id, identifier or name", .example = "contrastive-learning"},
    {.name = "depth", .type = PARAM_INT, .min = 1, .max = 4, .doc = "How many edges away; 1 when left out", .example = "2"},
    {.name = "limit", .type = PARAM_INT, .min = 1, .max = 2000, .doc = "How many nodes besides the one at most; 80 when left out", .example = "40"},
    NODE_TYPE, RELATIONS, MIN_SCORE, STATUSES, YEARS, NOTE, END};
static const struct route_param path_params[] = {
    {.name = "from", .type = PARAM_TEXT, .doc = "Paper or concept where the paths begin", .example = "MoCo"},
    {.name = "to", .type = PARAM_TEXT, .doc = "Paper or concept where they end", .example = "SimCLR"},
    {.name = "k", .type = PARAM_INT, .min = 1, .max = 10, .doc = "How many paths at most; 3 when left out", .example = "2"},
    {.name = "hops", .type = PARAM_INT, .min = 1, .max = 6, .doc = "How many edges a path may have; 4 when left out", .example = "3"},
    {.name = "penalty", .type = PARAM_INT, .min = 0, .max = 100, .doc = "What a way over a hub costs, in percent of the logarithm of its degree; 20 when left out", .example = "40"},
    NODE_TYPE, RELATIONS, MIN_SCORE, STATUSES, YEARS, NOTE, END};

static const struct route_param likeness_params[] = {
    {.name = "limit", .type = PARAM_INT, .min = 1, .max = 100, .doc = "How many at most; 20 when left out", .example = "5"}, END};
static const struct route_param overview_params[] = {
    {.name = "level", .type = PARAM_INT, .min = 1, .max = 2, .doc = "1: the large clusters; 2: also those inside them", .example = "1"}, END};
static const struct route_param cluster_params[] = {
    {.name = "limit", .type = PARAM_INT, .min = 1, .max = 2000, .doc = "How many of its nodes at most, best joined first; 500 when left out", .example = "100"},
    NODE_TYPE, RELATIONS, MIN_SCORE, STATUSES, YEARS, NOTE, END};
static const struct route_param tree_params[] = {
    {.name = "depth", .type = PARAM_INT, .min = 1, .max = 6, .doc = "How many levels up and down; 2 when left out", .example = "3"}, END};
static const struct route_param orphan_params[] = {NODE_TYPE, LIMIT, CURSOR, END};
static const struct route_param explain_params[] = {
    {.name = "context", .type = PARAM_INT, .min = 0, .max = 10, .doc = "How many lines of the note before and behind each quote; 2 when left out", .example = "0"}, END};
static const struct route_param vocabulary_params[] = {
    {.name = "format", .type = PARAM_ENUM, .values = "turtle|ntriples|csv|tsv|json", .doc = "The concepts themselves as a file of this format; without it, which vocabularies there are", .example = "turtle"},
    {.name = "scope", .type = PARAM_ENUM, .values = "all|user|shipped|discovered", .doc = "Which concepts; all when left out", .example = "user"},
    {.name = "name", .type = PARAM_TEXT, .doc = "Only those of this user's vocabulary", .example = "lab"}, END};
static const struct route_param vocabulary_put_params[] = {
    {.name = "format", .type = PARAM_ENUM, .values = "turtle|ntriples|csv|tsv", .doc = "Of the body; else its content type or its beginning tells", .example = "csv"},
    {.name = "name", .type = PARAM_TEXT, .doc = "Which vocabulary is replaced; user when left out", .example = "lab"}, END};
static const struct route_param vocabulary_delete_params[] = {
    {.name = "name", .type = PARAM_TEXT, .doc = "Which vocabulary goes", .example = "lab"}, END};

static const struct route_param changes_params[] = {
    {.name = "since", .type = PARAM_TEXT, .doc = "Only what came after: \"next\" of an earlier answer, a day, today or yesterday; all that is kept when left out", .example = "yesterday"},
    {.name = "type", .type = PARAM_ENUM, .values = "note|paper|concept|edge", .doc = "Only changes of this kind of thing", .example = "paper"},
    {.name = "limit", .type = PARAM_INT, .min = 1, .max = CHANGES_LIMIT_MAX, .doc = "How many at most; 50 when left out", .example = "200"}, END};

static const struct route_param events_params[] = {
    {.name = "since", .type = PARAM_TEXT, .doc = "As for changes; only what is new when left out. The header Last-Event-ID goes before it", .example = "0"}, END};

static const struct route_param citation_params[] = {
    {.name = "format", .type = PARAM_ENUM, .values = "bibtex|ris|csl-json|text", .doc = "bibtex when left out", .example = "ris"}, END};
static const struct route_param resolve_params[] = {
    {.name = "label", .type = PARAM_TEXT, .doc = "Any text in any language", .example = "对比学习"},
    {.name = "limit", .type = PARAM_INT, .min = 1, .max = 20, .doc = "How many at most; 5 when left out", .example = "3"}, END};

#define SMALL_BODY ((size_t)16 << 10)
static const struct route_param audit_params[] = {
    LIMIT,
    {.name = "before", .type = PARAM_INT, .min = 1, .max = INT64_MAX, .doc = "Only what was done before this number: next_before of the page before", .example = "100"}, END};

static const struct route_param upload_params[] = {
    {.name = "dry_run", .type = PARAM_BOOL, .doc = "Store nothing, and say as \"difference\" which papers, concepts and edges would come, change and go", .example = "true"}, END};

static const struct route_param delete_params[] = {
    {.name = "reason", .type = PARAM_TEXT, .doc = "Why; kept with the decision", .example = "a duplicate"},
    {.name = "decision", .type = PARAM_TEXT, .doc = "An id of your own for the decision: makes a retry harmless", .example = "mine-1"}, END};

static const struct route_param suggestion_params[] = {
    {.name = "kind", .type = PARAM_ENUM, .values = "twins|edge|stub|warning", .doc = "Only two that may be one, proposed edges, papers that are only named, or notes with warnings", .example = "twins"},
    LIMIT, CURSOR, END};
static const struct route_param decision_params[] = {
    {.name = "state", .type = PARAM_ENUM, .values = "active|dormant|overruled|reverted", .doc = "Only those that count, that find nothing now, that a later one contradicts, or that were taken back", .example = "dormant"},
    {.name = "kind", .type = PARAM_TEXT, .doc = "Only of this kind", .example = "merge"},
    {.name = "author", .type = PARAM_TEXT, .doc = "Only by this person", .example = "local"},
    {.name = "target", .type = PARAM_TEXT, .doc = "Only those about this paper, concept or edge, by id, identifier or name: its history", .example = "arxiv:1911.05722"},
    LIMIT, CURSOR, END};

#define PERSON {.name = "person", .type = PARAM_TEXT, .doc = "Whose; your own when left out or \"me\"", .example = "me"}
static const struct route_param reading_params[] = {PERSON, END};
static const struct route_param reading_list_params[] = {
    PERSON,
    {.name = "state", .type = PARAM_ENUM, .values = READING_STATES, .doc = "Only papers in this state", .example = "queued"},
    LIMIT, CURSOR, END};

static const struct route_param digest_params[] = {
    {.name = "week", .type = PARAM_TEXT, .doc = "A week of ISO 8601; the last seven days when left out", .example = "2026-W47"}, END};

static const struct route routes[] = {
    {HTTP_GET,    "/api/v1",                           api_root_show,            ACCESS_OPEN,  0,              no_params,       "root.show",             "Version, limits and all routes"},
    {HTTP_GET,    "/api/v1/query",                     api_query_ask,            ACCESS_READ,  0,              query_params,    "query.ask",             "Ask in plain words; each hit says why"},
    {HTTP_POST,   "/api/v1/query",                     api_query_post,           ACCESS_READ,  QUERY_DOCUMENT_MAX, no_params,   "query.post",            "Ask with a JSON document; each hit says why"},
    {HTTP_GET,    "/api/v1/search",                    api_search_find,          ACCESS_READ,  0,              search_params,   "search.find",           "Full text over papers, concepts and notes"},
    {HTTP_GET,    "/api/v1/suggest",                   api_search_suggest,       ACCESS_READ,  0,              suggest_params,  "search.suggest",        "Names as they are typed"},
    {HTTP_GET,    "/api/v1/papers",                    api_papers_list,          ACCESS_READ,  0,              NULL,            "papers.list",           "Papers, newest first"},
    {HTTP_GET,    "/api/v1/papers/{id}",               api_papers_show,          ACCESS_READ,  0,              no_params,       "papers.show",           "One paper, by id, identifier or name"},
    {HTTP_GET,    "/api/v1/papers/{id}/concepts",      api_papers_list_concepts, ACCESS_READ,  0,              relation_params, "papers.list_concepts",  "Concepts of a paper, strongest first"},
    {HTTP_GET,    "/api/v1/papers/{id}/edges",         api_papers_list_edges,    ACCESS_READ,  0,              relation_params, "papers.list_edges",     "All edges of a paper, strongest first"},
    {HTTP_GET,    "/api/v1/papers/{id}/notes",         api_papers_list_notes,    ACCESS_READ,  0,              no_params,       "papers.list_notes",     "Notes that mention a paper"},
    {HTTP_GET,    "/api/v1/papers/{id}/evidence",      api_papers_list_evidence, ACCESS_READ,  0,              relation_params, "papers.list_evidence",  "Every place in the notes that says something of a paper"},
    {HTTP_GET,    "/api/v1/papers/{id}/similar",       api_papers_list_similar,  ACCESS_READ,  0,              likeness_params, "papers.list_similar",   "Papers that share concepts, links and words with a paper, each with its reasons"},
    {HTTP_GET,    "/api/v1/papers/{id}/citation",      api_papers_cite,          ACCESS_READ,  0,              citation_params, "papers.cite",           "A reference for BibTeX, RIS, CSL-JSON or people; also as /papers/{id}.bib, .ris, .csl.json, .txt"},
    {HTTP_GET,    "/api/v1/papers/{id}/reading",       api_papers_show_reading,  ACCESS_READ,  0,              reading_params,  "papers.show_reading",   "Your reading state of a paper, or another person's"},
    {HTTP_PUT,    "/api/v1/papers/{id}/reading",       api_papers_put_reading,   ACCESS_READ,  SMALL_BODY,     no_params,       "papers.put_reading",    "Say how far you are with a paper, and how good it is"},
    {HTTP_DELETE, "/api/v1/papers/{id}/reading",       api_papers_delete_reading, ACCESS_READ, 0,              no_params,       "papers.delete_reading", "Forget what you said of reading a paper"},
    {HTTP_GET,    "/api/v1/reading",                   api_reading_list,         ACCESS_READ,  0,              reading_list_params, "reading.list",      "What you queued, read or skipped, latest change first; another person's with person="},
    {HTTP_GET,    "/api/v1/concepts",                  api_concepts_list,        ACCESS_READ,  0,              NULL,            "concepts.list",         "Concepts, most papers first"},
    {HTTP_GET,    "/api/v1/concepts/resolve",          api_concepts_resolve,     ACCESS_READ,  0,              resolve_params,  "concepts.resolve",      "Which concepts a text may mean, best first, with how it matched"},
    {HTTP_GET,    "/api/v1/concepts/{id}",             api_concepts_show,        ACCESS_READ,  0,              no_params,       "concepts.show",         "One concept, by id, slug or label in any language"},
    {HTTP_GET,    "/api/v1/concepts/{id}/papers",      api_concepts_list_papers, ACCESS_READ,  0,              NULL,            "concepts.list_papers",  "Papers linked to a concept or a narrower one, with the line that says so"},
    {HTTP_GET,    "/api/v1/concepts/{id}/related",     api_concepts_list_related, ACCESS_READ, 0,              likeness_params, "concepts.list_related", "Concepts that go with a concept, with counts and examples"},
    {HTTP_GET,    "/api/v1/concepts/{id}/tree",        api_concepts_show_tree,   ACCESS_READ,  0,              tree_params,     "concepts.show_tree",    "Broader and narrower concepts, nested"},
    {HTTP_GET,    "/api/v1/concepts/{id}/timeline",    api_concepts_show_timeline, ACCESS_READ, 0,             no_params,       "concepts.show_timeline", "Papers of a concept by year, and notes about it by month"},
    {HTTP_GET,    "/api/v1/edges",                     api_edges_list,           ACCESS_READ,  0,              NULL,            "edges.list",            "Edges, by id"},
    {HTTP_GET,    "/api/v1/edges/{id}",                api_edges_show,           ACCESS_READ,  0,              explain_params,  "edges.show",            "One edge explained: how its score came about, and all its evidence with the lines round it"},
    {HTTP_GET,    "/api/v1/graph/neighbourhood",       api_graph_neighbourhood,  ACCESS_READ,  0,              neighbourhood_params, "graph.neighbourhood", "What stands round a paper or concept, nearest and strongest first"},
    {HTTP_GET,    "/api/v1/graph/path",                api_graph_path,           ACCESS_READ,  0,              path_params,     "graph.path",            "The best paths between two nodes, with evidence for each step"},
    {HTTP_GET,    "/api/v1/graph/overview",            api_graph_overview,       ACCESS_READ,  0,              overview_params, "graph.overview",        "The graph seen from afar: named clusters, their sizes and places, and what joins them"},
    {HTTP_POST,   "/api/v1/graph/overview",            api_graph_make_overview,  ACCESS_CURATE, 0,              no_params,       "graph.make_overview",   "Make the overview anew, as a job"},
    {HTTP_GET,    "/api/v1/graph/cluster/{id}",        api_graph_cluster,        ACCESS_READ,  0,              cluster_params,  "graph.cluster",         "One cluster opened: its parts, its nodes with places, and the edges between them"},
    {HTTP_GET,    "/api/v1/graph/orphans",             api_graph_list_orphans,   ACCESS_READ,  0,              orphan_params,   "graph.list_orphans",    "Papers without any edge, and concepts without papers"},
    {HTTP_GET,    "/api/v1/jobs",                      api_jobs_list,            ACCESS_READ,  0,              no_params,       "jobs.list",             "Long work that runs, waits or has ended, newest first"},
    {HTTP_GET,    "/api/v1/jobs/{id}",                 api_jobs_show,            ACCESS_READ,  0,              no_params,       "jobs.show",             "One job: how far it is"},
    {HTTP_DELETE, "/api/v1/jobs/{id}",                 api_jobs_cancel,          ACCESS_CURATE, 0,              no_params,       "jobs.cancel",           "Cancel a job"},
    {HTTP_GET,    "/api/v1/notes",                     api_notes_list,           ACCESS_READ,  0,              NULL,            "notes.list",            "Notes, newest first"},
    {HTTP_POST,   "/api/v1/notes",                     api_notes_upload,         ACCESS_CURATE, UPLOAD_MAX,    upload_params,   "notes.upload",          "Take in many notes: files of a form, or a JSON array; one row of the answer for each"},
    {HTTP_POST,   "/api/v1/notes/preview",             api_notes_preview,        ACCESS_READ,  NOTE_MAX_BYTES, preview_params,  "notes.preview",         "What a note would say; nothing is stored"},
    {HTTP_GET,    "/api/v1/notes/{path*}",             api_notes_show,           ACCESS_READ,  0,              note_params,     "notes.show",            "One note: JSON, source, or HTML with the evidence marked"},
    {HTTP_PUT,    "/api/v1/notes/{path*}",             api_notes_put,            ACCESS_CURATE, NOTE_MAX_BYTES, no_params,       "notes.put",             "Take in a note; the same path again replaces it"},
    {HTTP_DELETE, "/api/v1/notes/{path*}",             api_notes_delete,         ACCESS_CURATE, 0,              no_params,       "notes.delete",          "Remove a note and what it alone said"},
    {HTTP_POST, "/api/v1/papers", api_papers_create, ACCESS_CURATE, SMALL_BODY, no_params, "papers.create", "Add a paper by hand: records the decision and answers with both"},
    {HTTP_PATCH, "/api/v1/papers/{id}", api_papers_change, ACCESS_CURATE, SMALL_BODY, no_params, "papers.change", "Correct fields of a paper: records the decision"},
    {HTTP_DELETE, "/api/v1/papers/{id}", api_papers_delete, ACCESS_CURATE, 0, delete_params, "papers.delete", "Hide a paper: records the decision, which can be taken back"},
    {HTTP_POST, "/api/v1/concepts", api_concepts_create, ACCESS_CURATE, SMALL_BODY, no_params, "concepts.create", "Add a concept by hand: records the decision and answers with both"},
    {HTTP_PATCH, "/api/v1/concepts/{id}", api_concepts_change, ACCESS_CURATE, SMALL_BODY, no_params, "concepts.change", "Give a concept other labels or broader concepts: records the decisions, all or none"},
    {HTTP_DELETE, "/api/v1/concepts/{id}", api_concepts_delete, ACCESS_CURATE, 0, delete_params, "concepts.delete", "Hide a concept: records the decision, which can be taken back"},
    {HTTP_POST, "/api/v1/edges", api_edges_create, ACCESS_CURATE, SMALL_BODY, no_params, "edges.create", "Add an edge by hand: records the decision and answers with both"},
    {HTTP_PATCH, "/api/v1/edges/{id}", api_edges_change, ACCESS_CURATE, SMALL_BODY, no_params, "edges.change", "Confirm or reject an edge: records the decision"},
    {HTTP_DELETE, "/api/v1/edges/{id}", api_edges_delete, ACCESS_CURATE, 0, delete_params, "edges.delete", "Reject an edge: records the decision, which can be taken back"},
    {HTTP_GET,    "/api/v1/decisions",                 api_decisions_list,       ACCESS_READ,  0,              decision_params, "decisions.list",        "What people decided about the graph, latest first, with the state of each"},
    {HTTP_POST,   "/api/v1/decisions",                 api_decisions_create,     ACCESS_CURATE, SMALL_BODY,    no_params,       "decisions.create",      "Decide: merge, tell apart, rename, correct, label, hide, add, confirm, reject; an id of your own makes a retry harmless"},
    {HTTP_GET,    "/api/v1/decisions/{id}",            api_decisions_show,       ACCESS_READ,  0,              no_params,       "decisions.show",        "One decision, with its state"},
    {HTTP_POST,   "/api/v1/decisions/{id}/revert",     api_decisions_revert,     ACCESS_CURATE, SMALL_BODY,    no_params,       "decisions.revert",      "Take a decision back; what was decided after it still counts"},
    {HTTP_GET,    "/api/v1/suggestions",               api_suggestions_list,     ACCESS_READ,  0,              suggestion_params, "suggestions.list",    "What is worth a look: likely twins, proposed edges, stubs, warnings; each with reasons, evidence and the decisions that answer it"},
    {HTTP_GET,    "/api/v1/vocabulary",                api_vocabulary_show,      ACCESS_READ,  0,              vocabulary_params, "vocabulary.show",     "Which vocabularies there are; with a format, their concepts as SKOS, CSV or JSON"},
    {HTTP_PUT,    "/api/v1/vocabulary",                api_vocabulary_put,       ACCESS_CURATE, VOCABULARY_FILE_MAX, vocabulary_put_params, "vocabulary.put", "Import SKOS, CSV or TSV as your vocabulary; all notes are read again"},
    {HTTP_DELETE, "/api/v1/vocabulary",                api_vocabulary_delete,    ACCESS_CURATE, 0,              vocabulary_delete_params, "vocabulary.delete", "Remove a vocabulary of yours; all notes are read again"},
    {HTTP_GET,    "/api/v1/changes",                   api_changes_list,         ACCESS_READ,  0,              changes_params,  "changes.list",          "What was added, changed or removed since a number or a day, in order"},
    {HTTP_GET,    "/api/v1/changes.atom",              api_changes_feed,         ACCESS_READ,  0,              no_params,       "changes.feed",          "New papers as an Atom feed"},
    {HTTP_GET,    "/api/v1/digest",                    api_digest_show,          ACCESS_READ,  0,              digest_params,   "digest.show",           "A week in one answer: new papers and concepts, decisions and by whom, what several people read"},
    {HTTP_GET,    "/api/v1/digest.atom",               api_digest_feed,          ACCESS_READ,  0,              digest_params,   "digest.feed",           "The same as an Atom feed"},
    {HTTP_GET,    "/api/v1/events",                    api_events_show,          ACCESS_READ,  0,              events_params,   "events.show",           "The same live, as server-sent events, with the progress of imports and jobs"},
    {HTTP_GET,    "/api/v1/stats",                     api_stats_show,           ACCESS_READ,  0,              no_params,       "stats.show",            "How much there is"},
    {HTTP_GET,    "/api/v1/me",                        api_me_show,              ACCESS_OPEN,  0,              no_params,       "me.show",               "Who asks, and with which rights"},
    {HTTP_POST,   "/api/v1/session",                   api_session_create,       ACCESS_OPEN,  SMALL_BODY,     no_params,       "session.create",        "Sign in a browser with a token"},
    {HTTP_DELETE, "/api/v1/session",                   api_session_delete,       ACCESS_OPEN,  0,              no_params,       "session.delete",        "Sign out"},
    {HTTP_GET,    "/api/v1/tokens",                    api_tokens_list,          ACCESS_ADMIN, 0,              no_params,       "tokens.list",           "Tokens, without their secrets"},
    {HTTP_POST,   "/api/v1/tokens",                    api_tokens_create,        ACCESS_ADMIN, SMALL_BODY,     no_params,       "tokens.create",         "A new token; its secret is shown this once"},
    {HTTP_DELETE, "/api/v1/tokens/{id}",               api_tokens_delete,        ACCESS_ADMIN, 0,              no_params,       "tokens.delete",         "Revoke a token and end its sessions"},
    {HTTP_GET,    "/api/v1/audit",                     api_audit_list,           ACCESS_ADMIN, 0,              audit_params,    "audit.list",            "Who changed what, newest first"},
    {HTTP_GET,    "/openapi.json",                     api_openapi_show,         ACCESS_OPEN,  0,              no_params,       "openapi.show",          "This description of the API, in OpenAPI 3.1"},
    {HTTP_GET,    "/problems/{code}",                  api_problems_show,        ACCESS_OPEN,  0,              no_params,       "problems.show",         "What a problem means and what to do about it, as a page"},
    {HTTP_GET,    "/healthz",                          api_health_show,          ACCESS_OPEN,  0,              no_params,       "health.show",           "The process is alive"},
    {HTTP_GET,    "/readyz",                           api_ready_show,           ACCESS_OPEN,  0,              no_params,       "ready.show",            "The process can answer"},
};

/* clang-format on */

const struct router *api_router(void)
{
    static const struct router router = {routes, ARRAY_LEN(routes)};
    return &router;
}
