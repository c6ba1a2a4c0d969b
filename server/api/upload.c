#include "api_internal.h"
#include "app/ingest.h"
#include "base/arena.h"
#include "base/vec.h"
#include "http/multipart.h"

/* An element of an array takes jansson some 80 bytes, however short it is (RELIABILITY.md 0.7). */
#define JSON_ITEMS_MAX 20000

typedef VEC(struct ingest_file) file_list;

/* ---- JSON: [{"path": …, "text": …}, …] ---- */

/* Brackets and commas outside of texts, before anything is made of them. */
static size_t count_items(struct str json)
{
    bool in_text = false;
    size_t n = 0;
    for (size_t i = 0; i < json.n; i++) {
        char c = json.p[i];
        if (in_text && c == '\\')
            i++;
        else if (c == '"')
            in_text = !in_text;
        else if (!in_text)
            n += c == ',' || c == '[' || c == '{';
    }
    return n;
}

static struct str text_of(const json_t *object, const char *key, struct arena *a)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value)
               ? str_copy(a, str_of(json_string_value(value), json_string_length(value)))
               : STR_EMPTY;
}

static bool read_item(const json_t *item, size_t i, struct arena *a, struct ingest_file *out,
                      struct err *e)
{
    if (!json_is_string(json_object_get(item, "path")) ||
        !json_is_string(json_object_get(item, "text")))
        return err_set(e, ERR_VALIDATION,
                       "/%zu must be an object with the texts \"path\" and \"text\".", i);
    *out = (struct ingest_file){text_of(item, "path", a), text_of(item, "text", a)};
    return true;
}

static bool read_items(const json_t *list, struct arena *a, file_list *out, struct err *e)
{
    if (!json_is_array(list))
        return err_set(e, ERR_VALIDATION,
                       "The body must be an array: [{\"path\": \"a.md\", \"text\": \"# …\"}].");
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!read_item(json_array_get(list, i), i, a, vec_push(a, out), e))
            return false;
    return true;
}

static bool read_json(const struct request *q, file_list *out, struct err *e)
{
    json_error_t why;
    if (count_items(q->body) > JSON_ITEMS_MAX)
        return err_set(e, ERR_TOO_LARGE, "The JSON has more than %d items.", JSON_ITEMS_MAX);
    json_t *list = json_loadb(q->body.p ? q->body.p : "", q->body.n, JSON_REJECT_DUPLICATES, &why);
    if (!list)
        return err_set(e, ERR_BAD_JSON, "Line %d, column %d: %s.", why.line, why.column, why.text);
    bool ok = read_items(list, q->arena, out, e);
    json_decref(list);
    return ok;
}

/* ---- files of a form ---- */

static bool read_form(const struct request *q, file_list *out, struct err *e)
{
    struct multipart_part *parts;
    size_t n;
    if (!multipart_read(request_header(q, "content-type"), q->body, UPLOAD_FILES_MAX + 1, q->arena,
                        &parts, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (parts[i].filename.n)
            *vec_push(q->arena, out) = (struct ingest_file){parts[i].filename, parts[i].body};
    return true;
}

/* ---- the route ---- */

static bool read_files(const struct request *q, file_list *out, struct err *e)
{
    struct str type = request_header(q, "content-type");
    if (str_starts_ci(type, STR("multipart/form-data")) ? !read_form(q, out, e)
        : str_starts_ci(type, STR("application/json"))
            ? !read_json(q, out, e)
            : !err_set(e, ERR_UNSUPPORTED_TYPE,
                       "Send files as multipart/form-data, or application/json with an array; one "
                       "note alone goes by PUT /api/v1/notes/{path}."))
        return false;
    if (!out->n)
        return err_set(e, ERR_VALIDATION, "There is no file in the body.");
    if (out->n > UPLOAD_FILES_MAX)
        return err_set(e, ERR_TOO_LARGE, "There are %zu files; the limit is %d at once.", out->n,
                       UPLOAD_FILES_MAX);
    return true;
}

static json_t *report_to_json(const struct ingest_report_row *rows, size_t n)
{
    json_t *items = json_array(), *counts = json_object();
    size_t by_outcome[INGEST_FAILED + 1] = {0};
    for (size_t i = 0; i < n; i++) {
        (void)json_array_append_new(items, shape_report_row(&rows[i]));
        by_outcome[rows[i].outcome]++;
    }
    for (size_t i = 0; i <= INGEST_FAILED; i++)
        (void)json_object_set_new(counts, ingest_outcome_name((enum ingest_outcome)i),
                                  json_integer((json_int_t)by_outcome[i]));
    return json_pack("{s:o, s:o}", "items", items, "counts", counts);
}

bool api_notes_upload(void *context, struct request *q, struct response *r, struct err *e)
{
    struct api *api = context;
    file_list files = VEC_INIT;
    struct difference difference;
    bool is_dry_run;
    if (!request_query_bool(q, "dry_run", false, &is_dry_run, e) || !read_files(q, &files, e))
        return false;
    struct ingest_report_row *rows = ARENA_ARRAY(q->arena, struct ingest_report_row, files.n);
    if (!ingest_files(api->library, files.items, files.n, STR("upload"), q->arena, rows,
                      is_dry_run ? &difference : NULL, e))
        return false;
    json_t *report = report_to_json(rows, files.n);
    if (is_dry_run)
        (void)json_object_set_new(report, "difference", difference_to_json(&difference));
    return api_send(q, r, report, e);
}
