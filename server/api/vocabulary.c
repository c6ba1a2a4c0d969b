#include "app/vocabulary.h"

#include "api_internal.h"
#include "base/arena.h"

static const char *media_type(enum vocabulary_format format)
{
    switch (format) {
    case FORMAT_TURTLE:
        return "text/turtle; charset=utf-8";
    case FORMAT_NTRIPLES:
        return "application/n-triples; charset=utf-8";
    case FORMAT_CSV:
        return "text/csv; charset=utf-8";
    case FORMAT_TSV:
        return "text/tab-separated-values; charset=utf-8";
    case FORMAT_JSON:
    case FORMAT_UNKNOWN:
        break;
    }
    return "application/json; charset=utf-8";
}

static bool send_export(struct api_call *c, struct str format_name, struct err *e)
{
    enum vocabulary_format format = vocabulary_format_named(format_name);
    enum vocabulary_scope scope = SCOPE_ALL;
    struct str scope_name = request_query(c->q, "scope", NULL);
    if (scope_name.n && !vocabulary_scope_named(scope_name, &scope))
        BUG("the route table lets no other scope through");
    response_content_type(c->r, media_type(format));
    c->r->allow_gzip = true;
    return vocabulary_export(c->db, scope, request_query(c->q, "name", NULL), format, &c->r->body,
                             e);
}

static bool show(struct api_call *c, struct err *e)
{
    struct str format = request_query(c->q, "format", NULL);
    json_t *list;
    if (format.n)
        return send_export(c, format, e);
    return vocabulary_list(c->api->library, c->db, &list, e) && api_send(c->q, c->r, list, e);
}

bool api_vocabulary_show(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, show);
}

/* ---- changes ---- */

static struct str wanted_name(const struct request *q)
{
    struct str name = request_query(q, "name", NULL);
    return name.n ? name : STR(VOCABULARY_NAME_DEFAULT);
}

/* ?format= beats the content type, which beats the content. */
static enum vocabulary_format format_of(const struct request *q)
{
    static const enum vocabulary_format formats[] = {FORMAT_TURTLE, FORMAT_NTRIPLES, FORMAT_CSV,
                                                     FORMAT_TSV, FORMAT_JSON};
    struct str named = request_query(q, "format", NULL);
    struct str type = request_header(q, "content-type");
    if (named.n)
        return vocabulary_format_named(named);
    for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
        struct str known = str_from(media_type(formats[i]));
        if (str_starts_ci(type, str_sub(known, 0, str_find_byte(known, ';', 0))))
            return formats[i];
    }
    return FORMAT_UNKNOWN;
}

bool api_vocabulary_put(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    struct ingest_options how = {.stop = api->draining};
    struct vocabulary_report report;
    return vocabulary_import(api->library, wanted_name(q), q->body, format_of(q), &how, q->arena,
                             &report, e) &&
           api_send(q, r, vocabulary_report_to_json(&report), e);
}

bool api_vocabulary_delete(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    struct ingest_options how = {.stop = api->draining};
    struct str name = request_query(q, "name", NULL);
    if (!name.n)
        return err_set(e, ERR_INVALID_PARAMETER, "Say which vocabulary: ?name=….");
    r->status = 204;
    return vocabulary_remove(api->library, name, &how, e);
}
